printf '昨日上午，海港镇第一座水塔正式通水，镇上三千多户居民从此不用再到河边挑水。\n' | npconv -t gb18030 > gb.txt
printf 'a\377b\201\nc\n' >> gb.txt
printf 'plain \300\n' > plain.txt
npconv --detect gb.txt missing.txt 'plain.txt' | cut -f 1,2,4-
