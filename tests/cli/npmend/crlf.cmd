# line ends are as they were, a last one that is not there too
sed 's/$/\r/' "$CASES"/wrap.in > crlf
npmend crlf | tr '\r' '~' | sed -n '4,6p'
npmend crlf | tr -d '\r' > out; npmend "$CASES"/wrap.in | cmp - out
awk 'NR < 12 { if (NR > 1) print last; last = $0 } END { printf "%s", last }' "$CASES"/wrap.in > short
npmend short | tail -n 1; echo
