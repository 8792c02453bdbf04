cp "$CASES"/break.in "$PAGES"/city.blocks "$CASES"/wrap.in .
npmend break.in city.blocks wrap.in > out; echo $?
{ npmend break.in; npmend wrap.in; } | cmp - out
