npconv < /dev/null; echo $?
npconv -f big5 -t utf-16 < /dev/null; echo $?
