# the lines of newsprint(5) and nptsv(1) for other programs: a quotation mark is a character like any other
printf 'p"q\t1\t1\theadline\t"题\\n目\nx\t2\t2\tbody\t半"引号\\\\\n' > page.blocks
awk -F '\t' '$4 == "headline" { print $3, $5 }' page.blocks
if command -v sqlite3 > /dev/null; then
	sqlite3 news.db '.mode ascii' '.separator "\t" "\n"' \
		'CREATE TABLE blocks(page, lines, article INT, role, text)' \
		'.import page.blocks blocks'
	sqlite3 -separator ' ' news.db 'SELECT page, article, text FROM blocks'
else
	cut -f 1,3,5 page.blocks | tr '\t' ' '
fi
nptsv -c page,headline,body page.blocks | cut -f 2,3
