npsplit -e klingon "$CASES/page.txt"
