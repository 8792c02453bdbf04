# 0 found, 1 not found; faults do not matter once it is found, and make 3 where nothing is
npgrep -q 灯塔 "$CASES"/page.in; echo $?
npgrep -q 汽笛 "$CASES"/page.in; echo $?
npgrep -q --invert 灯塔 "$CASES"/page.in; echo $?
npgrep -q --invert "" "$CASES"/page.in; echo $?
npgrep -q --count 灯塔 "$CASES"/page.in; echo $?
npgrep --quiet 灯塔 missing "$CASES"/page.in; echo $?
npgrep -q 汽笛 missing "$CASES"/page.in; echo $?
printf "p\t1\t1\tbody\tx\nno block\n" | npgrep -q y; echo $?
printf "p\t1\t1\tbody\tx\377\n" | npgrep -q y; echo $?
printf "plain\n" | npgrep -q y; echo $?
npgrep -q "(" "$CASES"/page.in; echo $?
yes "p	1	1	body	x" 2> /dev/null | npgrep -q x; echo $?
