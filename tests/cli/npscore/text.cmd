# pages where blocks are expected: told, and no table
npscore "$PAGES"/city.txt "$PAGES"/city.blocks 2>&1 | sed "s|$PAGES/||"
npscore "$PAGES"/city.blocks "$PAGES"/city.txt 2>&1 | sed "s|$PAGES/||"
printf "今天天气很好。\n" | npscore - "$PAGES"/city.blocks
