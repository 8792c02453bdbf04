#!/bin/sh
# laws.sh - what holds of every page, whatever the labels are
#
# No word is lost; what is done to the parts is done to the whole; what is escaped comes back.
# The pages are those of examples/pages and tests/pages, gold pages beside the project
# where they are (../shared/corpus), and pages made from these by chance.
. "$(dirname "$0")/common.sh"

words=$B/tests/tool_words
[ -x "$words" ] || {
	echo "laws.sh: no $words: make check" >&2
	exit 1
}

# ---- the words of every page ----

# Everything but white space: what splitting may not change.
CLASSES=han,kana,hangul,bopomofo,latin,letters,digits,cjkpunct,punct,control,bad

# law NAME: runs standard input's checker output through the books: "N pages, M at fault" last.
law() {
	tail -n 1 "$work/words" | {
		read -r n _ bad _
		echo "$n $bad"
	} > "$work/counts"
	read -r n bad < "$work/counts"
	case $n$bad in
	'' | *[!0-9]*)
		fail "$1" "$work/words"
		return
		;;
	esac
	passed=$((passed + n - bad))
	failed=$((failed + bad))
	[ "$bad" -eq 0 ] || {
		printf 'FAIL %s: %s\n' "$script" "$1"
		sed '$d; s/^/    /' "$work/words" | head -n 20
	}
}

# word_laws NAME: over the pages in UTF-8 in the current folder.
word_laws() {
	npsplit -- *.txt > "$work/blocks" 2> "$work/err"
	"$words" -- *.txt < "$work/blocks" > "$work/words" 2>&1
	law "$1: no word is lost"
	npsplit --from=text -- *.txt > "$work/text" 2>> "$work/err"
	"$words" -t -- *.txt < "$work/text" > "$work/words" 2>&1
	law "$1, read as text: no word is lost"
	npsplit --from=md -- *.txt > "$work/md" 2>> "$work/err"
	"$words" -- *.txt < "$work/md" > "$work/words" 2>&1
	law "$1, read as Markdown: no word is lost"
	# The same by counts: npcount adds up what it finds in each.
	npcount -c $CLASSES -- *.txt 2>> "$work/err" > "$work/before"
	npcount -b page -c $CLASSES "$work/text" 2>> "$work/err" | files > "$work/after"
	# A file of white space has no blocks.
	awk -F '\t' '{ n = 0; for (i = 2; i <= NF; i++) n += $i } n > 0' "$work/before" |
		sort > "$work/before.sorted"
	same "$1: classes before and after npsplit" "$work/before.sorted" "$work/after"
	# Pages without a mark of Markdown need not be told that they are text.
	grep -L -e '#' -e '\*\*' -e '__' -e '!\[' -- *.txt > "$work/plain"
	if [ -s "$work/plain" ]; then
		keep "$work/plain" < "$work/text" > "$work/plain.text"
		keep "$work/plain" < "$work/blocks" > "$work/plain.auto"
		same "$1: text without Markdown is read as text" "$work/plain.text" "$work/plain.auto"
	fi
}

# Sums the rows of the pages of each file: the name's last :N is taken off.
files() {
	awk -F '\t' '{
		sub(/:[0-9]+$/, "", $1)
		for (i = 2; i <= NF; i++)
			sum[$1, i] += $i
		width = NF
		names[$1]
	}
	END {
		for (name in names) {
			row = name
			for (i = 2; i <= width; i++)
				row = row "\t" sum[name, i]
			print row
		}
	}' | sort
}

# Blocks of the files that the list names.
keep() {
	awk -F '\t' -v list="$1" 'BEGIN { while ((getline name < list) > 0) wanted[name] }
	{ name = $1; sub(/:[0-9]+$/, "", name) } name in wanted'
}

# What comes out is known for blocks, what went in is not.
recognition() {
	npcount -b article "$work/blocks" > "$work/out" 2> "$work/err"
	rc=$?
	check "$1: blocks are taken for blocks" test "$rc" -le 1
	n=$(find . -name '*.txt' -size +0c | wc -l)
	npcount -b article -- *.txt > "$work/out" 2> "$work/err"
	check "$1: pages are taken for text" test "$(grep -c 'plain text' "$work/err")" -eq "$n"
}

# Through another encoding and back.
there_and_back() {
	for enc in gb18030 utf-16 utf-16le utf-32be; do
		cat -- *.txt > "$work/in"
		npconv -f utf-8 "$work/in" > "$work/wanted"
		npconv -f utf-8 -t $enc "$work/in" | npconv -f $enc > "$work/out"
		same "$1: through $enc and back" "$work/wanted" "$work/out"
	done
}

