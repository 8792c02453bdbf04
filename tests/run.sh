#!/bin/sh
# run.sh - runs unit tests and test scripts; ends with one line, "N passed, N failed"
#
#	run.sh [PROGRAM | SCRIPT.sh ...]
#
# A unit test is a program with libcheck; a script ends with "NAME: N passed, N failed".
set -u
# Options behind operands are tried.
unset POSIXLY_CORRECT
# A test that hangs is ended at last; libcheck's 4 s would end one that a busy machine makes slow.
export CK_TIMEOUT_MULTIPLIER="${CK_TIMEOUT_MULTIPLIER:-20}"

cd "$(dirname "$0")/.." || exit 1
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
passed=0 failed=0

add() {
	passed=$((passed + $1))
	failed=$((failed + $2))
}

# "100%: Checks: 12, Failures: 0, Errors: 0", once for each suite.
unit() {
	"$1" > "$log" 2>&1
	rc=$?
	counts=$(sed -n 's/^[0-9]*%: Checks: \([0-9]*\), Failures: \([0-9]*\), Errors: \([0-9]*\)$/\1 \2 \3/p' "$log" |
		awk '{ n += $1; bad += $2 + $3 } END { print n - bad, bad + 0 }')
	good=${counts% *} bad=${counts#* }
	# It ended before it had said so.
	if [ "$rc" -ne 0 ] && [ "$bad" -eq 0 ]; then
		bad=1
	fi
	[ "$bad" -eq 0 ] || cat "$log"
	printf '%s: %d passed, %d failed\n' "$(basename "$1")" "$good" "$bad"
	add "$good" "$bad"
}

script() {
	sh "$1" > "$log" 2>&1
	rc=$?
	counts=$(sed -n '$s/^[^:]*: \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log")
	[ -n "$counts" ] || counts="0 1"
	good=${counts% *} bad=${counts#* }
	if [ "$rc" -ne 0 ] && [ "$bad" -eq 0 ]; then
		bad=1
	fi
	cat "$log"
	add "$good" "$bad"
}

for test; do
	case $test in
	*.sh) script "$test" ;;
	*) unit "$test" ;;
	esac
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
