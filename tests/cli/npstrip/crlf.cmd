# CRLF, byte order mark, no last line feed
{ printf '\357\273\277'; sed 's/$/\r/' "$CASES"/page.in; } > crlf
npstrip crlf | tr '\r' '~' | sed -n '3,7p;$p'
awk 'NR > 1 { print last } { last = $0 } END { printf "%s", last }' "$CASES"/page.in > short
npstrip "$CASES"/page.in > long
npstrip short | cmp - long
{ cat short; printf '\n　　渡口的灯亮了。'; } > short2
npstrip short2 | tail -n 1; echo
