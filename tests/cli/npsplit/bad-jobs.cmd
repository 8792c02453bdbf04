npsplit -j 0 "$CASES/page.txt"
