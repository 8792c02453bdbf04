#!/bin/sh
# score.sh - how well npsplit finds articles, roles and marks on gold pages beside the project
#
# First on the project's own pages: score_pages.sh.
#
# Then on real pages.  They and what measures them are in ../shared, which is not part of the
# project: where it is not, that is left out.
. "$(dirname "$0")/common.sh"

sh "$ROOT/tests/score_pages.sh" damage || exit 1

shared=$ROOT/../shared
if [ ! -f "$shared/tools/score.sh" ]; then
	echo "score: no ../shared/tools/score.sh and no ../shared/corpus: nothing to measure on"
	exit 0
fi
if ! has python3; then
	echo "score: no python3, which ../shared/tools/score.sh wants"
	exit 0
fi
rc=0
for pages in "$shared/corpus" "$shared/corpus/real"; do
	[ -d "$pages" ] || continue
	echo "== ../${pages#"$ROOT"/../}"
	sh "$shared/tools/score.sh" "$BIN/npsplit" "$pages" "$@" || rc=1
done
exit $rc
