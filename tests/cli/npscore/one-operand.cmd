npscore "$PAGES"/city.blocks
