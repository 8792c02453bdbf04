# a page too large is passed over
awk "BEGIN { for (i = 1; i < 9; i++) print \"big\t\" i \"\t1\tbody\tsixteen bytes ok\"; print \"small\t1\t1\tbody\tx\" }" > in
npjoin --max-page 100 in
