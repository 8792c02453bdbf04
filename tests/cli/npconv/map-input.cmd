cp "$PAGES/city.txt" page; printf 'page\0' > names
npconv --map page page; echo $?
npconv --map page < page; echo $?
npconv --map page -0 names; echo $?
cat names | npconv --map page -0 - > text; echo $?
cmp page text; ls -A
# Nor over a file that is made of another; then nothing is, and what was there stays.
mkdir out; ln -s out link; ln -s out/b.txt there; echo a > a.txt; echo b > b.txt; echo old > map; echo old > out/b.txt
npconv -o out --map out/a.txt a.txt b.txt; echo $?
npconv -o out --map ./link/b.txt a.txt b.txt; echo $?
npconv -j 2 -o link --map there a.txt b.txt; echo $?
npconv -o out --map /dev/stdout a.txt b.txt > out/a.txt; echo $?
npconv -o . --map map a.txt; echo $?
cat map out/*; rm out/*
npconv -o out --map out/a.map a.txt b.txt; echo $?; ls out
