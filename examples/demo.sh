#!/bin/sh
# demo.sh - the articles of the sample pages as a table for a terminal of 100 columns
#
#	sh examples/demo.sh
#
# The tools are those of the build in folder B (build), or else those that are installed.
set -eu

cd "$(dirname "$0")/.."
case ${B:=build} in
/*) ;;
*) B=$PWD/$B ;;
esac
PATH=$B/bin:$PATH
cd examples/pages

columns=page,article,chars,byline,headline,caption
echo "\$ npsplit -e auto *.txt | nptsv -c $columns"
blocks=$(npsplit -e auto ./*.txt)
rows=$(printf '%s\n' "$blocks" | nptsv -c "$columns")

# Bytes in every awk; the columns of a character are told by its first bytes.
printf '%s\n' "$rows" | LC_ALL=C awk -F '\t' '
BEGIN {
	for (i = 1; i < 256; i++)
		byte[sprintf("%c", i)] = i
	BYLINE = 30
	HEADLINE = 54
}

# Bytes and columns of the character at `at`: Han and full-width forms are wide, and dashes
# and quotation marks in a Chinese terminal.
function step(s, at,    c) {
	c = byte[substr(s, at, 1)]
	wide = c >= 226 ? 2 : 1
	return c < 192 ? 1 : c < 224 ? 2 : c < 240 ? 3 : 4
}

# The first characters of s that fit into so many columns; used says how many they take.
function fit(s, columns,    at, n, cut) {
	used = 0
	for (at = 1; at <= length(s); at += n) {
		n = step(s, at)
		if (used + wide > columns) {
			s = substr(s, 1, cut - 1) "…"
			used = before + 2
			break
		}
		if (used + wide <= columns - 2) {
			cut = at + n
			before = used + wide
		}
		used += wide
	}
	return s
}

{
	sub(/^\.\//, "", $1)
	gsub(/\\n/, " ", $4)
	if ($1 != page) {
		printf "\n%s\n", $1
		pages++
	}
	page = $1
	if ($5 == "")
		$5 = $6 == "" ? "(no headline)" : "(picture) " $6
	chars += $3
	byline = fit($4, BYLINE)
	printf "%4d %6d  %s%" (BYLINE - used) "s  %s\n", $2, $3, byline, "", fit($5, HEADLINE)
}

END {
	printf "\n%d pages, %d articles, %d characters of body\n", pages, NR, chars
	print "Of each article: its number, characters, byline and headline."
}'
