npcount -c chars,lines < "$CASES"/blocks.in
