npjson "$CASES"/page.in > /dev/full
