# a NUL is a character
printf "a\t1\t1\tbody\tx\0y\n" > in
npgrep "x\x00y" in | cmp - in; npgrep y in | cmp - in; npgrep "x.y" in | cmp - in
