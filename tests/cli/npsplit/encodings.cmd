npconv -t gb18030 "$CASES/page.txt" > p; npsplit -e gb18030 --name x p > 1; npsplit -e auto --name x p > 2; npsplit --name x "$CASES/page.txt" > 3; cmp 1 2 && cmp 2 3 && test -s 3
