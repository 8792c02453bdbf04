printf "p\t1\t1\tbody\t一\303(\np\t2\t1\tbody\t二\n" > x
npcount -b article -c chars,han,bad x
