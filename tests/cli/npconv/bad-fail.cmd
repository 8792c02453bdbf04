printf 'good\n\377 bad\n' > bad.txt
echo more > more.txt
npconv -f utf-8 --bad=fail bad.txt more.txt; echo $?
npconv -f utf-8 --bad=fail -o out bad.txt more.txt; echo $?
ls out
printf '\344\273\254\n' | npconv -f utf-8 -t big5 --bad=fail; echo $?
