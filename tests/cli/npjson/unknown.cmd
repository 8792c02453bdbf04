npjson -c page,heading "$CASES"/page.in; echo $?
npjson -a x; npjson --date 2003-02-30; npjson --max-page 0; npjson -x; npjson -0 a b; echo $?
