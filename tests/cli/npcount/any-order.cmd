sort -t "	" -k 5 "$CASES"/blocks.in > x
npcount -b article x | sort > 1
npcount -b article "$CASES"/blocks.in | sort > 2
cmp 1 2
