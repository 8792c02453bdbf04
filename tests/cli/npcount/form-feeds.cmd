printf "一\n\f二三\n\f" > x
printf "一\f二三" > y
npcount -H -b page -c chars,lines,han x y - < "$CASES"/text.in
npcount -c chars,lines x y
