# lines that are no blocks count to the page that they stand in; past the limit they go by at once
printf 'p\t1\t1\tbody\tbridge\nno block\nneither\np\t2\t1\tbody\tx\nlast\nq\t1\t1\tbody\tbridge\n' > in
npgrep bridge in; echo $?
npgrep --max-page 24 bridge in; echo $?
