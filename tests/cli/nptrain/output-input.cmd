cp "$ROOT"/tests/pages/ci01.* .
nptrain --copies 0 --epochs 1 -o ci01.blocks ci01.blocks; echo $?
nptrain --copies 0 --epochs 1 -o ci01.blocks < ci01.blocks; echo $?
cmp ci01.blocks "$ROOT/tests/pages/ci01.blocks"; ls -A
# Nor the page and the rules.
printf 'byline\thead\t-\t(某)\t某\n' > rules
nptrain --copies 0 --epochs 1 -o ci01.txt ci01.blocks; echo $?
nptrain --copies 0 --epochs 1 -R rules -o rules ci01.blocks; echo $?
cmp ci01.txt "$ROOT/tests/pages/ci01.txt"; rm rules
# A model that is learned further may take its own place.
nptrain -m default --copies 0 --epochs 1 -o m ci01.blocks && cp m n
nptrain -m n --copies 0 --epochs 1 -o n ci01.blocks && nptrain -m m --copies 0 --epochs 1 ci01.blocks | cmp n -
