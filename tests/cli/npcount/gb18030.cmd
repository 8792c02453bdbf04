npcount -e gb18030 -c chars,han,bytes < "$CASES"/gb18030.in
