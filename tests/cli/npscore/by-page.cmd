# the figures of each page, in the order of GOLD; the mean of pk is that of pages
printf "a\\\\tb\t1\t1\tbody\t甲\na\\\\tb\t2\t2\tbody\t乙\nq\t1..2\t1\tbody\t甲乙\n" > gold
printf "q\t1..2\t1\tbody\t甲乙\na\\\\tb\t1..2\t1\tbody\t甲乙\n" > pred
npscore -H -b page gold pred; npscore gold pred
npscore -H -b page --confusion gold pred; npscore --by=page --diff -H gold pred
