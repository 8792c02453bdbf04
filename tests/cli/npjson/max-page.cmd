awk "BEGIN { for (i = 1; i < 9; i++) print \"big\t\" i \"\t1\tbody\tsixteen bytes ok\"; print \"small\t1\t1\tbody\tx\" }" |
	npjson --max-page 100 -c page,body
