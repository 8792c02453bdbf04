# Every letter has a long name that does the same.
npconv -t gb18030 "$CASES/page.txt" > page
printf 'byline\thead\t-\t(某某)\t⟦某某⟧\n' > rules
npsplit -e gb18030 -j 2 -m "$ROOT/lib/default.model" -R rules page > short
npsplit --encoding gb18030 --jobs=2 --model "$ROOT/lib/default.model" --rules rules page | cmp short -
npmend --encoding=gb18030 --rules rules page > long; npmend -e gb18030 -R rules page | cmp long -
npstrip --encoding=gb18030 --rules rules page > long; npstrip -e gb18030 -R rules page | cmp long -
test -s short && test -s long
npsplit --model=no.model --rules=no.rules page
npconv --jobs=0
