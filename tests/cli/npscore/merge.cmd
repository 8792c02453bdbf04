# one role as another, in every table but the marks
printf "p\t1\t1\tbyline\t甲\np\t2\t1\tdateline\t乙\np\t3\t1\tnotice\t丙\np\t4\t1\tother\t丁\n" > gold
printf "p\t1\t1\tdateline\t甲\np\t2\t1\tbyline\t乙\np\t3\t1\tother\t丙\np\t4\t1\tnotice\t丁\n" > pred
npscore gold pred | grep -e ^role -e ^mark
echo; npscore --merge notice=other,dateline=byline gold pred | grep -e ^role -e ^mark
echo; npscore --merge notice=other,dateline=byline --confusion gold pred
echo; npscore --merge notice=other --diff gold pred | cut -f 1-7
# what counts as another takes along what counts as it
for list in notice=other,other=table notice=other,notice=table other=table,notice=other table=other,notice=table; do
	npscore --merge $list --confusion gold pred | grep -v line
done
