# roles that are not there
npstrip -r table,credit "$CASES"/page.in | cmp - "$CASES"/page.in
