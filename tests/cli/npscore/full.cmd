npscore "$PAGES"/city.blocks "$PAGES"/city.blocks > /dev/full
