#!/bin/sh
# prepare.sh - keeps an archive of articles up to date with a folder of pages; for cron
#
#	prepare.sh PAGES ARCHIVE
#
# In a crontab; PATH names the folder of the tools, where cron does not look by itself:
#
#	PATH=/usr/local/bin:/usr/bin:/bin
#	17 3 * * *  /srv/newsprint/examples/prepare.sh /srv/pages /srv/archive
#
# For each PAGES/a/b.txt it makes ARCHIVE/blocks/a/b.blocks, and of all of them the table
# ARCHIVE/articles.tsv.  Only pages that are new or changed are split.  Every file appears
# whole or not at all, under a name of its own first; a run that was cut short is made
# good by the next one, and a second run with nothing new changes nothing.  Two runs at a time are
# kept apart by a lock.  What is gone from PAGES stays in ARCHIVE.  All is silent when
# all is well, so that cron sends no mail.
#
# Status: 0; 1 some page was bad and is reported; 2 usage or lock; 3 something is missing.
set -u

if [ $# -ne 2 ] || [ ! -d "$1" ]; then
	echo "usage: prepare.sh PAGES ARCHIVE" >&2
	exit 2
fi
command -v npsplit > /dev/null || {
	echo "prepare.sh: npsplit is not on the PATH: $PATH" >&2
	exit 3
}
mkdir -p "$2/blocks" || exit 3
pages=$(cd "$1" && pwd) && archive=$(cd "$2" && pwd) || exit 3

# mkdir makes the folder or fails, in one step, on every file system.
lock=$archive/lock
mkdir "$lock" 2> /dev/null || {
	echo "prepare.sh: $lock is there: another run is at work, or one was killed (then: rmdir it)" >&2
	exit 2
}
part=$archive/part.$$ stamp=$archive/stamp.$$ list=$archive/list.$$
# There as long as the table is older than the blocks.
due=$archive/table-is-due
trap 'rm -f "$part" "$stamp" "$list"; rmdir "$lock"' EXIT
trap 'exit 3' HUP INT TERM

worst=0
note() {
	[ "$1" -le "$worst" ] || worst=$1
}

# Splits one page.  The blocks get the time that the page had before it was read: if it
# is written to meanwhile it is newer than they are, and the next run takes it again.
split_page() {
	mkdir -p "$(dirname "$2")" && touch -r "./$1" "$stamp" || return 3
	npsplit -e auto --name "$1" "./$1" > "$part"
	rc=$?
	[ "$rc" -le 1 ] || return "$rc"
	# Nothing came of a bad page: it is tried again, and reported again, next time.
	[ "$rc" -eq 0 ] || [ -s "$part" ] || return 1
	: > "$due" && touch -r "$stamp" "$part" && mv "$part" "$2" || return 3
	return "$rc"
}

cd "$pages" && find . -type f -name '*.txt' | LC_ALL=C sort > "$list" || exit 3
while IFS= read -r page; do
	page=${page#./}
	blocks=$archive/blocks/${page%.txt}.blocks
	if [ ! -f "$blocks" ] || [ -n "$(find "./$page" -newer "$blocks")" ]; then
		split_page "$page" "$blocks"
		note $?
	fi
done < "$list"

table=$archive/articles.tsv
if [ -f "$due" ] || [ ! -f "$table" ]; then
	find "$archive/blocks" -type f -name '*.blocks' | LC_ALL=C sort | tr '\n' '\0' |
		nptsv -H -c page,article,headline,byline,dateline,chars,body -0 - > "$part"
	rc=$?
	note "$rc"
	if [ "$rc" -le 1 ]; then
		{ mv "$part" "$table" && rm -f "$due"; } || note 3
	fi
fi
exit "$worst"
