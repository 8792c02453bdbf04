printf "p\t1\t1\tbody\tx\nq\t1\t1\tbody\tx\n" > in; : > out; nptext -o out in
