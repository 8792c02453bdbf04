# a line that is no block is told and passed over
printf "p\t1\t1\tbody\tx\nno block\n" | npjson -c body
