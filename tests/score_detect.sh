#!/bin/sh
# score_detect.sh - how often npconv --detect is right on pieces of texts, beside other programs
#
#	B=build sh tests/score_detect.sh [COUNT [SEED]]
#
# The texts: our own pages that lib/gen/prose_lists.sh leaves out (number a multiple of three), in
# Traditional script by opencc; ../shared/corpus and manual pages in Japanese and Korean where they are
# installed; short texts in tests/tongues.  Some COUNT pieces (200) of each length are cut by
# tests/tool_samples.c from each encoding; another SEED cuts others.  A row a program and length: how many
# pieces, how many in a hundred right and confidently wrong (the mean of the encodings), and, behind npconv's,
# the goal.  Pieces that are
# ASCII but for a few characters hold less than their length says, and are in rows of their own, "npconv few";
# so are those of UTF-16 that read as well in the other byte order, "npconv row".
# Then npconv's by encoding, and the pieces of 40 bytes and more that it left undecided:
# how sure it was of the likeliest, and what they could be.
. "$(dirname "$0")/common.sh"

count=${1:-200} seed=${2:-20030612}
samples=$work/samples
mkdir "$samples" "$work/text"

held_out() {
	for page in "$ROOT"/tests/pages/*.txt; do
		number=$(basename "$page" .txt | tr -d 'a-z')
		[ $((${number#0} % 3)) -ne 0 ] || echo "$page"
	done
	for page in "$ROOT"/../shared/corpus/*.txt; do
		[ ! -f "$page" ] || echo "$page"
	done
}

# Manual pages of a language as text, the longest ones; not the tables of encodings.
manuals() {
	for page in /usr/share/man/"$1"/man[1-8]/*.gz; do
		[ -f "$page" ] || continue
		name=$(basename "$page" .gz)
		case $name in
		iso_8859* | koi8* | cp125* | armscii* | charsets*) continue ;;
		esac
		gzip -dc "$page" | sed -e 's/^\.[A-Z]* *//' -e 's/\\f.//g' -e '/^[.\\]/d' \
			> "$work/text/$1.$name"
	done
	find "$work/text" -name "$1.*" -size +8k | sort | head -n 40
}

cut_pieces() {
	# shellcheck disable=SC2046 # the names of pages have no blanks
	"$B/tests/tool_samples" "$samples" "$count" "$seed" hans $(held_out)
	if ! has opencc; then
		skip "no opencc: no texts in Traditional script"
	else
		for page in $(held_out); do
			opencc -c s2tw.json -i "$page" -o "$work/text/hant.$(basename "$page")"
		done
		"$B/tests/tool_samples" "$samples" "$count" "$seed" hant "$work"/text/hant.*
	fi
	for tongue in ja ko; do
		# shellcheck disable=SC2046
		"$B/tests/tool_samples" "$samples" "$count" "$seed" $tongue \
			"$ROOT/tests/tongues/$tongue.txt" $(manuals $tongue)
	done
}

# What each program says: the piece's name, a tab, an encoding.
say_npconv() {
	xargs "$B/bin/npconv" --detect 2> /dev/null | tee "$work/rows" | cut -f 1,2
}

say_uchardet() {
	xargs uchardet | sed "s/: /$tab/"
}

say_enca() {
	xargs enca -L zh -m 2> /dev/null | sed "s/: /$tab/"
}

say_file() {
	xargs file --mime-encoding | sed "s/: */$tab/"
}

# Rates by length, the mean of those of the encodings, or with by=encoding each of these.
rate() {
	awk -F "$tab" -v program="$1" -v by="$2" '
	BEGIN {
		split("gbk gb2312 euc-cn", gb)
		for (i in gb) same[gb[i]] = "gb18030"
		split("cp932 windows-31j shift-jis sjis", sjis)
		for (i in sjis) same[sjis[i]] = "shift_jis"
		split("uhc cp949 ks_c_5601-1987", korean)
		for (i in korean) same[korean[i]] = "euc-kr"
		same["hz-gb-2312"] = "hz"
		same["big5-hkscs"] = same["big5-2003"] = same["cp950"] = "big5"
		split("4 6 8 10 24 40 50 100 113 400 2000", lengths, " ")
		split("- - - 80 95 100 100 100 100 100 100", goals, " ")
		undecided = "^(undecided|unknown|unknown-8bit|binary|\\?\\?\\?|)$"
	}
	{
		n = split($1, part, "/")
		split(part[n], piece, ".")
		said = tolower($2)
		if (said in same) said = same[said]
		set = part[n - 1]
		key = set SUBSEP piece[1]
		all[key]++
		if (said == set) right[key]++
		else if (said !~ undecided) wrong[key]++
		sets[set] = 1
	}
	function row(name, bytes, pieces, good, bad, goal) {
		printf "%s\t%d\t%d\t%.2f\t%.2f%s\n", name, bytes, pieces, good, bad, goal
	}
	END {
		for (i = 1; i in lengths; i++) {
			pieces = good = bad = n = 0
			for (set in sets) {
				key = set SUBSEP lengths[i]
				if (!all[key]) continue
				if (by == "encoding")
					row(set, lengths[i], all[key], 100 * right[key] / all[key],
						100 * wrong[key] / all[key], "")
				pieces += all[key]
				good += 100 * right[key] / all[key]
				bad += 100 * wrong[key] / all[key]
				n++
			}
			if (by != "encoding" && n > 0)
				row(program, lengths[i], pieces, good / n, bad / n,
					program == "npconv" ? "\t" goals[i] : "")
		}
	}'
}

# Pieces that hold what their length says.
plenty() {
	grep -v "\.few$tab\|\.row$tab" "$1"
}

# Undecided ones, with what they could be.
list_missed() {
	awk -F "$tab" '
	$2 == "undecided" {
		n = split($1, part, "/")
		split(part[n], piece, ".")
		if (piece[1] >= 40)
			printf "undecided\t%s/%s\t%s\t%s\n", part[n - 1], part[n], $3, $4
	}' "$work/rows"
}

tab=$(printf '\t')
cut_pieces
find "$samples" -type f | sort > "$work/names"
printf 'program\tbytes\tpieces\tright\twrong\tgoal\n'
for program in npconv uchardet enca file; do
	[ $program = npconv ] || has $program || {
		skip "no $program"
		continue
	}
	say_$program < "$work/names" > "$work/$program"
	plenty "$work/$program" | rate $program length
done
for kind in few row; do
	grep "\.$kind$tab" "$work/npconv" | rate "npconv $kind" length
done
plenty "$work/npconv" | rate npconv encoding | sort -t "$tab" -k 1,1 -k 2,2n
list_missed | sort -t "$tab" -k 1,1
