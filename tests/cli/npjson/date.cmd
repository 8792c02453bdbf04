# the day of the issue where no page tells it: from no block
printf "p\t1.1\t1\tdateline\t本报北京3月4日讯\np\t1.2\t1\tbody\tx\n" > in
npjson --date 2003-03-05 -c date,issue,dateline in
npjson -c date,issue,dateline in
