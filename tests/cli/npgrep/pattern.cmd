# whole articles, in the order in which their lines stood, and the head of their page
npgrep 灯塔 "$CASES"/page.in
