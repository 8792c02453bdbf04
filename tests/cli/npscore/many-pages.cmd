# ten lines, then how many more
for page in 1 2 3 4 5 6 7 8 9 10 11 12 13; do printf "$page\t1\t1\tbody\t甲\n"; done > gold
tail -n 1 gold > pred
npscore gold pred | grep roles; npscore pred gold | grep roles
