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
# Files of lib/ with less, and what it is there that no test runs.
reasons() {
	cat <<-'END'
		bad_bytes	memory that is out; pages without bytes, which come without bad ones
		bag	memory that is out; more words than numbers of 32 bits
		count_avx2	pieces of a size that only AVX-512 passes on
		count_column	a rule that there is not
		cpu	instruction sets that the machine has or has not
		enc_out	an output that has failed in the middle of a character
		feature	memory that is out
		foreign	an iconv(3) that reads what it can't write, or stops where glibc's goes on
		io	sizes past SSIZE_MAX; a poll(2) or fstat(2) that fails; memory that is out
		join	jumps that are alike in all but one number; memory that is out
		lesson	memory that is out while it learns
		mend	emphasis that ends and begins at a torn line; memory that is out
		mixed	ends of pieces, by the size of the window
		operands	memory that is out
		outfile	fsync(2), fstat(2) and close(2) that fail in some way of their own
		partner	memory that is out; titles in halves
		ranking	an output that has failed between two lines
		recall	memory that is out for one of a mark's texts
		reform	memory that is out; what utf8proc never answers
		reversible	an iconv(3) that writes two characters otherwise than one behind the other
		rules	np_rules_patterns(), which a generator alone calls; memory that is out
		scheme	a place that there is not
		survey	memory that is out; an encoding that has gone between two looks
		temp	its handler ends the program by a signal, and what ends so counts nothing
		turns	a call that a signal interrupts; a worker that ends by one, which counts nothing
		uni	conjoined clusters that the text of Unicode's tests has not
	END
}

find "$1" -name '*.gcda' ! -path '*/tests/*' ! -path '*/gen/*' | sort | while read -r data; do
	gcov -b -n -o "$(dirname "$data")" "$data" 2> /dev/null
done | awk -v reasons="$(reasons)" '
BEGIN {
	count = split(reasons, line, "\n")
	for (i = 1; i <= count; i++) {
		split(line[i], part, "\t")
		reason["lib/" part[1] ".c"] = part[2]
	}
}
# What a row has behind the name.
function why(name, ran, lines, taken, branches) {
	if (name !~ /^lib\// || (share(ran, lines) >= 95 && share(taken, branches) >= 90))
		return ""
	return "  " (name in reason ? reason[name] : "no reason is told in tests/cov.sh")
}
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
		print row(ran[name], lines[name], taken[name], branches[name], name) \
		    why(name, ran[name], lines[name], taken[name], branches[name]) | "sort -n"
		group = name ~ /^lib/ ? "lib" : "bin"
		n[group] += lines[name]; r[group] += ran[name]
		b[group] += branches[name]; t[group] += taken[name]
	}
	close("sort -n")
	print row(r["lib"], n["lib"], t["lib"], b["lib"], "lib/")
	print row(r["lib"] + r["bin"], n["lib"] + n["bin"], t["lib"] + t["bin"], b["lib"] + b["bin"], "all")
}'
