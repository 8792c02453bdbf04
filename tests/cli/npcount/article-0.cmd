npcount -b article -a 0 -c chars < "$CASES"/blocks.in
npcount -b article -a 0,2 -c chars < "$CASES"/blocks.in
npcount -a 2 -c chars < "$CASES"/blocks.in
