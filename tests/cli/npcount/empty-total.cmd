npcount -H --total -b article < /dev/null
