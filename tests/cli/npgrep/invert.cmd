# the articles in which no block matches
npgrep --invert 灯塔 "$CASES"/page.in | cut -f 1-4
npgrep --invert -r byline "" "$CASES"/page.in | cut -f 1-4
