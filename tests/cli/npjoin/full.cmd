npjoin < "$CASES"/day.in 2> /dev/null > /dev/full; echo $?
