# a page that comes twice does not replace the first
printf -- "-\t1\t1\tbody\t一\n" > a; printf -- "-\t1\t1\tbody\t二\n" > b
nptext -o out a b; echo $?; cat out/*
