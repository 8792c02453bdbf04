printf '昨日上午，海港镇第一座水塔正式通水，镇上三千多户居民从此不用再到河边挑水。\n' > s.txt
printf '據了解，明年還要在北街建設一個新的市場，鎮公所說經費已經有了著落。\n' > t.txt
{
	echo begin
	npconv -t gb18030 s.txt
	npconv -t big5 t.txt
	cat s.txt
	npconv -t hz s.txt
	npconv -t gb18030 s.txt
} > mixed.txt
npconv -f mixed --map map.tsv mixed.txt
cat map.tsv
npconv --map map.tsv mixed.txt
cat map.tsv
npconv --map map.tsv -t gb18030 s.txt | wc -c
cat map.tsv
