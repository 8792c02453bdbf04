#!/bin/sh
# sqlite.sh - puts articles into a SQLite database, table articles
#
#	sqlite.sh DATABASE [BLOCKS ...]
#	sqlite3 DATABASE "SELECT headline, chars FROM articles WHERE byline LIKE '%王明%'"
#
# Reads block streams, as npsplit writes them.  Articles of a page that is there already are
# replaced, all in one transaction: run it again after a page was corrected.
set -u

[ $# -gt 0 ] || {
	echo "usage: sqlite.sh DATABASE [BLOCKS ...]" >&2
	exit 2
}
command -v sqlite3 > /dev/null || {
	echo "sqlite.sh: sqlite3 is not installed" >&2
	exit 3
}
database=$1
shift
rows=$(mktemp) || exit 3
trap 'rm -f "$rows"' EXIT

nptsv -c page,article,headline,byline,dateline,chars,body "$@" > "$rows"
worst=$?
[ "$worst" -le 1 ] || exit "$worst"

# Makes of \t, \n, \r and \\ what they stand for; \\ first, and as a sign that no text has.
plain() {
	printf '%s' "replace(replace(replace(replace(replace($1, '\\\\', char(57344)), '\\t', char(9)), \
		'\\n', char(10)), '\\r', char(13)), char(57344), '\\')"
}

# Ascii mode is the one without quotes.
sqlite3 -bail "$database" << EOF || exit 3
BEGIN;
CREATE TABLE IF NOT EXISTS articles(
	page TEXT, article INTEGER, headline TEXT, byline TEXT, dateline TEXT,
	chars INTEGER, body TEXT, PRIMARY KEY(page, article));
CREATE TABLE incoming(page, article, headline, byline, dateline, chars, body);
.mode ascii
.separator "\t" "\n"
.import '$rows' incoming
UPDATE incoming SET page = $(plain page), headline = $(plain headline), byline = $(plain byline),
	dateline = $(plain dateline), body = $(plain body);
DELETE FROM articles WHERE page IN (SELECT page FROM incoming);
INSERT OR REPLACE INTO articles SELECT * FROM incoming;
DROP TABLE incoming;
COMMIT;
EOF
exit "$worst"
