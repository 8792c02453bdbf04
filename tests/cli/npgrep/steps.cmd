# a pattern that takes too many steps is told: the block may match
awk "BEGIN { printf \"p\t1\t1\tbody\t\"; for (i = 0; i < 60; i++) printf \"a\"; print \"b\"; print \"q\t1\t1\tbody\tac\" }" > in
npgrep "^(a+)+\$|c" in
