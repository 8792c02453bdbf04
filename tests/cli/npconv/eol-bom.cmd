printf 'a\r\nb\rc\nd\r' > t
for eol in keep lf crlf cr; do
	npconv --eol=$eol t | od -An -c
done
printf 'x' | npconv --bom | od -An -tx1
printf 'x' | npconv --bom -t utf-16 | od -An -tx1
printf 'x' | npconv --bom -t utf-16be | od -An -tx1
