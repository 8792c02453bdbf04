# form feeds stand as they stood
{ cat "$CASES"/page.in; printf '\f'; cat "$CASES"/page.in; printf '\n\f\f'; } > two
npstrip two > out; grep -c . out; tr -dc '\f' < out | wc -c | tr -d ' '
{ npstrip "$CASES"/page.in; printf '\f'; npstrip "$CASES"/page.in; printf '\n\f\f'; } | diff - out
