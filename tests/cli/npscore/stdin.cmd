# either may be standard input
printf "p\t1\t0\tfolio\t甲\np\t2..3\t1\theadline\t乙 丙\np\t4.1\t1\tdateline\t本报讯\np\t4.2;5\t1\tbody\t丁戊\np\t6\t2\theadline\t己\np\t7.1\t2\tbody\t庚\np\t7.2\t2\tbyline\t（林知秋）\np\t8\t2\tbyline\t（辛）\n" > gold
printf "p\t1\t9\tbody\t甲\np\t2..3\t9\theadline\t乙 丙\np\t4.1\t9\tdateline\t本报讯\np\t4.2;5;6\t9\tbody\t丁戊己\np\t7.1\t9\tbody\t庚\np\t7.2\t9\tbyline\t（林知秋\np\t8\t9\tbyline\t（辛）\n" > pred
npscore gold pred > both; npscore - pred < gold | cmp - both; npscore gold - < pred | cmp - both; npscore -- gold pred | cmp - both
