cp "$PAGES/city.txt" page; printf 'page\0' > names
npconv --map page page; echo $?
npconv --map page < page; echo $?
npconv --map page -0 names; echo $?
cat names | npconv --map page -0 - > text; echo $?
cmp page text; ls -A
