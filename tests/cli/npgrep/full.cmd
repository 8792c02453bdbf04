npgrep "" "$CASES"/page.in > /dev/full
