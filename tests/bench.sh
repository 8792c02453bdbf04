#!/bin/sh
# bench.sh - how fast the tools are, each beside cat and a program that does the like, and their memory
#
#	SIZE=64 ROUNDS=5 SIZE_BIG=1000 sh tests/bench.sh [TOOL ...]
#
# SIZE: megabytes of pages; they are the sample pages again and again with other numbers (or
# those of ../shared/corpus, where that is).  Everything is read from the page cache and
# written to /dev/null.  The commands take turns, ROUNDS times, with a cat of the same input; what is
# printed is medians, the ratio to that cat, and how many times as fast as its peer a command is.
# What is not installed is told and left out.  Then SMALL files of 15 KB are read by one worker and by
# two, and one such page is timed beside true, by tools linked statically too.  At the end SIZE_BIG megabytes go through
# npsplit | nptsv; 0 leaves that out.  With names, only the rows of these tools.
. "$(dirname "$0")/common.sh"

SIZE=${SIZE:-64} ROUNDS=${ROUNDS:-5} SIZE_BIG=${SIZE_BIG:-1000} SMALL=${SMALL:-10000}
data=$B/bench
PATH=$PATH:$B/tests
timer=$B/tests/tool_time
shared=$ROOT/../shared
mkdir -p "$data"
cd "$data" || exit 1

# ---- data ----

# Pages of standard input, a form feed behind each, until there are $1 megabytes.
more_pages() {
	awk -v want="$1" '
	BEGIN {
		RS = "\f"
		want *= 1000000
	}
	{ page[n++] = $0 }
	END {
		for (round = 0; done < want; round++) {
			for (i = 0; i < n && done < want; i++) {
				text = page[i]
				# Other numbers in each round: two pages are never the same.
				if (round > 0) {
					gsub(/[02468]/, round % 10, text)
					gsub(/[13579]/, int(round / 10) % 10, text)
				}
				printf "%s\f", text
				done += length(text) + 1
			}
		}
	}'
}

# The first pages of the file $1, $2 megabytes of them.
first_pages() {
	awk -v want="$2" 'BEGIN { RS = ORS = "\f"; want *= 1000000 }
	{ print; done += length($0) + 1 }
	done >= want { exit }' "$1"
}

make_pages() {
	if [ -f "$shared/tools/make_big.py" ] && has python3; then
		python3 "$shared/tools/make_big.py" "$shared/corpus" "$SIZE"
	else
		npconv --pages "$PAGES"/*.txt | more_pages "$SIZE"
	fi
}

kana='きのうの朝、港の市場でことし初めてのサンマが水揚げされた。漁師のタカハシさんは「去年より小ぶりだが、あぶらはのっている」と話す。
'
hangul='어제 아침 항구 시장에서 올해 첫 꽁치가 들어왔다. 어부 박 씨는 “작년보다 작지만 기름이 올랐다”고 말했다.
'

[ "$(cat size 2> /dev/null)" = "$SIZE" ] || {
	make_pages > pages.txt || exit 1
	npconv -f utf-8 -t gb18030 pages.txt > pages.gb || exit 1
	npconv -f utf-8 -t utf-16le pages.txt > pages.u16 || exit 1
	# Big5 wants traditional text; what it lacks all the same is left out.
	if has opencc; then
		opencc -c s2t -i pages.txt
	else
		npconv "$ROOT/examples/pages/harbour-big5.txt" | more_pages "$SIZE"
	fi | npconv -f utf-8 -t big5 2> /dev/null | tr -d '?' > pages.big5
	# What is left of the pages without any Han.
	tr -d '\200-\377' < pages.txt > ascii.part
	while [ "$(wc -c < ascii.part)" -lt $((SIZE * 1000000)) ]; do
		cat ascii.part ascii.part > ascii.more && mv ascii.more ascii.part
	done
	head -c $((SIZE * 1000000)) ascii.part > ascii.txt && rm ascii.part
	# Labelling is slower than all else: an eighth of the pages will do.
	first_pages pages.txt "$(awk -v n="$SIZE" 'BEGIN { print n / 8 }')" > some.txt
	npconv -f utf-8 -t gb18030 some.txt > some.gb || exit 1
	echo "$kana" | more_pages "$SIZE" > kana.txt
	echo "$hangul" | more_pages "$SIZE" > hangul.txt
	echo "$SIZE" > size
}
npsplit --name p pages.txt > pages.blocks || exit 1

# ---- what is measured ----

utf8=C.UTF-8
locale -a 2> /dev/null | grep -qi '^c\.utf' || utf8=en_US.UTF-8

# What a careful user would write in awk: a paragraph a block, the article by short lines.
cat > split.awk << 'EOF'
/^[ \t\r]*$/ { next }
{
	role = length($0) < 90 && !/。/ ? "headline" : "body"
	if (role == "headline" && last == "body")
		article++
	last = role
	print "p\t" NR "\t" article + 0 "\t" role "\t" $0
}
EOF
# What the old chain does instead of npstrip.
cat > byline.sed << 'EOF'
s/（记者[^）]*）//g
EOF
cat > dateline.awk << 'EOF'
{ sub(/本报讯 */, ""); print }
EOF
cat > gather.awk << 'EOF'
BEGIN { FS = "\t" }
function put() { if (page != "") print page "\t" article "\t" head "\t" length(body) "\t" body }
$1 != page || $3 != article { put(); page = $1; article = $3; head = body = "" }
$4 == "headline" { head = head $5 }
$4 == "body" { body = body "\\n" $5 }
END { put() }
EOF

