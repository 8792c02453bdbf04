# a member has its name once
npjson -c page,body,page "$CASES"/page.in; echo $?
