#!/bin/sh
# authors.sh - who wrote how much: author, articles, characters
#
#	authors.sh [BLOCKS ...]
#
# Reads block streams, as npsplit writes them.  An article with two authors counts for both;
# editors, photographers and agencies are no authors.  The status is nptsv's.
set -u

# Bytes everywhere: the same in every awk.
LC_ALL=C
export LC_ALL

rows=$(nptsv -c writer,chars "$@")
worst=$?
printf '%s\n' "$rows" | awk -F '\t' -v OFS='\t' '
{
	names = split($1, name, ";")
	for (i = 1; i <= names; i++) {
		articles[name[i]]++
		chars[name[i]] += $2
	}
}
END {
	for (who in articles)
		print who, articles[who], chars[who]
}' | sort -t "$(printf '\t')" -k 3,3nr -k 1,1
exit "$worst"
