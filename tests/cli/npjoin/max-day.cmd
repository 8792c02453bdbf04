# a day too large is joined in parts
printf "p:1\t1\t1\tjump\t下转2版\np:2\t1\t1\tjump\t上接1版\np:3\t1\t1\tbody\tx\n" > in
npjoin --max-day 40 in
