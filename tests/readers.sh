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

# In Python, a text as a field of a table.
python_field='
import re
escapes = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"}
def field(text):
    return re.sub(r"[\t\n\r\\]", lambda m: escapes[m[0]], text)
'

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
	duckdb -c "COPY (SELECT * FROM read_csv('table.tsv', delim = '\t', quote = '', escape = '',
		header = false, all_varchar = true))
		TO 'got' (FORMAT csv, DELIMITER '\t', QUOTE '', ESCAPE '', HEADER false)"
	same "duckdb read_csv" table.tsv got
	duckdb -c "COPY (SELECT * FROM read_csv('page.blocks', delim = '\t', quote = '', escape = '',
		header = false, columns = {'page': 'VARCHAR', 'lines': 'VARCHAR', 'article': 'UBIGINT',
		'role': 'VARCHAR', 'text': 'VARCHAR'}))
		TO 'got' (FORMAT csv, DELIMITER '\t', QUOTE '', ESCAPE '', HEADER false)"
	same "duckdb read_csv of blocks" page.blocks got
fi
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

# ---- JSON ----

# What npjson writes, its values escaped as those of a table and set side by side, is that table.
npjson -c page,article,headline,byline,body page.blocks > objects.json
check "npjson: a line an article" test "$(wc -l < objects.json)" -eq "$rows"
if reader jq; then
	jq -r '[.page, .article, .headline, ([.byline[].mark] | join("\n")), (.body | join("\n"))] | @tsv' \
		objects.json > got
	same "jq" table.tsv got
	# The facts too, of all sample pages: those of a column once each.
	npjson -a 0 "$PAGES"/*.blocks > facts.json
	jq -r 'def once: reduce .[] as $x ([]; if any(.[]; . == $x) then . else . + [$x] end) | join(";");
	[.page, .article, .lines, .kicker, .headline, .deck, ([.byline[].mark] | join("\n")),
	([.reporter[].name] | once), ([.photographer[].name] | once), ([.editor[].name] | once),
	([.agency[].name] | once), ([.place[].name] | once), ([.date[].date] | once),
	([.page_no[].page_no] | once), ([.section[].name] | once), ([.paper[].name] | once),
	([.jump[] | select(.kind == "to") | .pages[]] | once), (.body | join("\n")), .chars] | @tsv' \
		facts.json > got
	nptsv -a 0 -c page,article,lines,kicker,headline,deck,byline,reporter,photographer,editor,agency,place,date,page_no,section,paper,jump_to,body,chars \
		"$PAGES"/*.blocks > wanted
	same "jq: facts as nptsv has them" wanted got
fi
# Two values are equal by SQLite if their bytes are.
if reader sqlite3; then
	sqlite3 j.db '.mode ascii' '.separator "\037" "\n"' 'CREATE TABLE j(line)' \
		'.import objects.json j' "
		SELECT json_extract(line, '\$.page') || char(9) || json_extract(line, '\$.article') ||
			char(9) || replace(replace(replace(replace(json_extract(line, '\$.headline'),
			'\\', '\\\\'), char(9), '\\t'), char(10), '\\n'), char(13), '\\r') FROM j" > got
	cut -f 1-3 table.tsv | sed 's/^p"\\t/p"	/' > wanted
	same "sqlite3 json_extract" wanted got
fi
if reader mlr; then
	mlr --ijson --otsv --headerless-tsv-output cut -o -f page,article,headline objects.json > got
	cut -f 1-3 table.tsv > wanted
	same "mlr" wanted got
fi
if python_with json; then
	"$python" -c "$python_field"'
import json, sys
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
for line in open("objects.json", encoding="utf-8", newline="\n"):
    row = json.loads(line)
    print(field(row["page"]), row["article"], field(row["headline"]),
        field("\n".join(mark["mark"] for mark in row["byline"])), field("\n".join(row["body"])), sep="\t")' > got
	same "Python json" table.tsv got
fi
if python_with pandas; then
	"$python" -c "$python_field"'
import pandas, sys
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
rows = pandas.read_json("objects.json", lines=True, dtype=False, convert_dates=False)
for row in rows.itertuples():
    print(field(row.page), row.article, field(row.headline), sep="\t")' > got
	cut -f 1-3 table.tsv > wanted
	same "pandas read_json" wanted got
fi
if reader duckdb; then
	duckdb -c "COPY (SELECT replace(replace(replace(replace(page, '\\', '\\\\'), chr(9), '\\t'),
		chr(10), '\\n'), chr(13), '\\r'), article, replace(replace(replace(replace(headline,
		'\\', '\\\\'), chr(9), '\\t'), chr(10), '\\n'), chr(13), '\\r')
		FROM read_json('objects.json', format = 'newline_delimited',
		columns = {page: 'VARCHAR', article: 'UBIGINT', headline: 'VARCHAR'}))
		TO 'got' (FORMAT csv, DELIMITER '\t', QUOTE '', ESCAPE '', HEADER false)"
	cut -f 1-3 table.tsv > wanted
	same "duckdb read_json" wanted got
fi

# A NUL comes back; each bad piece, here a byte and a lone surrogate's three, as U+FFFD.
printf 'p\t1\t1\tbody\t甲\0乙\377丙\355\240\200丁</script>\n' | npjson -c body > odd.json 2> err
if python_with json; then
	"$python" -c '
import json
body = json.loads(open("odd.json", encoding="utf-8", newline="\n").read())["body"][0]
print(ascii(body))' > got
	printf '%s\n' "'\\u7532\\x00\\u4e59\\ufffd\\u4e19\\ufffd\\ufffd\\ufffd\\u4e01</script>'" > wanted
	same "Python json: a NUL, bad bytes" wanted got
fi
if reader jq; then
	jq -r '.body[0] | explode | map(select(. == 0 or . == 65533)) | tostring' odd.json > got
	echo '[0,65533,65533,65533,65533]' > wanted
	same "jq: a NUL, bad bytes" wanted got
fi

# The schema holds for every article of every page there is, with every member, joined ones too.
npjoin "$PAGES/two-pages.blocks" 2> err > joined.blocks
columns=$(npjson -c help | cut -d ' ' -f 1 | tr '\n' ',')
npjson -a 0 -c "${columns%,}" --date 2001-02-03 page.blocks joined.blocks "$PAGES"/*.blocks \
	"$ROOT"/tests/pages/*.blocks > all.json
if python_with jsonschema; then
	"$python" -c '
import json, sys
from jsonschema import Draft202012Validator
schema = json.load(open(sys.argv[1], encoding="utf-8"))
Draft202012Validator.check_schema(schema)
check = Draft202012Validator(schema)
# It says what each member may be, by itself: so a value that was there before needs no second look.
print("of members together:", sorted(schema.keys() & {"required", "allOf", "anyOf", "oneOf", "not", "if",
    "dependentRequired", "dependentSchemas", "propertyNames", "patternProperties", "$ref"}))
members, seen = set(), set()
for number, line in enumerate(open("all.json", encoding="utf-8", newline="\n"), 1):
    row = json.loads(line)
    if not row.keys() <= members:
        members |= row.keys()
        for error in check.iter_errors(row):
            print(number, list(error.path), error.message[:200])
    for member, value in row.items():
        key = member, json.dumps(value)
        if key not in seen:
            seen.add(key)
            for error in check.descend(value, schema["properties"].get(member, False), path=member):
                print(number, list(error.path), error.message[:200])
print("not shown by any article:", sorted(schema["properties"].keys() - members))
# What is wrong is refused.
row["body"] = "no list"
print("refused:", not check.is_valid(row))' "$ROOT/examples/article.schema.json" > got
	printf '%s\n' 'of members together: []' 'not shown by any article: []' 'refused: True' > wanted
	same "examples/article.schema.json" wanted got
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

# What stands behind an article is a rule, and no list, to all of them.
head -n 6 md.blocks | nptext --md > rules.md
for dialect in commonmark commonmark_x gfm markdown markdown_mmd markdown_phpextra markdown_strict; do
	! reader pandoc || check "pandoc -f $dialect: two rules" \
		test "$(pandoc -t html -f $dialect rules.md | grep -c '^<hr />$')" -eq 2
done

# The first Markdown, and those near it, keep a backslash that they do not know: the texts are others
# there, and yet nothing is live.
plain_tags() {
	sed -E 's#</?(h1|h2|p|em)( id="[^"]*")?>##g' | grep -c '<[a-zA-Z/!?]'
}
for dialect in markdown_strict markdown_phpextra markdown_mmd; do
	! reader pandoc || check "pandoc -f $dialect: no tag of a page" \
		test "$(pandoc --wrap=none -t html -f $dialect page.md | plain_tags)" -eq 0
done
if python_with markdown; then
	check "Python-Markdown: no tag of a page" test "$("$python" -c '
import markdown
print(markdown.markdown(open("page.md", encoding="utf-8").read(), extensions=["extra", "nl2br",
    "admonition", "toc", "wikilinks", "meta", "sane_lists"]))' | plain_tags)" -eq 0
fi

# ---- YAML ----

nptext --md -o out page.blocks 2> err
status=$?
check "nptext: two noncharacters are told: $(cat err)" test "$status $(wc -l < err)" = "1 3"
if python_with yaml; then
	"$python" -c "$python_field"'
import glob, sys, yaml
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
rows = []
for name in glob.glob("out/*.md"):
    text = open(name, encoding="utf-8", newline="\n").read()
    head = text.split("---\n", 2)[1]
    rows.append(yaml.safe_load(head))
rows.sort(key=lambda row: row["article"])
for row in rows:
    print(field(row["page"]), row["article"], field(row.get("headline", "")),
        field(row.get("byline", "")), sep="\t")' > got
	cut -f 1-4 table.tsv > wanted
	same "YAML" wanted got
fi
finish
