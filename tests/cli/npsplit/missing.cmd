npsplit nowhere.txt "$CASES/page.txt" . > b; echo $?; npsplit "$CASES/page.txt" | cmp b -
