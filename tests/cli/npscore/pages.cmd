# a page that PRED lacks is not found; a page that GOLD lacks is not counted
for page in a b c; do printf "$page\t1\t1\theadline\t甲\n$page\t2\t1\tbody\t乙\n"; done > three
grep -v ^b three > gold; grep -v ^a three > pred
npscore -b page gold pred > table; echo $?; grep -e boundary -e roles table
npscore three three > table; echo $?; npscore three gold 2>&1 > table; echo $?; npscore gold three 2>&1 > table; echo $?
