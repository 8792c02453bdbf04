printf "newsprint model 1\nfeature\tvalue\tbody.article\nbias\t0\t12\n" > m; npsplit -m m "$CASES/page.txt"
