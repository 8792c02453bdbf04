npsplit < "$CASES/page.txt"
