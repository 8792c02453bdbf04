# what goes are the bylines; what stays is what npconv writes
npconv -f gb18030 "$PAGES"/county-gbk.txt > all
npstrip -e gb18030 "$PAGES"/county-gbk.txt > out
LC_ALL=C diff all out | grep "^[<>]" | cut -c 1-80 | head -n 4
npstrip -e auto "$PAGES"/county-gbk.txt | cmp - out
