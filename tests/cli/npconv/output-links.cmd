# Where a link has the name, the file takes its place, be it a device that it leads to; a folder stays.
printf '\345\261\261\n' | tee a.txt b.txt c.txt > d.txt
mkdir out out/d.txt; echo kept > kept
ln -s ../kept out/a.txt; ln -s /dev/full out/b.txt; ln -s ../nowhere out/c.txt
npconv -o out a.txt b.txt c.txt d.txt
echo "status $?"
cat kept out/?.txt 2> /dev/null
ls -A . out | sort -u
for f in a b c; do test ! -h out/$f.txt || echo "link: $f"; done
