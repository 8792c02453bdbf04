# a NUL has an escape
printf "p\t1\t1\tbody\tx\0y\n" | npjson -c body
