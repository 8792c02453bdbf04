cp "$CASES"/text.in one
cp "$CASES"/blocks.in two
: > empty
npcount -H --total one empty two one
