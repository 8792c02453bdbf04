npcount -b role -c chars < "$CASES"/blocks.in
