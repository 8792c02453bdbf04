npscore -b article a b
