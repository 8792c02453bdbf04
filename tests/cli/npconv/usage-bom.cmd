for to in big5 gb2312 hz euc-jp iso-8859-5; do
	printf 'a\n' | npconv --bom -t $to 2>&1 | head -n 1
done
printf 'a\n' | npconv --bom -t big5 >/dev/null 2>&1 || echo status $?
for to in utf-8 utf-16be utf-32 gb18030; do
	printf 'a\n' | npconv --bom -t $to | od -An -tx1
done
