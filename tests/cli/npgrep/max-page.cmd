# a page too large is passed over, by all modes alike
awk "BEGIN { for (i = 1; i < 9; i++) print \"big\t\" i \"\t1\tbody\tsixteen bytes ok\"; print \"small\t1\t1\tbody\tx\" }" > in
npgrep --max-page 100 "" in; echo $?
npgrep --max-page 100 --count "" in; echo $?
npgrep --max-page 100 -q z in; echo $?
