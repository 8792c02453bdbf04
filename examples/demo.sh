#!/bin/sh
# demo.sh - the articles of the sample pages, one a line
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
echo
blocks=$(npsplit -e auto ./*.txt)
rows=$(printf '%s\n' "$blocks" | nptsv -c "$columns")

# Han characters are two columns wide: what is of fixed width stands before them.
printf '%s\n' "$rows" | awk -F '\t' '
{
	sub(/^\.\//, "", $1)
	gsub(/\\n/, " ", $4)
	if ($1 != page)
		printf "%s%s\n", page == "" ? "" : "\n", $1
	page = $1
	if ($5 == "")
		$5 = $6 == "" ? "(no headline)" : "(a picture and its caption)"
	printf "%4d %6d  %s%s%s\n", $2, $3, $5, $4 == "" ? "" : "  ", $4
}
END {
	printf "\n%d articles; number, characters, headline, byline of each\n", NR
}'
