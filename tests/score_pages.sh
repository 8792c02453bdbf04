#!/bin/sh
# score_pages.sh damage|curve [NPTRAIN_OPTIONS] - what is learned from tests/pages, on a fifth of them
#
#   damage  the fifth as it is, and damaged in each way that nptrain knows
#   curve   what is learned from a quarter, a half and all of the other pages; then which roles are
#           most often mistaken
#
# As many copies are made as for the default model.  Pages that character recognition damaged before
# are told apart from the others: they are hard as they are.
. "$(dirname "$0")/common.sh"

what=${1-}
[ $# -eq 0 ] || shift

# What recognition damaged, by the letters of a page's name; tests/pages/README.md.
ocr='bx|c[ab][a-z]|eg|ei|ek|em|es|g[a-e][a-z]|ik|jb|jv|k[a-d][a-z]|ns|oc|od|oh|on|os|ot|oy|pr|py|rz|up|vt|zo|zr'

cd "$ROOT/tests/pages" || exit 1
for file in *.blocks; do
	echo "${file%.blocks}"
done > "$work/names"
awk 'NR % 5' "$work/names" > "$work/learned"
awk 'NR % 5 == 0' "$work/names" > "$work/held"
grep -E "^($ocr)[0-9]" "$work/held" > "$work/ocr"
grep -v -E "^($ocr)[0-9]" "$work/held" > "$work/clean"

# blocks < NAMES: what is right for these pages.
blocks() {
	sed 's/$/.blocks/' | tr '\n' '\0' | xargs -0 cat
}

# learn PART NPTRAIN_OPTIONS...: from every PARTth page of those not held back, into $work/model.
learn() {
	part=$1
	shift
	awk -v part="$part" 'NR % part == 0' "$work/learned" | blocks > "$work/lesson"
	nptrain --copies 6 -o "$work/model" "$@" "$work/lesson" || exit 1
}

damage() {
	learn 1 "$@"
	for kind in clean ocr; do
		pages=$(wc -l < "$work/$kind")
		echo "== tests/pages, held back: $((pages - 1)) pages, $kind"
		# Learning goes on for no time at all, so that the model stays what it is; from one page at least.
		blocks < "$work/$kind" | nptrain -v -m "$work/model" --epochs 0 --copies 0 \
			--held-out $((pages - 1)) -o /dev/null 2>&1 | sed 's/^nptrain: //'
	done
}

curve() {
	for part in 4 2 1; do
		learn "$part" "$@"
		for kind in clean ocr; do
			blocks < "$work/$kind" > "$work/right"
			sed 's/$/.txt/' "$work/$kind" | tr '\n' '\0' |
				npsplit -m "$work/model" --files0-from - > "$work/$kind.pred"
			printf '1/%s\t%s' "$part" "$kind"
			npscore "$work/right" "$work/$kind.pred" | awk -F '\t' '
			/^(boundary|articles|joining|roles|macro20)\t/ {
				printf "\t%s %.3f", $1, $1 == "articles" ? $4 : $2
			}
			END { print "" }'
		done
	done
	for kind in clean ocr; do
		echo "== mistaken most often, $kind: the role, what is taken for it, lines"
		blocks < "$work/$kind" | npscore --confusion - "$work/$kind.pred" |
			awk -F '\t' '$1 != $2' | sort -t '	' -k 3,3nr | head -n 8
	done
}

case $what in
damage | curve) "$what" "$@" ;;
*)
	echo "usage: score_pages.sh damage|curve [NPTRAIN_OPTIONS]" >&2
	exit 2
	;;
esac
