# Whatever the labels are: five fields, the page "-", every word in its place.
npsplit < "$CASES/page.txt" > b; awk -F '\t' 'NF != 5' b; cut -f 1 b | uniq
cut -f 5 b | sed 's/　//g' | tr -d ' \n' > words; sed 's/　//g' "$CASES/page.txt" | tr -d ' \n' | cmp - words
cut -f 2 b | sed 's/[.;].*//' | sort -c -n; cut -f 2 b | tail -n 1 | sed 's/\..*//'
