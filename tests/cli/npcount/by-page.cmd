npcount -H -b page -c chars,han,lines < "$CASES"/blocks.in
