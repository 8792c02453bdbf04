# only blocks of these roles are looked at
npgrep -r byline,headline 顾小满 "$CASES"/page.in | cut -f 1-4
npgrep --roles=byline 灯塔 "$CASES"/page.in
