#!/bin/sh
# common.sh - what the test scripts share; they read it first, with `.`
#
# B names the folder of the build (build); FULL=1 asks for the longer tests too.
# A script ends with finish, which prints "NAME: N passed, N failed".
set -u

ROOT=$(cd "$(dirname "$0")/.." && pwd)
B=${B:-build}
case $B in
/*) ;;
*) B=$ROOT/$B ;;
esac
BIN=$B/bin
PAGES=$ROOT/examples/pages
PATH=$BIN:$PATH
# Nothing depends on the locale; what cut, sort and awk do would.
LC_ALL=C
export PATH ROOT PAGES LC_ALL
unset CDPATH POSIXLY_CORRECT

script=$(basename "$0")
passed=0 failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM

pass() {
	passed=$((passed + 1))
}

# fail WHAT [FILE]: one line, and the first lines of the file.
fail() {
	failed=$((failed + 1))
	printf 'FAIL %s: %s\n' "$script" "$1"
	[ $# -lt 2 ] || sed 's/^/    /' "$2" | head -n "${3:-12}" | cut -c 1-300
}

skip() {
	printf 'skip %s: %s\n' "$script" "$1"
}

# check WHAT TEST...: passes if the test does.
check() {
	what=$1
	shift
	if "$@"; then pass; else fail "$what: $*"; fi
}

# same WHAT WANTED GOT: passes if the two files are alike.
same() {
	if cmp -s "$2" "$3"; then
		pass
	else
		diff "$2" "$3" > "$work/.diff" 2>&1
		fail "$1" "$work/.diff"
	fi
}

has() {
	command -v "$1" > /dev/null 2>&1
}

# limit SECONDS COMMAND...: one that may hang; 124 when it was ended.  Ten times the seconds: they are for a
# machine that is not busy, and the time of one that is decides nothing.
if has timeout; then
	limit() {
		seconds=$1
		shift
		timeout $((seconds * 10)) "$@"
	}
else
	limit() {
		shift
		"$@"
	}
fi

# The tools that there are.
tools() {
	for f in "$ROOT"/bin/*.c; do
		t=$(basename "$f" .c)
		[ -x "$BIN/$t" ] && echo "$t"
	done
}

finish() {
	printf '%s: %d passed, %d failed\n' "${script%.sh}" "$passed" "$failed"
	[ "$failed" -eq 0 ]
	exit
}

[ -n "$(tools)" ] || {
	echo "$script: nothing in $BIN: make first" >&2
	exit 1
}