# page_set NAME FOLDER
page_set() {
	ls "$2"/*.txt > /dev/null 2>&1 || return 0
	rm -rf "$work/utf8"
	cd "$2" || exit 1
	npconv -o "$work/utf8" -- *.txt 2> "$work/err"
	check "$1: pages can be read" test $? -eq 0
	cd "$work/utf8" || exit 1
	word_laws "$1"
	recognition "$1"
	there_and_back "$1"
	cd "$work" || exit 1
}

# The checker must see what it is there to see.
checker() {
	cd "$PAGES" || exit 1
	faults='s/。/./
		5d
		5{p;p;}
		$s/..$//
		s/	1	kicker/	2	kicker/
		s/\.2	/.3	/
		$s/^[^	]*	[^	]*/city.txt	99999/
		1s/$/ x/'
	"$words" city.txt < city.blocks > /dev/null
	check "the checker passes gold blocks" test $? -eq 0
	echo "$faults" | while read -r fault; do
		sed "$fault" city.blocks | "$words" city.txt > /dev/null && echo "$fault"
	done > "$work/out"
	check "the checker sees: $(cat "$work/out")" test ! -s "$work/out"
	cd "$work" || exit 1
}

# ---- parts and the whole ----

# f(a) + f(b) = f(a b), and the same for the pages of a stream.
shards() {
	cp "$PAGES"/* .
	npconv -o utf8 ./*.txt
	while read -r kind tool args; do
		[ -x "$BIN/$tool" ] || continue
		case $kind in
		pages) set -- utf8/city.txt utf8/city-md.txt utf8/wrap.txt utf8/harbour-big5.txt ;;
		bytes) set -- county-gbk.txt harbour-big5.txt city.txt ;;
		*) set -- city.blocks city-md.blocks two-pages.blocks wrap.blocks ;;
		esac
		# shellcheck disable=SC2086
		{
			"$tool" $args "$@" > whole 2> err
			for f; do "$tool" $args "$f"; done > parts 2>> err
			same "f(a) + f(b) = f(a b): $tool $args ($kind)" whole parts
			check "f(a) + f(b) = f(a b): $tool $args ($kind): quiet" test ! -s err
			cut_between_pages "$@"
		}
	done <<-END
		bytes npconv
		bytes npconv -t gb18030
		bytes npcount -e auto -c all
		bytes npsplit -e auto
		bytes npmend -e auto
		bytes npstrip -e auto
		pages npconv
		pages npcount -c all
		pages npcount -b page
		pages npsplit
		pages npsplit --from=text
		pages npmend
		pages npstrip
		pages npstrip -r byline,dateline,folio
		pages npstrip -k body
		blocks npconv
		blocks npcount -b page
		blocks npcount -b article
		blocks npcount -b page,role -c all
		blocks npstrip
		blocks npstrip -k headline,body
		blocks nptext
		blocks nptext --md
		blocks nptsv
		blocks nptsv -a 0 -c page,article,lines,text
		blocks npgrep 日
		blocks npgrep --invert -r byline ^.
		blocks npgrep --count 日
		blocks npjson
		blocks npjoin
	END
}

# The pages as one stream, with form feeds between, give what they give one by one.
cut_between_pages() {
	case $kind:$tool in
	pages:npcount) return ;;
	pages:*)
		join_pages "$@" > stream
		# shellcheck disable=SC2086
		{
			"$tool" $args < stream > whole 2> err
			for f; do "$tool" $args < "$f" > "$f.out" 2>> err; done
		}
		if [ "$tool" = npsplit ]; then
			cut -f 3- whole > whole.cut && mv whole.cut whole
			for f; do cut -f 3- "$f.out"; done > parts
		else
			for f; do set -- "$@" "$f.out" && shift; done
			join_pages "$@" > parts
		fi
		;;
	blocks:*)
		# shellcheck disable=SC2086
		{
			cat "$@" | "$tool" $args > whole 2> err
			for f; do "$tool" $args < "$f"; done > parts 2>> err
		}
		;;
	*) return ;;
	esac
	same "a stream cut between pages: $tool $args ($kind)" whole parts
	check "a stream cut between pages: $tool $args ($kind): quiet" test ! -s err
}

join_pages() {
	cat "$1"
	shift
	for f; do
		printf '\f'
		cat "$f"
	done
}

# Tools that look at a line take any part of a stream.
any_cut() {
	[ -x "$BIN/npstrip" ] || return 0
	npstrip -r body city.blocks > whole
	for n in 1 2 7 20; do
		{
			head -n $n city.blocks | npstrip -r body
			tail -n +$((n + 1)) city.blocks | npstrip -r body
		} > parts
		same "npstrip: a stream cut behind line $n" whole parts
	done
}

# The order of a page's blocks is no matter to those that gather articles.
any_order() {
	sort -t '	' -k 5 city.blocks > mixed
	for f in 'nptsv -a 0 -c all' 'nptsv' 'nptext --md' 'npjson -a 0' 'npgrep --count 日'; do
		# shellcheck disable=SC2086
		{
			[ -n "${f##*all}" ] || set -- nptsv -c page,article,lines,text,chars
			[ -z "${f##*all}" ] || set -- $f
		}
		"$@" city.blocks > whole 2> err
		"$@" mixed > parts 2>> err
		same "any order: $*" whole parts
	done
}

# ---- form feeds ----

form_feeds() {
	printf '甲\n乙\n\f丙\n丁\f戊\n\f' | npsplit --name n | cut -f 1,2,5 > out
	# What the labels are is not asked here: a line each of page, line, words.
	awk -F '\t' '{ gsub(/ /, "", $3); print $1 }' out | uniq > pages
	printf 'n:1\nn:2\nn:3\n' > wanted
	same "form feeds end pages, the last opens none" wanted pages
	cut -f 2 out | tr ';.' '[\n*]' | grep . | sort -nu | tr '\n' ' ' > numbers
	printf '1 2 3 4 ' > wanted
	same "lines are those of the file" wanted numbers
	printf '甲\n' | npsplit --name n | cut -f 1 > out
	printf 'n\n' > wanted
	same "no form feed, no number" wanted out
	printf '\f\n \n\f' | npsplit > out
	check "pages without a word have no block" test ! -s out
}

# ---- escaping ----

escaping() {
	name=$(printf 'a\tb\\tc\\\\d\ne\\')
	printf '%s\n' 'a\tb\\tc\\\\d\ne\\' > wanted
	npsplit --name "$name" city.txt > named
	cut -f 1 named | sort -u > out
	same "a name is escaped" wanted out
	nptsv -c page named | sort -u > out
	same "a name comes back: nptsv" wanted out
	npcount -b page -c chars named | cut -f 1 > out
	same "a name comes back: npcount" wanted out
	check "a name makes no columns" test "$(awk -F '\t' 'NF != 5' named | wc -l)" -eq 0
	printf '%s' 'C:\new\table\\ 甲	乙 \' > text
	printf 'p\t1\t1\tbody\t%s\n' 'C:\\new\\table\\\\ 甲\t乙 \\' > wanted
	printf 'p\t1\t1\tbody\t' > one
	npsplit --from=text --name p text | cut -f 5 > out
	cut -f 5 wanted > wanted.text
	same "a text is escaped" wanted.text out
	nptsv -c body wanted > out
	same "a text comes back: nptsv" wanted.text out
	nptext wanted | sed 1q > out
	echo >> text
	same "a text comes back: nptext" text out
	# Undone and done again, the stream is as it was.
	cat ./*.blocks > whole
	cut -f 5 whole > fields
	awk -F '\t' -v OFS='\t' '{ $1 = "p" NR; $2 = $3 = 1; $4 = "body" } 1' whole > each
	nptsv -c body each > out
	same "every text of the sample pages comes back" fields out
}

# ---- pages by chance ----

# mutate SEED FILE: lines go, come twice and change places; marks come in where they do not belong.
mutate() {
	awk -v seed="$1" '
	function chance(n) { return int(rand() * n) }
	BEGIN {
		srand(seed)
		n = split("**|__|# |## |#|（记者 |）|(|)|本报讯|新华社北京3月26日电|　　|\t| |摄|" \
			"张昊宇 摄|下转第2版|![x](y)|<b>|&amp;|\\|\\n|\r|\f|~~|***|****|* *|“|”|1. |- |" \
			"|\357\273\277|\302\240|\342\200\250|\360\237\230\200", mark, "|")
	}
	{ line[NR] = $0 }
	END {
		rounds = 1 + chance(12)
		while (rounds-- > 0) {
			i = 1 + chance(NR)
			j = 1 + chance(NR)
			what = chance(7)
			if (what == 0)
				line[i] = ""
			else if (what == 1)
				line[i] = line[j]
			else if (what == 2)
				line[i] = line[i] line[j]
			else if (what == 3)
				line[i] = mark[1 + chance(n)] line[i]
			else if (what == 4)
				line[i] = line[i] mark[1 + chance(n)]
			else if (what == 5)
				line[i] = mark[1 + chance(n)] line[i] mark[1 + chance(n)]
			else {
				# between two characters, not inside one
				at = 1 + chance(length(line[i]))
				while (at <= length(line[i]) && substr(line[i], at, 1) ~ /[\200-\277]/)
					at++
				line[i] = substr(line[i], 1, at - 1) mark[1 + chance(n)] substr(line[i], at)
			}
		}
		last = chance(4) > 0 ? NR : 1 + chance(NR)
		for (i = 1 + (chance(4) == 0 ? chance(last) : 0); i <= last; i++)
			printf "%s%s", line[i], i < last || chance(2) ? "\n" : ""
	}' "$2"
}

by_chance() {
	rm -rf "$work/chance"
	mkdir "$work/chance"
	seed=1
	while [ $seed -le "$1" ]; do
		for f in "$work"/utf8/*.txt; do
			mutate $seed "$f" > "$work/chance/$seed-$(basename "$f")"
			seed=$((seed + 1))
		done
	done
	cd "$work/chance" || exit 1
	word_laws "pages by chance"
	for tool in npconv npcount npmend npstrip; do
		[ -x "$BIN/$tool" ] || continue
		"$tool" -- *.txt > "$work/out" 2> "$work/err"
		check "pages by chance: $tool" test $? -eq 0
	done
	for tool in npcount npjson npstrip nptext nptsv 'npgrep --invert 日'; do
		[ -x "$BIN/${tool%% *}" ] || continue
		$tool "$work/blocks" > "$work/out" 2> "$work/err"
		check "pages by chance: $tool of blocks" test $? -eq 0
	done
	cd "$work" || exit 1
}

# ---- pages that no paper has ----

# huge NAME N TEXT: a page of N times the text, through the tools that read pages, in bounded time.
huge() {
	repeat "$2" "$3" > huge.txt
	for tool in npsplit npmend npstrip npcount npconv; do
		[ -x "$BIN/$tool" ] || continue
		limit 120 "$tool" huge.txt > out 2> err
		rc=$?
		check "$1: $tool: status $rc" test $rc -eq 0
		[ "$tool" = npsplit ] || continue
		"$words" huge.txt < out > "$work/words" 2>&1
		law "$1: no word is lost"
		limit 120 nptsv out > /dev/null 2> err
		check "$1: nptsv" test $? -eq 0
	done
}

# repeat N TEXT
repeat() {
	awk -v n="$1" -v text="$2" 'BEGIN { for (; n > 0; n--) printf "%s", text }'
}

all_huge() {
	huge "$((n * 20)) blank lines" $((n * 20)) '\n'
	huge "one line of $((n * 5)) characters" "$n" '水塔落成。'
	huge "one line of $n openings" "$n" '（记者'
	huge "one line of $n datelines" "$n" '本报讯'
	huge "$n marks of emphasis" "$n" '**'
	huge "$n unbalanced marks of emphasis" "$n" '**a'
	huge "$n words in bold" "$n" '**a** '
	huge "$n lines of a mark" "$n" '**\n'
	huge "$n marks of a heading" "$n" '#'
	huge "$n headings" "$n" '# a\n'
	huge "$n openings of an image" "$n" '!['
	huge "$((n / 10)) pages" "$((n / 10))" '甲\f'
	huge "$((n / 10)) credits" "$((n / 10))" '张三 摄\n'
	huge "$((n / 10)) bylines in a line" "$((n / 10))" '记者 李四 '
	huge "$n blanks" "$n" ' '
	huge "$n backslashes" "$n" '\\'
}

# The gold pages; under sanitizers, which take long, every fourth of them.
gold_pages=$ROOT/tests/pages
if [ -z "${FULL-}" ] && grep -q __asan_init "$BIN/npsplit"; then
	skip "sanitizers: every fourth of tests/pages"
	mkdir "$work/fourth"
	n=0
	for page in "$gold_pages"/*.txt; do
		[ $((n % 4)) -ne 0 ] || cp "$page" "$work/fourth"
		n=$((n + 1))
	done
	gold_pages=$work/fourth
fi

checker
page_set examples/pages "$PAGES"
page_set tests/pages "$gold_pages"
page_set ../shared/corpus "$ROOT/../shared/corpus"
page_set ../shared/corpus/real "$ROOT/../shared/corpus/real"
mkdir "$work/shards"
cd "$work/shards" || exit 1
shards
any_cut
any_order
form_feeds
escaping
cd "$work" || exit 1
rm -rf "$work/utf8"
npconv -o "$work/utf8" "$PAGES"/*.txt
by_chance "$([ -n "${FULL-}" ] && echo 3000 || echo 100)"
n=$([ -n "${FULL-}" ] && echo 1000000 || echo 20000)
all_huge
finish
