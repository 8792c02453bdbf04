printf '昨日上午，海港镇第一座水塔正式通水，镇上三千多户居民从此不用再到河边挑水。\n' > s.txt
printf '據了解，明年還要在北街建設一個新的市場，鎮公所說經費已經有了著落。\n' > t.txt
npconv -t gb18030 s.txt > gb.txt
npconv -t big5 t.txt > big5.txt
npconv -t hz s.txt > hz.txt
npconv -t utf-16le s.txt > le.txt
npconv -t utf-16 s.txt > mark.txt
printf '\271\320' > two.txt
printf '\377\376\375' > none.txt
cat gb.txt big5.txt > both.txt
npconv --detect -H s.txt gb.txt big5.txt hz.txt le.txt mark.txt two.txt none.txt | cut -f 1,2,4-
npconv --detect < gb.txt | cut -f 1,2
