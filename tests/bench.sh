#!/bin/sh
# bench.sh - how fast the tools are, each beside a program that does the like, and their memory
#
#	SIZE=64 ROUNDS=5 SIZE_BIG=1000 sh tests/bench.sh
#
# SIZE: megabytes of pages; they are the sample pages again and again with other numbers (or
# those of ../shared/corpus, where that is).  Everything is read from the page cache and
# written to /dev/null.  The commands take turns, ROUNDS times; what is printed is the median, and
# the ratio to the peer's.  At the end SIZE_BIG megabytes go through npsplit | nptsv.
. "$(dirname "$0")/common.sh"

SIZE=${SIZE:-64} ROUNDS=${ROUNDS:-5} SIZE_BIG=${SIZE_BIG:-1000}
data=$B/bench
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

[ "$(cat size 2> /dev/null)" = "$SIZE" ] || {
	make_pages > pages.txt || exit 1
	npconv -f utf-8 -t gb18030 pages.txt > pages.gb || exit 1
	# Labelling is slower than all else: an eighth of the pages will do.
	first_pages pages.txt "$(awk -v n="$SIZE" 'BEGIN { print n / 8 }')" > some.txt
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
cat > gather.awk << 'EOF'
function put() { if (page != "") print page "\t" article "\t" head "\t" length(body) "\t" body }
$1 != page || $3 != article { put(); page = $1; article = $3; head = body = "" }
$4 == "headline" { head = head $5 }
$4 == "body" { body = body "\\n" $5 }
END { put() }
EOF

# A line each: input; command; its peer.
cat > commands << EOF
pages.txt	npconv -f utf-8	cat
pages.txt	npconv -t gb18030	iconv -f utf-8 -t gb18030
pages.gb	npconv -f gb18030	iconv -f gb18030 -t utf-8
pages.txt	npcount	wc -m
some.txt	npsplit	awk -f split.awk
some.txt	npmend	awk -f split.awk
some.txt	npstrip	sed -e s/（记者[^）]*）//
pages.blocks	npstrip	grep -v byline
pages.blocks	npcount -b article	awk -F \\t '{n[\$1,\$3]+=length(\$5)}'
pages.blocks	nptext	cut -f 5
pages.blocks	nptsv	awk -F \\t -f gather.awk
EOF

median() {
	sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

most() {
	awk '$2 > m { m = $2 } END { printf "%.1f", m / 1024 }' "$1"
}

one() {
	case $2 in
	wc*) locale=$utf8 ;;
	*) locale=C ;;
	esac
	LC_ALL=$locale "$timer" -o time sh -c "exec $2 < $1 > /dev/null" || {
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
		[ -x "$BIN/${command%% *}" ] || continue
		one "$input" "$command" run.$n
		one "$input" "$peer" run.$n.peer
	done < commands
	round=$((round + 1))
done

printf '%-18s %-12s %7s %8s %7s  %-6s %7s %7s %7s\n' command input s MB/s MiB peer s MiB ratio
n=0
while IFS='	' read -r input command peer; do
	n=$((n + 1))
	[ -f run.$n ] || continue
	size=$(wc -c < "$input")
	awk -v t="$(median run.$n)" -v p="$(median run.$n.peer)" -v size="$size" \
		-v mem="$(most run.$n)" -v pmem="$(most run.$n.peer)" \
		-v command="$command" -v input="$input" -v peer="${peer%% *}" 'BEGIN {
		printf "%-18s %-12s %7.2f %8.1f %7.1f  %-6s %7.2f %7.1f %7.2f\n", command, input, t,
			size / 1e6 / (t > 0 ? t : .001), mem, peer, p, pmem, t / (p > 0 ? p : .001)
	}'
done < commands
echo "ratio: time of the command to that of its peer, medians of $ROUNDS rounds; pages.txt has $SIZE MB"

# ---- a long stream in little memory ----

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

stream | "$timer" -o time.split npsplit --name p | "$timer" -o time.tsv nptsv | wc -l > rows
awk -v big="$SIZE_BIG" -v rows="$(tr -d ' ' < rows)" 'NR == 1 { s = $1; split_kib = $2 } NR == 2 { tsv_kib = $2 }
END {
	printf "%g GB through npsplit | nptsv: %.1f s, %.1f MB/s, %d articles; at most %.1f MiB and %.1f MiB\n",
		big / 1000, s, big / s, rows, split_kib / 1024, tsv_kib / 1024
}' time.split time.tsv
