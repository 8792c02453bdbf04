npsplit nowhere.txt "$CASES/page.txt" . | wc -l
