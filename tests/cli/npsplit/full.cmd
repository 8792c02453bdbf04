npsplit "$CASES/page.txt" > /dev/full
