# Each file whole or not at all: a limit of sizes, a name that is a link, what was there before.
mkdir in out
awk 'BEGIN { while (n++ < 40000) print "港口新闻" n }' > in/long.txt
echo 短 > in/short.txt
echo old > out/long.txt
echo kept > target
ln -s ../target out/short.txt
(
	trap '' XFSZ
	ulimit -f 64
	npconv -o out in/long.txt in/short.txt
) 2> said
echo "status $?"
sed 's/: [^:]*$//' said
cat out/long.txt out/short.txt target
# Nothing else is left; and without the limit both are made anew.
ls -A out
npconv -t gb18030 -o out in/long.txt in/short.txt && npconv -f gb18030 out/long.txt | cmp - in/long.txt
test ! -L out/short.txt && cat target
# A process that is killed leaves what was there, and no part of a file under its name.
cp in/long.txt out/long.txt
mkfifo in/pipe.txt
(cat in/long.txt; exec sleep 600) > in/pipe.txt &
writer=$!
npconv -f utf-8 -o out in/pipe.txt &
pid=$!
tries=0
until [ -n "$(find out -name '.np*')" ] || [ $tries -eq 600 ]; do
	sleep .1
	tries=$((tries + 1))
done
kill -9 $pid
wait $pid 2> /dev/null
kill $writer 2> /dev/null
test ! -e out/pipe.txt && cmp in/long.txt out/long.txt && echo whole
