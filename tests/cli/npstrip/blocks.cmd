npstrip "$CASES"/blocks.in
echo; npstrip -k headline,folio < "$CASES"/blocks.in
npstrip "$CASES"/blocks.in > once; npstrip once | cmp - once
