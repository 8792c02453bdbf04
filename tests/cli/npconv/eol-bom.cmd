printf 'a\r\nb\rc\nd\r' > t
for eol in keep lf crlf cr; do
	npconv --eol=$eol t | od -An -c
done
printf 'x' | npconv --bom | od -An -tx1
printf 'x' | npconv --bom -t utf-16 | od -An -tx1
printf 'x' | npconv --bom -t utf-16be | od -An -tx1
# Where there is no text, there is no mark, whatever the encoding and whoever writes.
: > empty
for to in utf-8 utf-16 utf-16be gb18030; do npconv --bom -t $to empty empty | wc -c; done
npconv --bom -j 2 empty empty | wc -c; npconv --bom -o out empty; wc -c < out/empty
printf 'x' > x; npconv --bom -j 2 empty x x | od -An -tx1
