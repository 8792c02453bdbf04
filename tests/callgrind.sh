#!/bin/sh
# callgrind.sh - instructions that each tool takes for a byte of a fixed input
#
#	sh tests/callgrind.sh -p	prints them
#	sh tests/callgrind.sh		holds them below the ceilings
#
# Callgrind counts the same instructions each time, however busy the machine is: the number a
# change is judged by.  The input is the sample pages; what the start takes is told apart.
# Ceilings are generous, twice what was counted with gcc -O2 and AVX2: they are there for the slip that makes
# a tool many times as slow, not for a percent.
. "$(dirname "$0")/common.sh"

print=''
[ "${1:-}" != -p ] || print=yes
has valgrind || {
	skip "no valgrind"
	finish
}
# Sanitizers, coverage and -O0 have other numbers, machines without AVX2 too.
case $B in
"$ROOT/build") ;;
*) [ -n "$print" ] || {
	skip "another build"
	finish
} ;;
esac
grep -qw avx2 /proc/cpuinfo 2> /dev/null || [ -n "$print" ] || {
	skip "no AVX2"
	finish
}

cd "$work" || exit 1
# A few rounds of pages in UTF-8 for what labels, and many.
npconv --pages -f auto "$PAGES"/city.txt "$PAGES"/county-gbk.txt "$PAGES"/harbour-big5.txt > page.txt || exit 1
cat page.txt page.txt page.txt > some.txt
cat some.txt some.txt some.txt some.txt some.txt some.txt some.txt some.txt > pages.txt
npconv -f utf-8 -t gb18030 pages.txt > pages.gb
npsplit --name p some.txt > some.blocks
cat some.blocks some.blocks some.blocks some.blocks > pages.blocks
: > empty

# instructions INPUT COMMAND...: in all.
instructions() {
	input=$1
	shift
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" < "$input" 2>&1 > /dev/null |
		awk '/Collected/ { print $NF }'
}

# Input; the most instructions a byte; command.
cat > rows << 'EOF'
pages.txt	3	npconv -f utf-8
pages.gb	14	npconv -f gb18030
pages.txt	20	npconv -t gb18030
pages.txt	3	npcount -c chars,lines
pages.txt	12	npcount -c all
pages.blocks	21	npcount -b article
some.txt	480	npsplit
some.txt	680	npmend
some.txt	480	npstrip
pages.blocks	8	npstrip
pages.blocks	16	nptext
pages.blocks	24	nptsv
pages.blocks	12	npgrep 记者
pages.blocks	200	npjson
EOF
[ -z "$print" ] || printf '%-28s %-13s %12s %12s\n' command input 'at start' 'for a byte'
while IFS='	' read -r input most command; do
	# shellcheck disable=SC2086
	start=$(instructions empty $command) whole=$(instructions "$input" $command)
	each=$(awk -v a="${start:-0}" -v b="${whole:-0}" -v size="$(wc -c < "$input")" \
		'BEGIN { printf "%.2f", (b - a) / size }')
	if [ -n "$print" ]; then
		printf '%-28s %-13s %12s %12s\n' "$command" "$input" "$start" "$each"
	else
		check "$command of $input takes $each instructions a byte" \
			awk -v n="$each" -v most="$most" 'BEGIN { exit !(n > 0 && n <= most) }'
	fi
done < rows
[ -n "$print" ] || finish
