printf "a\t1\t1\tbody\tx\n" > a; printf "b\t1\t1\tbody\ty\n" > b
printf "b\0a\0" | nptsv -c page,body -0 -; nptsv -0 list a
