# by number: what is not listed is left out, with --invert too; 0 adds what is in no article
npgrep -a 3,2 "" "$CASES"/page.in | cut -f 1-4
npgrep -a 1 --invert 灯塔 "$CASES"/page.in | cut -f 1-4
npgrep -a 0 肥皂 "$CASES"/page.in | cut -f 1-4
npgrep --articles 0,1 灯塔 "$CASES"/page.in | cut -f 1-4
npgrep -a 2-3 "" "$CASES"/page.in | cut -f 1-4 > range
npgrep -a 2,3 "" "$CASES"/page.in | cut -f 1-4 | cmp - range
