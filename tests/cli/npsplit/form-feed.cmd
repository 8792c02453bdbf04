{ cat "$CASES/page.txt"; printf "\f"; cat "$CASES/page.txt"; printf "\f"; } > two; npsplit two > b
# Lines are counted through the file, articles from 1 on each page.
awk -F '\t' '{ print $1, ($2 + 0 < 16 ? "first" : "second") }' b | uniq
grep '^two:1' b | cut -f 3-5 > 1; grep '^two:2' b | cut -f 3-5 | cmp 1 -
