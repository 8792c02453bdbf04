npconv -t gb18030 "$CASES/page.txt" > p; npsplit p
