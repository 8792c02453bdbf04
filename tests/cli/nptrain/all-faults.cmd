# All pages are looked at before it gives up, those of further files too; a list of faults has an end.
cp "$ROOT"/tests/pages/ci01.* "$ROOT"/tests/pages/ci02.* .
sed 6d ci01.blocks > a.blocks; sed 's/^ci02.txt/no.txt/' ci02.blocks > b.blocks
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do printf 'no%s.txt\t1\t1\tbody\tx\n' $i; done > c.blocks
nptrain -o m a.blocks b.blocks ci02.blocks c.blocks; echo $?; ls m 2> /dev/null
