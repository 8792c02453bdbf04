# without dates all is one day
printf "p:1\t1\t1\tjump\t下转2版\n" > a; printf "p:2\t1\t1\tjump\t上接1版\n" > b
cat a b | npjoin; npjoin a b
