npcount -H -b role,page -c chars --total < "$CASES"/blocks.in
