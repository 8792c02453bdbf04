# lines that are no blocks, bytes that are no UTF-8: told, and the rest is counted
printf "p\t1\t1\tbody\t甲\np\t2\t1\tbody\np\t3\t1\tbyline\t乙\377\n" > gold
printf "p\t1\t1\tbody\t甲\nnonsense\np\t3\t1\tbyline\t乙\377\n" > pred
npscore gold pred | grep -e roles -e mark
