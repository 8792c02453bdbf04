npscore --confusion --diff a b
