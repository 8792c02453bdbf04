# names with backslashes and tabs
printf "a\\\\\\\\\\\\tb:1\t1\t1\tjump\t下转2版\na\\\\\\\\\\\\tb:2\t1\t1\tjump\t上接1版\n" > in
npjoin in; npjoin in | nptsv -c page,lines
