#!/bin/sh
# score_same.sh - whether npscore gives the figures that ../shared/tools/score.py gives
#
# Pages of tests/pages are split, well by the model that is built in and badly by one that has
# seen two pages; what comes is scored by both, and every figure that both tell must be the same.
# The script is beside the project and not part of it: where it is not, nothing is compared.
. "$(dirname "$0")/common.sh"

tools=$ROOT/../shared/tools
if [ ! -f "$tools/score.py" ] || [ ! -f "$tools/blocks2pred.py" ]; then
	skip "no ../shared/tools to compare with"
	finish
fi
if ! has python3; then
	skip "no python3, which ../shared/tools want"
	finish
fi

# Most have a mark over the end of a line.  FULL: every fiftieth as well; each takes two runs of python3,
# and all of them would take hours.
names="br04 ci05 ci10 ci13 lg13 mx06 ov07 pa01 pa06 rp12 tr06 fe02"
cd "$ROOT/tests/pages" || exit 1
[ -z "${FULL-}" ] || names="$names $(for f in *.blocks; do echo "${f%.blocks}"; done |
	awk -v few=" $names " 'NR % 50 == 0 && index(few, " " $0 " ") == 0' | tr '\n' ' ')"
roles=notice=other,dateline=byline,credit=caption

# rows PAGE < BLOCKS: the blocks of that page as score.py wants them.
rows() {
	awk -F '\t' -v page="$1" '$1 == page' | python3 "$tools/blocks2pred.py" "$1"
}

# "measure figure ...", a line each, in the order of names.
from_score_py() {
	awk '
	/^boundary / { print "boundary", $3, $5, $7 }
	/^articles exact / { print "articles", $3 }
	/^Pk / { print "pk", $NF }
	/^role macro-F1 / { print "macro", $3; print "roles", $5 }
	/^macro, / { print "macro20", $NF }
	/^continuation / { print "joining", $4, $6, $8 }
	/^(role|mark) [a-z]* \([1-9]/ {
		sub(/furniture/, "folio")
		print $1 ":" $2, $5, $7, $9
	}' | sort
}

# What gold has not: score.py tells its marks and not its roles, npscore what PRED has of it.
from_npscore() {
	awk -F '\t' '
	$1 == "windowdiff" { next }
	$1 == "articles" { print $1, $4; next }
	$1 == "roles" || $3 == "" { print $1, $2; next }
	$1 ~ /:/ && $7 == 0 { next }
	{ print $1, $3, $4, $2 }' | sort
}

# compare WHAT: $work/pred.blocks, with $work/gold.blocks.
compare() {
	rm -rf "$work/pred"
	mkdir "$work/pred"
	cut -f 1 "$work/pred.blocks" | sort -u | while read -r page; do
		rows "$page" < "$work/pred.blocks" > "$work/pred/${page%.txt}.pred.tsv"
	done
	python3 "$tools/score.py" "$work/gold" "$work/pred" > "$work/score.py.out"
	check "$1: score.py" test $? -eq 0
	from_score_py < "$work/score.py.out" > "$work/wanted"
	check "$1: figures of score.py" test "$(wc -l < "$work/wanted")" -gt 15
	npscore --merge $roles "$work/gold.blocks" "$work/pred.blocks" > "$work/out" 2> "$work/err"
	rc=$?
	from_npscore < "$work/out" > "$work/got"
	same "$1: score.py (<) and npscore (>)" "$work/wanted" "$work/got"
}

mkdir "$work/gold"
for name in $names; do
	cat "$name.blocks"
	rows "$name.txt" < "$name.blocks" > "$work/gold/$name.gold.tsv"
done > "$work/gold.blocks"
set --
for name in $names; do
	set -- "$@" "$name.txt"
done

npsplit "$@" > "$work/pred.blocks"
compare "the model that is built in"
check "the model that is built in: status" test "$rc" -eq 0

nptrain --copies 0 --epochs 1 -o "$work/poor" ci01.blocks mx01.blocks
check "a poor model is learned" test $? -eq 0
npsplit -m "$work/poor" "$@" > "$work/pred.blocks"
compare "a poor model"
check "a poor model: some figures are low" grep -q ' 0\.[0-6]' "$work/got"

# A page that is not there, and lines that are not.
grep -v '^ci10\.txt	' "$work/pred.blocks" | awk 'NR % 10' > "$work/less"
mv "$work/less" "$work/pred.blocks"
compare "blocks left out"
check "blocks left out: status" test "$rc" -eq 1
finish
