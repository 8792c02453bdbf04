# a line that is no block is told and passed on; not with --count
printf "p\t1\t1\tbody\tx\nno block\nq\t1\t1\tbody\ty\r\n\n" > in
npgrep y in; npgrep --count y in
