# a mark over two lines counts for each of them
printf "p\t1.1\t1\tbody\t丙\np\t1.2;2\t1\tbyline\t记者 甲乙\n" > gold
printf "p\t1.1\t1\tbody\t丙\np\t1.2\t1\tbyline\t记者\np\t2\t1\tbody\t甲乙\n" > pred
npscore gold gold | grep mark; npscore gold pred | grep mark; npscore pred gold | grep mark; npscore --diff gold pred
