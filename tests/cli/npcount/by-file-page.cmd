cp "$CASES"/blocks.in x
npcount -H -b file,page x x
