# a page ends where the name changes, and at the end of an input
printf "p\t1\t1\tbody\tx\n" > a; printf "p\t2\t1\tbody\ty\n" > b
npgrep x a b; npgrep --count x a b; cat a b | npgrep --count x; cat a b | npgrep x
