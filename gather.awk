BEGIN { FS = "\\t" }
''')
a=s.index("some.gb	npconv -f gb18030 | npsplit | npstrip -r dateline | npcount"); b=s.index("EOF\n# Rows of the tools")
cats="cat some.txt | cat | cat | cat | cat"
old="iconv -f gb18030 -t utf-8 | sed -f byline.sed | gawk -f split.awk | gawk -f dateline.awk | gawk -f gather.awk"
rows=""
for tail in ("npcount -b article","nptsv"):
    for sp in ("npsplit","npsplit -j 2"):
        rows+="some.gb	npconv -f gb18030 | %s | npstrip -r dateline | %s	%s\n"%(sp,tail,cats)
rows+="some.gb	npconv -f gb18030 | npsplit | npstrip -r dateline | nptsv	%s\n"%old
s=s[:a]+rows+s[b:]
s=s.replace('''# Rows of the tools that are asked for, whose programs are there.
''','''# The first program of a pipeline that is not installed.
missing() {
	echo "$1" | tr '|' '\\n' | while read -r program _; do
		has "$program" || echo "$program"
	done | head -n 1
}

# Rows of the tools that are asked for, whose programs are there.
''')
s=s.replace('''	elif ! has "${peer%% *}"; then
		skip "$command on $input beside ${peer%% *}, which is not installed"
''','''	elif [ -n "$(missing "$peer")" ]; then
		skip "$command on $input beside $(missing "$peer"), which is not installed"
''')
s=s.replace('''		if (length(command) > 44)
			command = substr(command, 1, 41) "..."
''','''		# Both ends of a chain tell which it is.
		if (length(command) > 44)
			command = substr(command, 1, 16) "..." substr(command, length(command) - 24)
''')
a=s.index("# ---- a long stream in little memory ----")
s=s[:a]+'''# ---- small files ----

# Files of 15 KB, SMALL of them, from as many rounds of the pages as it takes.
make_small() {
	rm -rf small
	mkdir small
	rounds=$((SMALL * 15 / 1000 / SIZE + 2))
	while [ "$rounds" -gt 0 ]; do
		tr '\\f' '\\n' < pages.txt
		rounds=$((rounds - 1))
	done | awk -v most="$SMALL" '
	{ print > file(); size += length($0) + 1 }
	size >= 15000 { close(file()); size = 0; if (++n == most) exit }
	function file() { return sprintf("small/%06d.txt", n) }'
	find small -name '*.txt' -print0 | sort -z > small.list
	# Labelling is slower.
	head -c $((SMALL / 10 * 17)) small.list > few.list
	echo "$SMALL" > small.size
}

# few_files COUNT LIST COMMAND: how many files a second by one worker and by two.
few_files() {
	count=$1 list=$2 round=0
	shift 2
	rm -f one two
	while [ $round -lt "$ROUNDS" ]; do
		"$timer" -o time "$@" -j 1 -0 "$list" > /dev/null && cat time >> one
		"$timer" -o time "$@" -j 2 -0 "$list" > /dev/null && cat time >> two
		round=$((round + 1))
	done
	awk -v n="$count" -v one="$(median one)" -v two="$(median two)" -v command="$*" 'BEGIN {
		printf "%d files of 15 KB, %s: %.0f a second; with -j 2 %.0f, %.2f times\\n",
			n, command, n / one, n / two, one / two
	}'
}

# start COMMAND INPUT: what it takes more than true, in milliseconds.
start() {
	rm -f one two
	round=0
	while [ $round -lt 20 ]; do
		"$timer" -o time true < "$2" && cat time >> one
		"$timer" -o time "$1" < "$2" > /dev/null && cat time >> two
		round=$((round + 1))
	done
	awk -v without="$(median one)" -v with="$(median two)" -v command="$1" \\
		'BEGIN { printf " %s %.1f", command, (with - without) * 1000 }'
}

[ $# -eq 0 ] || exit 0
[ "$(cat small.size 2> /dev/null)" = "$SMALL" ] || make_small
few_files "$SMALL" small.list npconv -f utf-8 -t gb18030
few_files $((SMALL / 10)) few.list npsplit
npsplit < small/000000.txt > small.blocks
printf 'a page of 15 KB, milliseconds more than true:'
for tool in npsplit npconv npmend; do
	start "$tool" small/000000.txt
done
for tool in npstrip npcount nptext nptsv npjson; do
	start "$tool" small.blocks
done
echo

'''+s[a:]
s=s.replace('''[ "$SIZE_BIG" -gt 0 ] && [ $# -eq 0 ] || exit 0
''','''[ "$SIZE_BIG" -gt 0 ] || exit 0
''')
open(p,'w').write(s)
p='Makefile'; s=open(p).read()
s=s.replace("SIZE=8 ROUNDS=3 SIZE_BIG=0 sh","SIZE=8 ROUNDS=3 SIZE_BIG=0 SMALL=1000 sh")
open(p,'w').write(s)
