#!/bin/sh
# cov.sh - which lines of the sources the tests ran, file by file
#
#	cov.sh BUILD
#
# BUILD was made with --coverage, and its tests were run.
set -u

cd "$(dirname "$0")/.." || exit 1
find "$1" -name '*.gcda' ! -path '*/tests/*' ! -path '*/gen/*' | sort | while read -r data; do
	gcov -n -o "$(dirname "$data")" "$data" 2> /dev/null
done | awk '
/^File / {
	name = $2
	gsub(/\047/, "", name)
	next
}
/^Lines executed:/ && name ~ /^(bin|lib)\/.*\.c$/ {
	sub(/^Lines executed:/, "")
	sub(/%/, "")
	n = $3 + 0
	# A module that several programs have: the best of them.
	if (!(name in lines) || $1 * n / 100 > ran[name])
		ran[name] = $1 * n / 100
	lines[name] = n
	name = ""
}
END {
	for (name in lines) {
		n = lines[name]
		printf "%6.1f %%  %5d  %s\n", (n > 0 ? 100 * ran[name] / n : 100), n, name | "sort -n"
		all += lines[name]
		done += ran[name]
	}
	close("sort -n")
	printf "%6.1f %%  %5d  all\n", (all > 0 ? 100 * done / all : 0), all
}'
