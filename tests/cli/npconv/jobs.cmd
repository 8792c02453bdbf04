# 40 files: what workers write and say is what one process does, for every kind of output.
i=0
while [ $i -lt 40 ]; do
	n=$((100 + i)) i=$((i + 1))
	case $((i % 5)) in
	0) : > $n ;;
	1) printf '第%s页。\n\f' $n | npconv -t gb18030 > $n ;;
	2) printf 'page %s, \377\376\n' $n > $n ;;
	3) printf '第%s页，说到一半' $n > $n ;;
	4) printf '\f第%s頁，據了解明年還要建設市場。\n' $n | npconv -t big5 > $n ;;
	esac
done
head -c 3000000 /dev/zero | tr '\0' x > 120
same() {
	npconv "$@" 1?? nosuch > one 2> one.err
	echo "$?" >> one.err
	for jobs in 2 3 7; do
		npconv -j $jobs "$@" 1?? nosuch > many 2> many.err
		echo "$?" >> many.err
		cmp one many && cmp one.err many.err || echo "$jobs workers differ: $*"
	done
	tail -n 1 one.err
}
same
same --pages
same -t utf-16 --pages
same --bom -v
same -t hz --bad=escape
same -f utf-8 --bad=fail
same --detect -H
for jobs in 1 4; do
	npconv -j $jobs -o out.$jobs --map map.$jobs 1?? 2> err.$jobs
	echo $?
done
diff -r out.1 out.4 && cmp map.1 map.4 && cmp err.1 err.4
printf '101\0nosuch\0' | npconv -j 2 -0 - 2>&1 | tail -n 1
npconv -j 2 101 102 101 > /dev/full 2> full
echo $? "$(grep -c 'standard output: cannot write' full)"
npconv -j 0 101 2> /dev/null || echo $?
