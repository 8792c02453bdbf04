echo old > c; echo rubbish > m
npsplit --confidence c -m m "$CASES/page.txt"; echo $?
npsplit --confidence c -R nowhere "$CASES/page.txt"; echo $?
npsplit --confidence c -e klingon "$CASES/page.txt"; echo $?
cat c; ls -A
# An input that is not there is no reason to keep an old one: it fits the blocks that came.
npsplit --confidence c nowhere "$CASES/page.txt" | wc -l > n; wc -l < c | cmp n -
