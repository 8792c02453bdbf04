npjson < /dev/null; npjson -a 7 "$CASES"/page.in
