# what was joined stays so
npjoin < "$CASES"/day.in > once 2> /dev/null
npjoin once | cmp - once
