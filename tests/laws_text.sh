#!/bin/sh
# laws_text.sh - what holds for npstrip and npmend on every page there is: one line a law
#
# The pages are examples/pages, and of tests/pages and, where it is, ../shared/corpus every
# thirty-second, with FULL=1 all; or those that are named as arguments.
. "$(dirname "$0")/common.sh"

if [ $# -eq 0 ]; then
	set -- "$PAGES"/*.txt
	n=0
	for page in "$ROOT"/tests/pages/*.txt "$ROOT"/../shared/corpus/*.txt \
		"$ROOT"/../shared/corpus/real/*.txt; do
		n=$((n + 1))
		if [ "${FULL:-0}" != 0 ] || [ $((n % 32)) -eq 0 ]; then
			set -- "$@" "$page"
		fi
	done
fi
for page; do
	case $page in
	/*) ;;
	*) page=$PWD/$page ;;
	esac
	set -- "$@" "$page"
	shift
done
cd "$work" || exit 1
pages=0 broken=0 left=0
marks=byline,dateline,credit,jump
all=kicker,headline,deck,byline,dateline,subhead,body,caption,credit,jump,folio,table,notice,other

# law NAME TEST...: takes down the page if the test fails.
law() {
	law=$1
	shift
	"$@" > /dev/null 2>&1 || echo "$page" >> "law.$law"
}

# A page without the blocks of some roles, found out by awk from the blocks and the text alone:
#	taken_out ROLES blocks text
# Status 9 where it can't tell: a piece of a block over several lines, words with marks inside,
# several pages.
taken_out() {
	awk -F '\t' -v roles=",$1," '
	function unescape(s,    i, c, out) {
		if (index(s, "\\") == 0)
			return s
		for (i = 1; i <= length(s); i++) {
			c = substr(s, i, 1)
			if (c == "\\" && i < length(s)) {
				c = substr(s, ++i, 1)
				c = c == "t" ? "\t" : c == "r" ? "\r" : c == "n" ? "\n" : c
			}
			out = out c
		}
		return out
	}
	function blank(s) {
		gsub(/[ \t\r\v]|\343\200\200|\302\240|\342\200[\200-\212]/, "", s)
		return s == ""
	}
	# Blocks: what goes of each line, whole lines or pieces in order.
	NR == FNR {
		goes = index(roles, "," $4 ",") > 0
		several = $2 ~ /[;]|\.\./
		n = split($2, part, ";")
		for (i = 1; i <= n; i++) {
			if (part[i] ~ /^[0-9]+\.[0-9]+$/) {
				split(part[i], range, ".")
				if (goes && several)
					exit 9
				pieces[range[1]] = range[2] + 0 > pieces[range[1]] ? range[2] + 0 : pieces[range[1]]
				words[range[1], range[2] + 0] = several ? "" : unescape($5)
				gone[range[1], range[2] + 0] = goes
				continue
			}
			split(part[i], range, "\\.\\.")
			last = range[2] == "" ? range[1] : range[2]
			for (k = range[1] + 0; goes && k <= last + 0; k++)
				whole[k] = 1
		}
		next
	}
	/\f/ {
		exit 9
	}
	{
		line = $0
		if (blank(line) && emptied) {
			emptied = 0
			next
		}
		emptied = whole[FNR]
		if (FNR in pieces) {
			out = ""
			some = stays = 0
			for (k = 1; k <= pieces[FNR]; k++) {
				at = index(line, words[FNR, k])
				if (words[FNR, k] == "" || at == 0) {
					stays += !gone[FNR, k]
					if (gone[FNR, k])
						exit 9
					continue
				}
				end = at + length(words[FNR, k])
				if (gone[FNR, k]) {
					mark = substr(line, end, 2)
					if ((mark == "**" || mark == "__") && substr(line, at - 2, 2) == mark) {
						at -= 2
						end += 2
					}
					out = out substr(line, 1, at - 1)
				} else {
					out = out substr(line, 1, end - 1)
					stays++
				}
				some += gone[FNR, k]
				line = substr(line, end)
			}
			line = out line
			# Marks that are left without a mate, or around a blank.
			if (some && stays && line ~ /\*\*|__/)
				exit 9
			emptied = stays == 0
		}
		if (emptied)
			next
		if (held != "")
			printf "%s", held
		held = ""
		if (blank(line))
			held = line "\n"
		else
			print line
	}
	END {
		if (!emptied && held != "")
			printf "%s", held
	}' "$2" "$3"
}

articles() {
	cut -f 3- | sort -s -n -k 1,1
}

count() {
	npcount --total -b page -c nospace "$@" | tail -n 1 | cut -f 2
}

# Bytes that are no blanks and no marks of Markdown, and how often each comes.
nbsp=$(printf '\302\240')
letters() {
	sed "s/　//g; s/$nbsp//g" "$1" | tr -d ' \t\r\n\f\v*_' |
		od -An -v -tx1 | tr -s ' ' '\n' | sort | uniq -c
}

# Blocks that stand on several lines though they are one paragraph.
over_lines() {
	awk -F '\t' '$4 ~ /^(body|caption|notice)$/ && $2 ~ /;|\.\./ { n++ } END { print n + 0 }' "$1"
}

stripped() {
	law all-kept eval "npstrip -k $all text | cmp - text"
	law encoding eval "npstrip -e auto '$page' | cmp - stripped"
	for roles in byline $marks $all; do
		npstrip -r "$roles" text > got
		if taken_out "$roles" blocks text > wanted; then
			law to-the-byte cmp wanted got
			compared=$((compared + 1))
		fi
		awk -F '\t' -v roles=",$roles," 'index(roles, "," $4 ",") == 0' blocks > wanted
		npstrip -r "$roles" blocks > got
		law blocks cmp wanted got
		law blocks-twice eval "npstrip -r $roles got | cmp - got"
	done
	for roles in byline headline,subhead body; do
		npstrip -r "$roles" blocks > rest
		npstrip -k "$roles" blocks > part
		law sum-blocks test "$(count blocks)" = "$(($(count rest) + $(count part)))"
		npstrip --from=text -r "$roles" text > rest
		npstrip --from=text -k "$roles" text > part
		law sum-text test "$(count text)" = "$(($(count rest) + $(count part)))"
	done
}

mended() {
	npmend text > once
	npsplit --name p once > blocks.once
	articles < blocks > before
	articles < blocks.once > after
	law same-articles cmp before after
	law mend-twice eval "npmend once | cmp - once"
	letters text > before
	letters once > after
	law no-word-lost cmp before after
	broken=$((broken + $(over_lines blocks)))
	left=$((left + $(over_lines blocks.once)))
}

compared=0
for page; do
	[ -f "$page" ] || continue
	pages=$((pages + 1))
	npconv -f auto "$page" > text 2> /dev/null || continue
	npsplit --name p text > blocks
	npstrip text > stripped
	stripped
	mended
done

# ---- pages together ----

page="the first two pages"
set -- "$PAGES/city.txt" "$PAGES/wrap.txt"
for tool in npstrip npmend; do
	$tool "$1" > one
	$tool "$2" > two
	cat one two > wanted
	law operands eval "$tool '$1' '$2' | cmp - wanted"
	{ cat "$1" && printf '\f' && cat "$2"; } > both
	{ cat one && printf '\f' && cat two; } > wanted
	law form-feeds eval "$tool both | cmp - wanted"
done

# tell NAME WHAT: one line, and at most five of the pages where it fails.
tell() {
	if [ -s "law.$1" ]; then
		sort -u "law.$1" > failing
		fail "$2: not on $(wc -l < failing | tr -d ' ') of $pages pages" failing 5
	else
		pass
		echo "ok   $2"
	fi
}

tell all-kept "npstrip -k with every role writes the page as npconv does"
tell encoding "npstrip -e and npconv | npstrip write the same"
check "some pages can be compared" test "$compared" -gt 0
tell to-the-byte "npstrip takes out the bytes of the blocks and nothing else ($compared of $((3 * pages)) tries)"
tell blocks "npstrip on blocks drops the lines of those roles"
tell blocks-twice "npstrip on blocks changes nothing the second time"
tell sum-blocks "what npstrip -r and -k write of blocks counts as the whole"
tell sum-text "what npstrip -r and -k write of text counts as the whole"
tell same-articles "npmend | npsplit finds the articles that npsplit finds"
tell mend-twice "npmend | npmend is npmend"
tell no-word-lost "npmend loses no word"
tell operands "two files give what each gives"
tell form-feeds "two pages with a form feed between give what each gives"
echo "     $((broken - left)) of $broken broken paragraphs mended, on $pages pages"
finish
