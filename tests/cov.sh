#!/bin/sh
# cov.sh - which lines and branches of the sources the tests ran, file by file
#
#	cov.sh BUILD
#
# BUILD was made with --coverage, and its tests were run.  A row for each file: how much of its lines
# and how many they are, the same of its branches, its name; then lib/ as a whole, and all.  Wanted
# are 95 % of the lines and 90 % of the branches of lib/.
#
# What is left, by kind: memory that is out where the tests' small inputs have never to ask for it
# (tests/faults.sh fails each allocation that there is); confine*.c, which are built out, for their
# filters refuse what --coverage writes, and are tested by check_confine without it; instruction
# sets that the machine has not; systems without this or that (iconv, a header, a call); and
# faults of a machine that nobody can make twice in the same place.
set -u

cd "$(dirname "$0")/.." || exit 1
find "$1" -name '*.gcda' ! -path '*/tests/*' ! -path '*/gen/*' | sort | while read -r data; do
	gcov -b -n -o "$(dirname "$data")" "$data" 2> /dev/null
done | awk '
function share(of, n) {
	return n > 0 ? 100 * of / n : 100
}
function row(ran, lines, taken, branches, name) {
	return sprintf("%6.1f %% %6d %6.1f %% %6d  %s", share(ran, lines), lines,
	    share(taken, branches), branches, name)
}
# "Lines executed:98.10% of 211": the share of it into value, the number into count.
function numbers() {
	sub(/^[^:]*:/, "")
	sub(/%/, "")
	count = $3 + 0
	value = $1 * count / 100
}
/^File / {
	name = $2
	gsub(/\047/, "", name)
	next
}
# A module that several programs have: the best of them.
/^Lines executed:/ && name ~ /^(bin|lib)\/.*\.c$/ {
	numbers()
	if (!(name in lines) || value > ran[name])
		ran[name] = value
	lines[name] = count
}
/^Taken at least once:/ && name ~ /^(bin|lib)\/.*\.c$/ {
	numbers()
	if (!(name in branches) || value > taken[name])
		taken[name] = value
	branches[name] = count
}
END {
	for (name in lines) {
		print row(ran[name], lines[name], taken[name], branches[name], name) | "sort -n"
		group = name ~ /^lib/ ? "lib" : "bin"
		n[group] += lines[name]; r[group] += ran[name]
		b[group] += branches[name]; t[group] += taken[name]
	}
	close("sort -n")
	print row(r["lib"], n["lib"], t["lib"], b["lib"], "lib/")
	print row(r["lib"] + r["bin"], n["lib"] + n["bin"], t["lib"] + t["bin"], b["lib"] + b["bin"], "all")
}'
