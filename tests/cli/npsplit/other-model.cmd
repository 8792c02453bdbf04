printf "newsprint model 1\nfeature\tvalue\tbody\n" > m; npsplit -m m "$CASES/page.txt"
