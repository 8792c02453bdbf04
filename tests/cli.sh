#!/bin/sh
# cli.sh - runs the golden cases of tests/cli
#
#	sh tests/cli.sh [-w] [TOOL | TOOL/CASE ...]
#
# tests/cli/TOOL/CASE.cmd is run by sh in an empty folder, with CASE.in as its
# standard input; standard output, standard error and status must be those of
# CASE.out, CASE.err and CASE.rc (where there is none: nothing, nothing, 0).  It finds
# the tools on its PATH, its own folder in $CASES, the sample pages in $PAGES and the
# project in $ROOT.  NP_WITHOUT=CASE leaves out those of that name.  -w writes down
# what came as what is wanted: read it before it is kept.
. "$(dirname "$0")/common.sh"

write=
[ "${1-}" != -w ] || {
	write=1
	shift
}

run_case() {
	case=${1%.cmd}
	name=${case#"$ROOT"/tests/cli/}
	[ "${case##*/}" != "${NP_WITHOUT-}" ] || return
	CASES=$(dirname "$1")
	export CASES
	in=/dev/null out=/dev/null err=/dev/null rc=0
	[ ! -f "$case.in" ] || in=$case.in
	[ ! -f "$case.out" ] || out=$case.out
	[ ! -f "$case.err" ] || err=$case.err
	[ ! -f "$case.rc" ] || rc=$(cat "$case.rc")
	rm -rf "$work/dir"
	mkdir "$work/dir"
	(cd "$work/dir" && limit "${NP_LIMIT:-120}" sh "$1" < "$in") > "$work/out" 2> "$work/err"
	got=$?
	if [ -n "$write" ]; then
		write_case
	elif [ "$got" -ne "$rc" ]; then
		fail "$name: status $got, not $rc" "$work/err"
	elif ! cmp -s "$out" "$work/out"; then
		same "$name: standard output (< wanted, > got)" "$out" "$work/out"
	else
		same "$name: standard error (< wanted, > got)" "$err" "$work/err"
	fi
}

write_case() {
	rm -f "$case.out" "$case.err" "$case.rc"
	[ ! -s "$work/out" ] || cp "$work/out" "$case.out"
	[ ! -s "$work/err" ] || cp "$work/err" "$case.err"
	[ "$got" -eq 0 ] || echo "$got" > "$case.rc"
}

# What has no .cmd is never run: a slip of the pen.
no_strays() {
	for f in "$ROOT"/tests/cli/*/*; do
		case $f in
		*.out | *.err | *.rc)
			[ -f "${f%.*}.cmd" ] || fail "${f#"$ROOT"/} has no .cmd"
			;;
		esac
	done
}

if [ $# -eq 0 ]; then
	for f in "$ROOT"/tests/cli/*/*.cmd; do
		run_case "$f"
	done
	no_strays
fi
for arg; do
	case $arg in
	*/*) run_case "$ROOT/tests/cli/$arg.cmd" ;;
	*)
		for f in "$ROOT/tests/cli/$arg"/*.cmd; do
			run_case "$f"
		done
		;;
	esac
done
finish