# All classes of npcount but graphemes.
classes=bytes,lines,chars,han,kana,hangul,bopomofo,latin_words,other_words,numbers,cjkpunct,punct,spaces,bad

# A line each: input; command; its peer.  A command may be a pipeline.
cat > all-commands << EOF
pages.txt	npconv -f utf-8	iconv -f utf-8 -t utf-8
pages.gb	npconv -f gb18030	iconv -f gb18030 -t utf-8
pages.gb	npconv -f gb18030	uconv -f gb18030 -t utf-8
pages.big5	npconv -f big5	iconv -f big5 -t utf-8
pages.txt	npconv -f utf-8 -t gb18030	iconv -f utf-8 -t gb18030
pages.u16	npconv -f utf-16le	iconv -f utf-16le -t utf-8
ascii.txt	npconv -f utf-8	iconv -f utf-8 -t utf-8
ascii.txt	npconv -f gb18030	iconv -f gb18030 -t utf-8
ascii.txt	npconv -f utf-8 -t gb18030	iconv -f utf-8 -t gb18030
pages.txt	npcount -c chars,lines	wc -lm
pages.txt	npcount -c $classes	wc -m
kana.txt	npcount -c $classes	wc -m
hangul.txt	npcount -c $classes	wc -m
pages.txt	npcount -c graphemes	tool_graphemes
pages.txt	npcount -c all	tool_graphemes
pages.blocks	npcount -b article	mawk -F \\t '{n[\$1,\$3]+=length(\$5)}'
some.txt	npcount --freq=char --top 100	grep -o . | sort | uniq -c
some.txt	npsplit	mawk -f split.awk
some.txt	npsplit	gawk -f split.awk
some.txt	npmend	mawk -f split.awk
some.txt	npstrip	sed -e s/（记者[^）]*）//
pages.blocks	npstrip	grep -v byline
pages.blocks	nptext	cut -f 5
pages.blocks	nptsv	mawk -F \\t -f gather.awk
pages.blocks	nptsv	mlr --inidx --ifs tab --otsv count-distinct -f 1,3
pages.blocks	npgrep 记者	grep 记者
pages.blocks	npgrep 今.*记者	grep -P 今.*记者
pages.blocks	npjson	jq -R -c 'split("\\t")'
some.gb	npconv -f gb18030 | npsplit | npstrip -r dateline | npcount -b article	cat some.txt | cat | cat | cat | cat
some.gb	npconv -f gb18030 | npsplit -j 2 | npstrip -r dateline | npcount -b article	cat some.txt | cat | cat | cat | cat
some.gb	npconv -f gb18030 | npsplit | npstrip -r dateline | nptsv	cat some.txt | cat | cat | cat | cat
some.gb	npconv -f gb18030 | npsplit -j 2 | npstrip -r dateline | nptsv	cat some.txt | cat | cat | cat | cat
some.gb	npconv -f gb18030 | npsplit | npstrip -r dateline | nptsv	iconv -f gb18030 -t utf-8 | sed -f byline.sed | gawk -f split.awk | gawk -f dateline.awk | gawk -f gather.awk
EOF
# The first program of a pipeline that is not installed.
missing() {
	echo "$1" | tr '|' '\n' | while read -r program _; do
		has "$program" || echo "$program"
	done | head -n 1
}

