#!/bin/sh
# readers.sh - what other programs read of what the tools write
#
# tests/hostile.txt has texts that mean something to some reader.  They go through nptsv, npjson
# and nptext, and come out of each reader that this machine has as they went in.
. "$(dirname "$0")/common.sh"
cd "$work" || exit 1

# ---- the blocks ----

# The texts, those too that a file of text should not hold: control characters, bidirectional
# overrides, a byte order mark in front and within, separators of lines of other kinds.
{
	grep -v '^#' "$ROOT/tests/hostile.txt"
	grep '^# 题' "$ROOT/tests/hostile.txt"
	printf '甲\001\037\177乙\n\302\200\302\205\302\237\n'
	printf '\342\200\256逆\342\200\254\n甲\342\200\250乙\342\200\251丙\n'
	printf '\357\273\277甲\n甲\357\273\277乙\n\357\277\276\357\277\277\n\033[31m红\033[0m\n'
} > texts

# Each is a headline, a paragraph and a byline of an article of its own.
awk -F '\t' -v OFS='\t' '{
	print "p\"\\t,1", 3 * NR - 2, NR, "headline", $0
	print "p\"\\t,1", 3 * NR - 1, NR, "byline", $0
	print "p\"\\t,1", 3 * NR, NR, "body", $0
}' texts > page.blocks
rows=$(wc -l < texts | tr -d ' ')

# reader PROGRAM: true if it is here; what is not tried should be seen.
reader() {
	has "$1" || {
		skip "no $1"
		return 1
	}
}

# ---- tables ----

nptsv -c page,article,headline,byline,body page.blocks > table.tsv
check "nptsv: a row an article" test "$(wc -l < table.tsv)" -eq "$rows"
awk -F '\t' -v OFS='\t' '{ print "p\"\\t,1", NR, $0, $0, $0 }' texts > wanted.tsv
same "nptsv: each text as it was given" wanted.tsv table.tsv

awk -F '\t' -v OFS='\t' '{ print $1, $2, $3, $4, $5 }' table.tsv > got
same "awk -F" table.tsv got
if reader sqlite3; then
	sqlite3 t.db '.mode ascii' '.separator "\t" "\n"' \
		'CREATE TABLE t(page, article, headline, byline, body)' \
		'.import table.tsv t' 'SELECT * FROM t' > got
	same "sqlite3 .import" table.tsv got
	sqlite3 page.db '.mode ascii' '.separator "\t" "\n"' \
		'CREATE TABLE t(page, lines, article, role, text)' \
		'.import page.blocks t' 'SELECT * FROM t' > got
	same "sqlite3 .import of blocks" page.blocks got
fi
if reader jq; then
	jq -R -r 'split("\t") | join("\t")' table.tsv > got
	same "jq -R" table.tsv got
fi
if reader mlr; then
	mlr --tsv --implicit-tsv-header --headerless-tsv-output cat table.tsv > got
	same "mlr --tsv" table.tsv got
fi
if reader duckdb; then
	duckdb -noheader -ascii -separator '	' -newline '
' -c "SELECT * FROM read_csv('table.tsv', delim = '\t', quote = '', escape = '', header = false,
		all_varchar = true)" > got
	same "duckdb read_csv" table.tsv got
fi
# A Python that has the module $1: of several, the system's may.
python_with() {
	for python in python3 /usr/bin/python3; do
		if has "$python" && "$python" -c "import $1" 2> /dev/null; then
			return
		fi
	done
	skip "no Python with $1"
	return 1
}
if python_with csv; then
	"$python" -c '
import csv, sys
rows = csv.reader(open("table.tsv", encoding="utf-8", newline="\n"), delimiter="\t",
    quoting=csv.QUOTE_NONE)
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
for row in rows:
    print("\t".join(row))' > got
	same "Python csv" table.tsv got
fi
if python_with pandas; then
	"$python" -c '
import csv, sys, pandas
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
rows = pandas.read_csv("table.tsv", sep="\t", quoting=csv.QUOTE_NONE, header=None, dtype=str,
    keep_default_na=False, lineterminator="\n")
for row in rows.itertuples(index=False):
    print("\t".join(row))' > got
	same "pandas" table.tsv got
fi

# ---- Markdown ----

# Texts alone, without the signs that only white space and controls are, for a reader may drop them.
grep -v -e '^ ' -e ' $' -e '^　' -e '\\[nrt]' -e '^$' texts | grep -a -v "$(printf '[\001-\037\177]')" |
	grep -v -e "$(printf '\302[\200-\237]')" -e "$(printf '\357\273\277')" \
		-e "$(printf '\357\277')" > plain
awk -v OFS='\t' '{
	print "p", 3 * NR - 2, NR, "headline", $0
	print "p", 3 * NR - 1, NR, "body", $0
	print "p", 3 * NR, NR, "subhead", $0
}' plain > md.blocks
nptext --md --sep 完 md.blocks > page.md
nptext --sep 完 md.blocks | tr -s ' ' > wanted

# Words of HTML that has only headings and paragraphs; every other tag stays, and is found.
words() {
	sed -E 's#</?(h1|h2|p|em)>##g' | tr -s ' ' |
		sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'\''/g; s/&amp;/\&/g' | grep .
}

# markdown PROGRAM ARG...: reads page.md so.
markdown() {
	reader "$1" || return
	"$@" page.md > page.html
	words < page.html > got
	same "$*" wanted got
}

markdown cmark
markdown cmark --unsafe
markdown cmark-gfm --unsafe -e table -e strikethrough -e autolink -e tasklist
for dialect in commonmark gfm-gfm_auto_identifiers \
	commonmark_x-smart-gfm_auto_identifiers markdown-smart-auto_identifiers; do
	markdown pandoc --wrap=none -t html -f "$dialect"
done
markdown markdown-it

# ---- YAML ----

nptext --md -o out page.blocks 2> err
status=$?
check "nptext: two noncharacters are told: $(cat err)" test "$status $(wc -l < err)" = "1 3"
if python_with yaml; then
	"$python" -c '
import glob, re, sys, yaml
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
rows = []
for name in glob.glob("out/*.md"):
    text = open(name, encoding="utf-8", newline="\n").read()
    head = text.split("---\n", 2)[1]
    rows.append(yaml.safe_load(head))
rows.sort(key=lambda row: row["article"])
escapes = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"}
def field(text):
    return re.sub(r"[\t\n\r\\]", lambda m: escapes[m[0]], text)
for row in rows:
    print(field(row["page"]), row["article"], field(row.get("headline", "")),
        field(row.get("byline", "")), sep="\t")' > got
	cut -f 1-4 table.tsv > wanted
	same "YAML" wanted got
fi
finish
