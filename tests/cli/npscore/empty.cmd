# nothing in GOLD, nothing to write; nothing in PRED, nothing found
cp "$PAGES"/city.blocks .
npscore /dev/null /dev/null; npscore -H --diff /dev/null /dev/null; npscore -H --confusion /dev/null - < /dev/null
npscore /dev/null city.blocks; echo $?
npscore city.blocks /dev/null | head -n 2
npscore --diff city.blocks /dev/null 2> /dev/null | wc -l | tr -d " "
