npscore - - < "$PAGES"/city.blocks
