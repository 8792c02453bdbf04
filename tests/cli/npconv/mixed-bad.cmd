{
	printf '昨日上午，海港镇第一座水塔正式通水，镇上三千多户居民从此不用再到河边挑水。\n' | npconv -t gb18030
	printf '據了解，明年還要在北街建設一個新的市場，鎮公所說經費已經有了著落。\n' | npconv -t big5
	printf 'end\201\n'
} > mixed.txt 2> /dev/null
npconv -f mixed mixed.txt
