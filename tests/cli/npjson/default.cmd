# what there is by default
npjson "$CASES"/page.in
