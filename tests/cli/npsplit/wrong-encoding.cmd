npconv -t gb18030 "$CASES/page.txt" > p; npsplit p; echo $?
# UTF-16 is told once, however many form feeds its bytes look like; the file beside it is read.
npconv -t utf-16le --bom "$CASES/page.txt" > p16; cp "$CASES/page.txt" p
npsplit p16 p > both; echo $?
npsplit p | cmp both -
