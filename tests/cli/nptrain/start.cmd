cp "$ROOT"/tests/pages/ci0[12].* .
# A few pages, going on from the model that is built in; it is another one then.
nptrain -m default --copies 1 --epochs 1 -o m ci01.blocks && head -n 1 m && npsplit -m m ci01.txt | cut -f 1 | sort -u
nptrain -m default --copies 1 --epochs 1 ci01.blocks | cmp - m
nptrain -m default --copies 0 --epochs 0 -o same ci01.blocks; grep -v "^about" m > 1; grep -v "^about" same > 2; cmp -s 1 2 || echo learned
# Without a pass it is what it was, and from a file all is as from the built-in one.
nptrain -m same --copies 0 --epochs 0 ci02.blocks | grep -v "^about" > 3; cmp 2 3
nptrain -m same --copies 1 --epochs 1 ci01.blocks | grep -v "^about" > 3; cmp 1 3
# --augment is heard here, too.
nptrain -m same --copies 1 --epochs 1 --augment wrap=0,ocr=0,markdown=1 ci01.blocks | grep -v "^about" > 3; cmp -s 1 3 || echo differs
# What is left out by chance, and how far a step goes, are other shares here.
nptrain -m same --copies 1 --epochs 1 --drop .1 --rate .0005 ci01.blocks | grep -v "^about" > 3; cmp 1 3
nptrain -m same --copies 1 --epochs 1 --drop .5 ci01.blocks | grep -v "^about" > 3; cmp -s 1 3 || echo differs
# More copies are gone through less often; from nothing as often as ever.
nptrain -m same --copies 72 ci01.blocks | grep -a epochs; nptrain --copies 25 ci01.blocks | grep -a epochs
