printf "byline\thead\t-\t(\tx\n" > r; npsplit -R r "$CASES/page.txt"
