# names that differ throughout: one line says so
for page in a b c; do printf "$page.txt\t1\t1\tbody\t甲\n"; done > gold
sed "s|^|pages/|" gold > pred
npscore gold pred > table; echo $?; head -n 1 table