# Rows of the tools that are asked for, whose programs are there.
while IFS='	' read -r input command peer; do
	tool=${command%% *}
	case " $* " in
	"  " | *" $tool "*) ;;
	*) continue ;;
	esac
	if [ ! -x "$BIN/$tool" ]; then
		continue
	elif [ -n "$(missing "$peer")" ]; then
		skip "$command on $input beside $(missing "$peer"), which is not installed"
	else
		printf '%s\t%s\t%s\n' "$input" "$command" "$peer"
	fi
done < all-commands > rows
grep '^skip ' rows
grep -v '^skip ' rows > commands

median() {
	sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

most() {
	awk '$2 > m { m = $2 } END { printf "%.1f", m / 1024 }' "$1"
}

# one INPUT COMMAND RUN: adds time and memory to the file RUN.
one() {
	case $2 in
	wc* | 'grep -o'*) locale=$utf8 ;;
	*) locale=C ;;
	esac
	# A pipeline can't be exec'ed; its time counts, and the memory of the largest.
	case $2 in
	*'|'*) exec='' ;;
	*) exec='exec ' ;;
	esac
	LC_ALL=$locale "$timer" -o time sh -c "$exec$2" < "$1" > /dev/null || {
		echo "bench.sh: $2 failed" >&2
		exit 1
	}
	cat time >> "$3"
}

rm -f run.*
round=0
while [ $round -lt "$ROUNDS" ]; do
	n=0
	while IFS='	' read -r input command peer; do
		n=$((n + 1))
		one "$input" cat run.$n.cat
		one "$input" "$command" run.$n
		one "$input" "$peer" run.$n.peer
	done < commands
	round=$((round + 1))
done

printf '%-44s %-12s %8s %7s %6s %5s  %-14s %7s\n' command input s MB/s x\ cat MiB beside faster
n=0
while IFS='	' read -r input command peer; do
	n=$((n + 1))
	[ -f run.$n ] || continue
	[ "$command" != "npcount -c $classes" ] || command='npcount -c (all but graphemes)'
	awk -v t="$(median run.$n)" -v c="$(median run.$n.cat)" -v p="$(median run.$n.peer)" \
		-v size="$(wc -c < "$input")" -v mem="$(most run.$n)" -v command="$command" \
		-v input="$input" -v peer="${peer%% -*}" 'BEGIN {
		least = 1e-4
		t = t > least ? t : least
		# Of a chain what its parts are called tells most.
		gsub(/ -f gb18030| -r dateline/, "", command)
		if (length(command) > 44)
			command = substr(command, 1, 41) "..."
		printf "%-44s %-12s %8.3f %7.0f %6.2f %5.1f  %-14s %7.2f\n", command, input, t,
			size / 1e6 / t, t / (c > least ? c : least), mem, substr(peer, 1, 14), p / t
	}'
