printf "a\t1\t1\tbody\tx\n" | npsplit
