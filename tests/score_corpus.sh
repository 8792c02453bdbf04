#!/bin/sh
# score_corpus.sh adapt|folds|papers|confusion [NPTRAIN_OPTIONS] - what is learned from real pages, on
# others
#
#   adapt      five pages of a paper go on from the default model, or the file MODEL: what is wrong on
#              the rest of its pages, before and after; means of five draws
#   folds      models that learn from four fifths of all pages and from nothing else, on the last fifth
#   papers     models that learn from all papers but one, on that one
#   confusion  nothing is learned: which roles the default model, or the file MODEL, takes for which
#
# With -m default, folds and papers go on from the default model.
# A page in two layouts is never on both sides.  The pages are in ../shared, which is not part of
# the project: where it is not, nothing is done.
. "$(dirname "$0")/common.sh"

corpus=$ROOT/../shared/corpus
what=${1-}
[ $# -eq 0 ] || shift
if [ ! -d "$corpus" ]; then
	skip "no ../shared/corpus to measure on"
	finish
fi
cd "$corpus" || exit 1
mkdir "$work/gold"

# A line a file: its paper, its page, its name.  What follows the page's number is its layout.
for file in *.txt; do
	name=${file%.txt}
	awk -v page="$file" -f "$ROOT/tests/tsv_blocks.awk" "$file" "$name.gold.tsv" > "$work/gold/$name"
	page=${name%%-*}
	case $name in
	pd46*) paper=pd46 ;;
	*) paper=$(printf %.2s "$name") ;;
	esac
	echo "$paper ${page%[ab]} $name"
done > "$work/files"

# pick FIELD SET: the names of the files whose paper (1) or page (2) is a line of SET.
pick() {
	awk -v field="$1" 'NR == FNR { set[$1]; next } $field in set { print $3 }' "$2" "$work/files"
}

# blocks < NAMES: what is right for these files.
blocks() {
	while read -r name; do
		cat "$work/gold/$name"
	done
}

# found MODEL < NAMES: what the model finds in these files.
found() {
	sed 's/$/.txt/' | tr '\n' '\0' | npsplit -m "$1" --files0-from -
}

# score [OPTION] GOLD PRED: as npscore does; the corpus has no more roles than these.
score() {
	npscore --merge notice=other,dateline=byline,credit=caption "$@"
}

# figures GOLD PRED: the main ones.
figures() {
	score "$1" "$2" | awk -F '\t' '
	/^(boundary|articles|joining|roles|macro20)\t/ { printf "%s\t%.3f\n", $1, $1 == "articles" ? $4 : $2 }'
}

# wrong GOLD PRED: how many boundaries, articles and roles are, those found in vain too.
wrong() {
	score "$1" "$2" | awk -F '\t' '
	$1 == "boundary" { boundaries = $6 + $7 - 2 * $5 }
	$1 == "articles" { articles = $7 - $5 }
	$1 == "roles" { print boundaries, articles, $7 - $5 }'
}

# draw SEED < LINES: five of them, those that rand() of no awk chooses: each has another one.
draw() {
	awk -v seed="$1" '
	{ line[NR] = $0 }
	END {
		for (i = 1; i <= 5; i++) {
			for (k = 0; k < 8; k++)
				seed = (seed * 16807 + 11) % 2147483647
			j = i + seed % (NR - i + 1)
			print line[j]
			line[j] = line[i]
		}
	}'
}

adapt() {
	start=${MODEL-default}
	printf 'paper\tboundaries\tleft\tarticles\tleft\troles\tleft\n'
	for paper in pd sb sx; do
		awk -v paper="$paper" '$1 == paper { print $2 }' "$work/files" | uniq > "$work/pages"
		for seed in 1 2 3 4 5; do
			draw "$seed" < "$work/pages" > "$work/taught"
			grep -v -x -F -f "$work/taught" "$work/pages" > "$work/rest"
			pick 2 "$work/taught" | blocks > "$work/lesson"
			pick 2 "$work/rest" | blocks > "$work/right"
			nptrain -m "$start" -d . -o "$work/model" "$@" "$work/lesson" || exit 1
			for model in "$start" "$work/model"; do
				pick 2 "$work/rest" | found "$model" > "$work/pred"
				wrong "$work/right" "$work/pred"
			done
		done > "$work/counts"
		awk -v paper="$paper" '
		{ for (i = 1; i <= 3; i++) sum[NR % 2, i] += $i }
		END {
			printf "%s", paper
			for (i = 1; i <= 3; i++)
				printf "\t%.1f > %.1f\t%s", sum[1, i] / 5, sum[0, i] / 5,
				    sum[1, i] ? sprintf("%.2f", sum[0, i] / sum[1, i]) : "-"
			print ""
		}' "$work/counts"
	done
}

# apart FIELD NPTRAIN_OPTIONS...: a model learns from all files but those whose field is a line of
# $work/held; what it finds in these is $work/pred, what is right there $work/right.
apart() {
	field=$1
	shift
	pick "$field" "$work/held" > "$work/rest"
	cut -d ' ' -f 3 "$work/files" | grep -v -x -F -f "$work/rest" | blocks > "$work/lesson"
	nptrain -d . -o "$work/model" "$@" "$work/lesson" || exit 1
	found "$work/model" < "$work/rest" > "$work/pred"
	blocks < "$work/rest" > "$work/right"
}

folds() {
	for fold in 0 1 2 3 4; do
		cut -d ' ' -f 2 "$work/files" | uniq | awk -v fold="$fold" 'NR % 5 == fold' > "$work/held"
		apart 2 "$@"
		cat "$work/right" >> "$work/right.all"
		cat "$work/pred" >> "$work/pred.all"
	done
	figures "$work/right.all" "$work/pred.all"
}

papers() {
	printf 'paper\tboundary\tarticles\n'
	for paper in $(cut -d ' ' -f 1 "$work/files" | uniq); do
		echo "$paper" > "$work/held"
		apart 1 "$@"
		score "$work/right" "$work/pred" | awk -F '\t' -v paper="$paper" '
		$1 == "boundary" { boundary = $2 }
		$1 == "articles" { printf "%s\t%.3f\t%.3f\n", paper, boundary, $4 }'
	done | awk '
	{ print; boundary += $2; articles += $3 }
	END { printf "mean\t%.3f\t%.3f\n", boundary / NR, articles / NR }'
}

confusion() {
	cut -d ' ' -f 3 "$work/files" > "$work/all"
	blocks < "$work/all" > "$work/right"
	found "${MODEL-default}" < "$work/all" > "$work/pred"
	figures "$work/right" "$work/pred"
	printf '\nrole\ttaken for\tlines\n'
	score --confusion "$work/right" "$work/pred" |
		awk -F '\t' '$1 != $2' | sort -t '	' -k 3,3nr -k 1,2
}

case $what in
adapt | folds | papers | confusion) "$what" "$@" ;;
*)
	echo "usage: score_corpus.sh adapt|folds|papers|confusion [NPTRAIN_OPTIONS]" >&2
	exit 2
	;;
esac
