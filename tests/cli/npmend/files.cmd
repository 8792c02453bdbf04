npmend "$CASES"/break.in missing "$CASES"/wrap.in > out; echo $?
{ npmend "$CASES"/break.in; npmend "$CASES"/wrap.in; } | cmp - out
printf '%s\0' "$CASES"/break.in "$CASES"/wrap.in > list; npmend -0 list | cmp - out
