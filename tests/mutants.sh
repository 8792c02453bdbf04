#!/bin/sh
# mutants.sh - pages with faults by chance, through every tool: none ends badly, no word is lost, and
# whatever vector instructions there are and in whatever pieces it reads, the output is the same
#
# COUNT copies (60; FULL=1: 1000) of each set: the sample pages, and ../shared/corpus where it is.
# make check-full runs it on tools that were built with sanitizers too.
. "$(dirname "$0")/common.sh"

words=$B/tests/tool_words mutants=$B/tests/tool_mutants
if [ ! -x "$words" ] || [ ! -x "$mutants" ]; then
	echo "mutants.sh: no $words, $mutants: make check" >&2
	exit 1
fi
COUNT=${COUNT:-$([ -n "${FULL-}" ] && echo 1000 || echo 60)}

# run NAME COMMAND...: bad bytes are told (1), nothing worse; out and err have what it wrote.
run() {
	what=$1
	shift
	"$@" > "$work/out" 2> "$work/err"
	rc=$?
	if [ $rc -le 1 ] && ! grep -q -e Sanitizer -e 'runtime error' "$work/err"; then
		pass
	else
		fail "$what: $*: status $rc" "$work/err" 40
	fi
}

preload=
if [ -f "$B/tests/preload.so" ] && [ -z "${ASAN_OPTIONS-}" ]; then
	preload=$B/tests/preload.so
fi

# alike NAME COMMAND...: run, and again without vector instructions, with older ones, and in pieces of
# seven bytes.
alike() {
	run "$@"
	shift
	mv "$work/out" "$work/best"
	mv "$work/err" "$work/best.err"
	for way in NEWSPRINT_CPU=plain NEWSPRINT_CPU=avx2 ${preload:+NP_SHORT=7}; do
		case $way in
		NP*) set_up="LD_PRELOAD=$preload" ;;
		*) set_up=$way ;;
		esac
		env "$set_up" "$way" "$@" > "$work/out" 2> "$work/err"
		same "$what, $way: $*" "$work/best" "$work/out"
		same "$what, $way: $*: messages" "$work/best.err" "$work/err"
	done
	mv "$work/best" "$work/out"
	mv "$work/best.err" "$work/err"
}

# The pages that are not labelled have no blocks: they are for the other tools alone.  Of a file with
# many faults not all is told: where it has several pages, one may be such.
whole() {
	sed -n 's/^npsplit: \([0-9]*\.txt\):.*not labelled.*/\1/p' "$work/err" > "$work/left"
	sed -n 's/^npsplit: \([0-9]*\.txt\): and [0-9]* more.*/\1/p' "$work/err" |
		while read -r file; do grep -l "$(printf '\f')" "$file"; done >> "$work/left"
	printf '%s\n' *.txt | grep -v -x -F -f "$work/left" > "$work/names"
}

mutant_set() {
	name=$1
	shift
	[ -f "$1" ] || return 0
	rm -rf "$work/mutants"
	mkdir "$work/mutants"
	"$mutants" "$work/mutants" "$COUNT" "$@" || exit 1
	cd "$work/mutants" || exit 1
	alike "$name" npsplit -- *.txt
	mv "$work/out" "$work/blocks"
	whole
	check "$name: most are labelled" test "$(wc -l < "$work/names")" -gt $((COUNT * 7 / 10))
	# shellcheck disable=SC2046
	npsplit -- $(cat "$work/names") 2> /dev/null | "$words" -- $(cat "$work/names") > "$work/counted"
	check "$name: no word is lost: $(head -n 3 "$work/counted")" test $? -eq 0
	for tool in npconv 'npcount -c all' npmend npstrip 'npstrip -k body' 'npsplit -e auto' 'npsplit --from=md'; do
		# shellcheck disable=SC2086
		alike "$name" $tool -- *.txt
	done
	for tool in nptsv npjson nptext 'nptext --md' 'npgrep 桥' npjoin 'npcount -b article -c all' npstrip; do
		[ -x "$BIN/${tool%% *}" ] || continue
		# shellcheck disable=SC2086
		alike "$name, blocks" $tool "$work/blocks"
	done
	cd "$work" || exit 1
}

# In UTF-8, but for the bytes that will be put in.
utf8() {
	rm -rf "$work/utf8"
	npconv -f auto -o "$work/utf8" -- "$@" 2> /dev/null
}

mutant_set "sample pages" "$ROOT"/tests/pages/*.txt
if [ -d "$ROOT/../shared/corpus" ]; then
	cd "$ROOT/../shared/corpus" || exit 1
	utf8 ./*.txt
	mutant_set corpus "$work"/utf8/*.txt
fi
finish
