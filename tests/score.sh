#!/bin/sh
# score.sh - how well npsplit finds articles, roles and marks on gold pages beside the project
#
# The pages and what measures them are in ../shared, which is not part of the project: where it
# is not, nothing is measured.
. "$(dirname "$0")/common.sh"

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
