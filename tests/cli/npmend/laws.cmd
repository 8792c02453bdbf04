# the same articles are found again; twice is once
for f in wrap break amid latin markdown; do
	npsplit "$CASES"/$f.in | cut -f 3- | sort -s -n -k 1,1 > before
	npmend "$CASES"/$f.in > once
	npsplit once | cut -f 3- | sort -s -n -k 1,1 | cmp - before
	npmend once | cmp - once
done
