echo rubbish > m; npsplit -m m "$CASES/page.txt"
