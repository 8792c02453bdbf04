# what is too long is not compared: no table of the rest
printf "p\t1\t1\tbody\t甲\np\t2\t1\tbody\t乙乙乙乙乙乙乙乙乙乙乙乙\n" > gold; head -n 1 gold > pred
npscore --max-page 40 gold pred; echo $?; npscore --max-page 1k gold gold | grep roles
