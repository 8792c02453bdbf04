npconv --detect -t gbk x.txt 2>&1 | head -n 1
npconv --detect -f big5 x.txt 2>&1 | head -n 1
npconv --bad=fail --detect x.txt 2>&1 | head -n 1
npconv --detect -o there x.txt 2>&1
npconv -H x.txt 2>&1
npconv --map nowhere/map.tsv /dev/null 2>&1
npconv -t mixed /dev/null 2>&1
