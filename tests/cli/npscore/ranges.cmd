# a slip that names a world of lines
printf "p\t1..18446744073709551615\t1\tbody\t甲乙丙\np\t1;3\t1\tbody\t甲乙\np\t18446744073709551615\t1\tbyline\t\n" > gold
npscore gold gold | grep roles
npscore --diff gold /dev/null 2> /dev/null
# two letters may stand on two lines, but one can't
printf "p\t1..2\t1\tbody\txy\np\t3;4\t1\tbody\tx\np\t5..6;7\t1\tbody\txy\n" > gold
npscore gold gold | grep roles
