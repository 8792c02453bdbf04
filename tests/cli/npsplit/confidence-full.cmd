npsplit "$CASES/page.txt" > plain
npsplit --confidence /dev/full "$CASES/page.txt" > b; echo $?; cmp plain b
# Beside blocks that are not whole it does not come.
echo old > c; npsplit --confidence c "$CASES/page.txt" > /dev/full; echo $?; cat c; ls -A
