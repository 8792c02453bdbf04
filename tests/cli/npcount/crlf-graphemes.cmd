{
	printf '晚报\r\n'
	awk 'BEGIN { for (i = 0; i < 100; i++) printf "一二三四五六七八九十\r\n" }'
} | npcount -c chars,lines,graphemes
