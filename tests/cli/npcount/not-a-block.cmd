npcount -b article -c chars < "$CASES"/not-a-block.in
