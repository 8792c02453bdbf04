# a line that is no block is told and passed on, and again
printf 'a\t1\t1\tbyline\tx\nno block\n\na\t2\t1\tbody\t河边的新桥昨天通车，两岸的居民不用再绕路。' > in
npstrip in > once; echo $?
cat once; npstrip once | cmp - once
