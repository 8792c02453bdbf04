# the articles of two inputs never mix, and f(a) + f(b) = f(a b)
printf "p\t1\t1\theadline\t前\n" > a; printf "p\t2\t1\tbody\t后\n" > b
nptsv a b; nptsv a b > both; { nptsv a; nptsv b; } | cmp - both
