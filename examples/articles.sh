#!/bin/sh
# articles.sh - the articles of all pages below a folder, as one table
#
#	articles.sh [FOLDER] > articles.tsv
#
# A page is a file called *.txt, in any encoding of Chinese.  Names of files with a line
# feed in them are not expected.  The status is npsplit's or nptsv's, whichever is worse.
set -u

folder=${1:-.}
[ -d "$folder" ] || {
	echo "usage: articles.sh [FOLDER]" >&2
	exit 2
}
columns=page,article,headline,byline,dateline,chars,han,body
status=$(mktemp) || exit 3
trap 'rm -f "$status"' EXIT

find "$folder" -type f -name '*.txt' | LC_ALL=C sort | tr '\n' '\0' | {
	npsplit -e auto -0 -
	echo $? > "$status"
} | nptsv -H -c "$columns"
written=$?
split=$(cat "$status")
[ "$split" -gt "$written" ] || split=$written
exit "$split"
