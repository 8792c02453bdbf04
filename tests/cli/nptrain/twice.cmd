# a page is given once, whatever file has its blocks: else it would count twice, and be on both sides of --folds
cp "$ROOT"/tests/pages/ci0[123].* .
cat ci01.blocks ci02.blocks ci03.blocks > all
head -n 2000 ci02.blocks > mine
nptrain -o m ci01.blocks ci01.blocks; echo $?
nptrain --folds 2 -o m all mine ci01.blocks ci01.blocks; echo $?
cat all mine | nptrain -o m; echo $?
# pages of one file are several
printf '北桥通车\n\n桥长一里。\n\f\n老街开工\n\n街长二里。\n' > two.txt
npsplit two.txt > two.blocks
nptrain --copies 0 --epochs 1 -o m two.blocks; echo $?; ls m
