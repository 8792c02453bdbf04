# lines that only one of them has
printf "p\t2..4\t1\tbody\t甲乙丙\np\t7\t2\tother\t丁\n" > gold
printf "p\t1\t5\tbody\t甲\np\t3\t6\tbody\t乙\np\t5..6\t6\tbody\t丙丁\n" > pred
npscore gold pred | grep -e roles -e boundary; npscore --diff gold pred 2> /dev/null
