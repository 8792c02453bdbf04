npscore a b c
