npcount -r byline,headline -c chars,han < "$CASES"/blocks.in
npcount -b article -r byline < "$CASES"/blocks.in
