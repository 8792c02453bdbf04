# every page and block may stand anywhere
cat "$PAGES"/city.blocks "$PAGES"/wrap.blocks > gold
awk -F "\t" -v OFS="\t" "NR % 7 == 0 { \$4 = \"other\" } NR % 5 == 0 { \$3++ } 1" gold > pred
npscore -b page gold pred > sound
npscore -b page gold pred | cut -f 1 | uniq
sort -t "	" -k 5 pred > mixed; npscore -b page gold mixed | cmp - sound
sort -t "	" -k 4 gold | sort -s -t "	" -k 1,1 > mixed; npscore -b page mixed pred | cmp - sound
