awk "BEGIN { print \"a\t1\t1\tbody\tx\"; printf \"big\t1\t1\tbody\t\"; for (i = 0; i < 100000; i++) printf \"xxxxxxxxxx\"; print \"\"; print \"no block\"; print \"b\t1\t1\tbody\txy\" }" > x
npcount -b page < x
npcount --max-page 100k -b page < x
