echo good > good; printf '\377\377\377\377' > none; printf 'x\377' > bad
npconv -o out good none missing bad; echo $?
ls out
npconv -f gbk -o good/x bad; echo $?
