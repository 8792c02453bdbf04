#!/bin/sh
# mentions.sh - in how many articles of each page a word occurs: page, those, all, share
#
#	mentions.sh WORD [BLOCKS ...]
#
# Reads block streams, as npsplit writes them.  Paragraphs are mended there: a word that
# was cut by the foot of a column is found, which grep on the page would miss.
set -u

if [ -z "${1-}" ]; then
	echo "usage: mentions.sh WORD [BLOCKS ...]" >&2
	exit 2
fi
# Through the environment, awk takes it as it is; -v would read escapes in it.
WORD=$1
export WORD
shift

LC_ALL=C awk -F '\t' -v OFS='\t' '
NF == 5 && $3 > 0 {
	article = $1 SUBSEP $3
	if (!($1 in all))
		order[++pages] = $1
	if (!(article in known)) {
		known[article] = 1
		all[$1]++
	}
	if (!(article in found) && index($5, ENVIRON["WORD"])) {
		found[article] = 1
		with[$1]++
	}
}
END {
	for (i = 1; i <= pages; i++) {
		page = order[i]
		print page, with[page] + 0, all[page], sprintf("%.2f", with[page] / all[page])
	}
}' "$@"
