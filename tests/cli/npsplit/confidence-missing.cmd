echo old > c
npsplit --confidence nodir/c "$CASES/page.txt"; echo $?; ls
npsplit --confidence . "$CASES/page.txt"; echo $?
npsplit --confidence c/c "$CASES/page.txt"; echo $?
npsplit --confidence "" "$CASES/page.txt"; echo $?
# No file comes to be called - where standard output was meant.
npsplit --confidence - "$CASES/page.txt"; echo $?
cat c; ls -A
