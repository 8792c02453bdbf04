# a line a page, those without any too
npgrep --count 灯塔 "$CASES"/page.in
npgrep --count --invert 灯塔 "$CASES"/page.in
npgrep --count -a 0 "" "$CASES"/page.in
npgrep --count x < /dev/null
printf "a\\\\tb\t1\t1\tbody\tx\n" | npgrep --count x