done < commands
echo "s: seconds; x cat: times the time of cat; faster: times as fast as the program beside; medians of"
echo "$ROUNDS rounds; pages.txt has $SIZE MB; vector instructions: ${NEWSPRINT_CPU:-the best there are}"

# ---- small files ----

# SMALL files of 15 KB, from the pages as often as it takes.
make_small() {
	rm -rf small
	mkdir small
	rounds=$((SMALL * 16 / 1000 / SIZE + 2))
	while [ "$rounds" -gt 0 ]; do
		tr '\f' '\n' < pages.txt
		rounds=$((rounds - 1))
	done | awk -v most="$SMALL" '
	function name() { return sprintf("small/%06d.txt", n) }
	{ print > name(); size += length($0) + 1 }
	size >= 15000 { close(name()); size = 0; if (++n == most) exit }'
	find small -name '*.txt' | sort | tr '\n' '\0' > small.list
	# Labelling is slower: every tenth of them.
	find small -name '*0.txt' | sort | tr '\n' '\0' > few.list
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
		printf "%d files of 15 KB through %s: %.0f a second; with -j 2 %.0f, %.2f times\n",
			n, command, n / one, n / two, one / two
	}'
}

# start TRUE COMMAND INPUT: what it takes at least, more than TRUE, in milliseconds, and its peak in MiB.
start() {
	rm -f one two
	round=0
	while [ $round -lt 40 ]; do
		"$timer" -o time "$1" < "$3" && cat time >> one
		"$timer" -o time "$2" < "$3" > /dev/null && cat time >> two
		round=$((round + 1))
	done
	awk -v without="$(sort -n one | head -n 1)" -v with="$(sort -n two | head -n 1)" -v mem="$(most two)" -v command="${2##*/}" \
		'BEGIN { printf " %s %.2f (%s)", command, (with - without) * 1000, mem }'
}

# one_page TRUE FOLDER/: the tools of that folder on one page; no folder: those of the path.
one_page() {
	for tool in npsplit npconv npmend; do
		start "$1" "$2$tool" small/000000.txt
	done
	for tool in npstrip npcount nptext nptsv npjson; do
		start "$1" "$2$tool" small.blocks
	done
	echo
}

[ $# -eq 0 ] || exit 0
[ "$(cat small.size 2> /dev/null)" = "$SMALL" ] || make_small
few_files "$SMALL" small.list npconv -f utf-8 -t gb18030
few_files $((SMALL / 10)) few.list npsplit
npsplit < small/000000.txt > small.blocks
echo 'A page of 15 KB: milliseconds more than true, the least of 40 rounds, and MiB at most (in brackets).'
printf 'the loading of libraries counted:'
one_page true ''
if [ -x "$B/static/npsplit" ]; then
	printf 'linked statically:'
	one_page "$B/static/true" "$B/static/"
else
	skip "a page through tools that are linked statically: make static can't link them here"
fi

# ---- a long stream in little memory ----

[ "$SIZE_BIG" -gt 0 ] || exit 0

# SIZE_BIG megabytes of pages, never on a disk.
stream() {
	left=$SIZE_BIG
	while [ "$left" -gt 0 ]; do
		if [ "$left" -ge "$SIZE" ]; then
			cat pages.txt
		else
			first_pages pages.txt "$left"
		fi
		printf '\f'
		left=$((left - SIZE))
	done
}

stream | "$timer" -o time.split npsplit --name p | "$timer" -o time.tsv nptsv | wc -l > articles
awk -v big="$SIZE_BIG" -v rows="$(tr -d ' ' < articles)" 'NR == 1 { s = $1; split_kib = $2 } NR == 2 { tsv_kib = $2 }
END {
	printf "%g GB through npsplit | nptsv: %.1f s, %.1f MB/s, %d articles; at most %.1f MiB and %.1f MiB\n",
		big / 1000, s, big / s, rows, split_kib / 1024, tsv_kib / 1024
}' time.split time.tsv
