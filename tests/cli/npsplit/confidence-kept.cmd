echo old > c; echo rubbish > m
npsplit --confidence c -m m "$CASES/page.txt"; echo $?
npsplit --confidence c -R nowhere "$CASES/page.txt"; echo $?
npsplit --confidence c -e klingon "$CASES/page.txt"; echo $?
cat c; ls -A
# An input that is not there is no reason to keep an old one: it fits the blocks that came.
npsplit --confidence c nowhere "$CASES/page.txt" | wc -l > n; wc -l < c | cmp n -
# With blocks that lack a page it does not come.
cp "$CASES/page.txt" p; echo old > c; npsplit -j 2 --confidence c --max-page 100 p p > b; echo $?; cat c; ls -A
