npsplit --from=html "$CASES/page.txt"
