# form feeds stand as they stood
{ cat "$CASES"/wrap.in; printf '\f'; cat "$CASES"/break.in; printf '\f\f'; } > two
{ npmend "$CASES"/wrap.in; printf '\f'; npmend "$CASES"/break.in; printf '\f\f'; } > wanted
npmend two | cmp - wanted; npmend "$CASES"/wrap.in two "$CASES"/break.in > out
{ npmend "$CASES"/wrap.in; npmend two; npmend "$CASES"/break.in; } | cmp - out
