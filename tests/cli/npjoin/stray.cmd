# a line that is no block is told and passed on where it stood; line ends stay
printf "p:1\t1\t1\tjump\t下转2版\r\nno block\n\np:2\t1\t1\tjump\t上接1版\r\np:2\t2\t2\tbody\tx\r\nlast\n" > in
npjoin in | tr "\r" "^"
