# other numbers for the same articles are no difference
awk -F "\t" -v OFS="\t" '{ $3 = $3 == 0 ? 0 : 99 - $3 } 1' "$PAGES"/city.blocks > pred
npscore --diff "$PAGES"/city.blocks pred
npscore "$PAGES"/city.blocks pred | cut -f 1-3 | grep -v -e "	1.0000	1.0000" -e "	0.0000	$"
