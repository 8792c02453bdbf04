awk "BEGIN { s = \"xxxxxxxxxx\"; s = s s s s s s s s s s s; print \"big\t1\t1\tbody\t\" s; print \"small\t1\t1\tbody\tx\"; print \"no block\" }" |
	npcount --max-page 100 -b page
