printf "p\t1\t1\tbody\t一" | npcount -b article
printf "p\t1\t1\tbody\t一" > x
printf "一" > y
npcount -c lines,chars x y
