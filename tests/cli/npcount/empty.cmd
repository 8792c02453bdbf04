npcount < /dev/null
npcount -b article < /dev/null
