# no block is lost: the same lines, but for the first field and the number
npjoin < "$CASES"/day.in 2> /dev/null | sed "s/^[^	]*\\\\>//" | cut -f 1,2,4,5 | sort > got
cut -f 1,2,4,5 "$CASES"/day.in | sort | cmp - got
