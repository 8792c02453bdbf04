npcount -H -b article -c chars,han,numbers --total < "$CASES"/blocks.in
