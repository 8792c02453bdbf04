#!/bin/sh
# cov.sh - which lines and branches of the sources the tests ran, file by file
#
#	cov.sh BUILD
#
# BUILD was made with --coverage, and its tests were run.  A row for each file: how much of its lines
# and how many they are, the same of its branches, its name; then lib/ as a whole, and all.  Wanted
# are 95 % of the lines and 90 % of the branches of lib/.
#
# Below that a file's row says why.  In the others it is the same: memory that is out where a test never asks
# for so much at that place, though tests/faults.sh fails each allocation that there is; faults of a
# machine that nobody can make twice in the same place; and confine*.c, which are built out, for their
# filters refuse what --coverage writes, and are tested by check_confine without it.
set -u

cd "$(dirname "$0")/.." || exit 1
# Files of lib/ with less, and what it is that no test runs.
reasons() {
	cat <<-'END'
	END
}

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
