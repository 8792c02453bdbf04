# a line that is no block is told and passed on, and again
printf 'a\t1\t1\tbyline\tx\nno block\n\na\t2\t1\tbody\ty' > in
npstrip in > once; echo $?
cat once; npstrip once | cmp - once
