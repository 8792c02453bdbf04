printf "a\t1\t1\tbody\tx\n" > a; printf "b\t1\t1\tbody\tx\n" > b
printf "b\0a\0" | npgrep -0 - x
