echo good > good; printf '\377\377\377\377' > none; printf '海港镇的新水塔今日落成\377' > bad
npconv -o out good none missing bad; echo $?
ls out
npconv -f gbk -o good/x good bad; echo $?
