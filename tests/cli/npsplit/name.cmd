npsplit --name a/b.txt "$CASES/page.txt" | cut -f1 | sort -u
