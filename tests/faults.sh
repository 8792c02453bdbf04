#!/bin/sh
# faults.sh - a table of every tool and every fault of a machine: what it says and how it ends
#
#	faults.sh [-p] [TOOL ...]
#
# With -p the table is printed, tab-separated: "good", "-" where it can't be tried, or what was wrong.
# A fault is one of a call of the system, made by strace(1), of memory, or of the file system. After
# each the tool must end by itself, with the status and the number of lines that are due; where a
# file was promised whole, nothing is left of it.
. "$(dirname "$0")/common.sh"

print=
if [ "${1-}" = -p ]; then
	print=1
	shift
fi
# The n-th call that fails, for those of which there are many.
if [ -n "${FULL-}" ] || [ -n "$print" ]; then
	allocations="1 2 3 5 8 13 21 34 55 89 144 233 377 610 987"
else
	allocations="2 21 144"
fi

cd "$work" || exit 1
cp "$PAGES"/city.txt "$PAGES"/city.blocks .
cp "$PAGES"/city.txt page
[ -s city.blocks ] || exit 1
awk 'BEGIN { while ((getline line < "city.txt") > 0) text = text line "\n"
	for (i = 0; i < 300; i++) printf "%s\f", text }' > many.txt
awk -F '\t' '{ line[NR] = $0 } END { for (i = 0; i < 300; i++) for (n = 1; n <= NR; n++)
	print i "-" line[n] }' city.blocks > many.blocks
trace=
if has strace && ASAN_OPTIONS=detect_leaks=0 strace -qq -o /dev/null true 2> /dev/null; then
	trace=1
fi

# ---- a tool's command line ----

# Its options; $good a small input, $large one that does not fit into a buffer.
choose() {
	args=
	case $tool in
	npconv) args="-f utf-8" good=city.txt large=many.txt ;;
	npsplit | npmend | npstrip) good=city.txt large=many.txt ;;
	npcount) args="-b page" good=city.blocks large=many.blocks ;;
	npgrep) args='-a 0 .' good=city.blocks large=many.blocks ;;
	nptrain) args="--copies 0 --epochs 1" good=city.blocks large= ;;
	npscore) args=city.blocks good=city.blocks large= ;;
	*) good=city.blocks large=many.blocks ;;
	esac
}

# ---- one fault ----

# due STATUS LINES: what the run before is to have come to; STATUS "a|b" for either, LINES "any".
due() {
	lines=$(grep -cv '^strace: ' err)
	bad=
	case "|$1|" in
	*"|$rc|"*) ;;
	*) bad="status $rc, not $1" ;;
	esac
	[ "$2" = any ] || [ "$lines" -eq "$2" ] || bad="${bad:+$bad; }$lines lines, not $2"
	if [ "$lines" -gt 0 ] && grep -v '^strace: ' err | grep -qv "^$tool: "; then
		bad="${bad:+$bad; }a line that is not its own: $(grep -v "^$tool: " err | head -n 1)"
	fi
	verdict "${bad:-good}"
}

# verdict WORDS: for the table and the tests.
verdict() {
	case $1 in
	good) pass ;;
	-) ;;
	*) fail "$tool: $fault: $1" ;;
	esac
	if [ -n "$print" ]; then
		printf '%s\t%s\t%s\n' "$tool" "$fault" "$1"
	fi
}

# go [INPUT ...]: the tool with its options.
go() {
	# shellcheck disable=SC2086
	limit 120 $wrap "$tool" $args "$@" > out 2> err
	rc=$?
}

# inject OPTION ...: go runs the tool under strace with these.
inject() {
	wrap="env ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0 strace -f -qq -o trace"
	while [ $# -gt 0 ]; do
		wrap="$wrap $1"
		shift
	done
}

# ---- faults ----

outputs() {
	fault="disk full"
	if [ -c /dev/full ]; then
		# shellcheck disable=SC2086
		limit 60 "$tool" $args "$good" > /dev/full 2> err
		rc=$?
		due 3 1
	else
		verdict -
	fi
	if [ -n "$large" ]; then
		fault="file size limit, part-way"
		# shellcheck disable=SC2086
		(trap '' XFSZ && ulimit -f 8 && limit 60 "$tool" $args "$large" > out 2> err)
		rc=$?
		# A table may be shorter than that.
		due "$([ "$(wc -c < out)" -lt 4096 ] && echo 0 || echo 3)" \
			"$([ "$(wc -c < out)" -lt 4096 ] && echo 0 || echo 1)"
	fi
	fault="no reader (EPIPE)"
	# shellcheck disable=SC2086
	(
		trap '' PIPE
		{
			limit 60 "$tool" $args "$good" 2> err
			echo $? > rc
		} | :
	)
	rc=$(cat rc)
	# A fast writer may be done before the reader is gone.
	due "0|3" 0
	fault="standard output closed"
	# shellcheck disable=SC2086
	limit 60 "$tool" $args "$good" >&- 2> err
	rc=$?
	due 3 1
	fault="standard error closed"
	# shellcheck disable=SC2086
	limit 60 "$tool" $args "$good" > out 2>&-
	rc=$?
	: > err
	due 0 0
}

# What an input that can't be had comes to: the rest goes on, but for tools that need all of it.
missing() {
	case $tool in
	nptrain | npscore) echo 3 ;;
	*) echo 1 ;;
	esac
}

inputs() {
	fault="standard input closed"
	# shellcheck disable=SC2086
	limit 60 "$tool" $args - <&- > out 2> err
	rc=$?
	due 3 1
	fault="no such file"
	go nowhere
	due "$(missing)" 1
	fault="a directory"
	mkdir -p folder
	go folder
	due "$(missing)" 1
	fault="a FIFO"
	rm -f fifo
	mkfifo fifo
	cat "$good" > fifo &
	go fifo
	wait $!
	due 0 0
	cp "$good" faulty
	go faulty
	cp out whole
	fault="short reads"
	# shellcheck disable=SC2086
	dd bs=3 if="$good" 2> /dev/null | limit 60 "$tool" $args - > out 2> err
	rc=$?
	due 0 0
}

traced() {
	if [ -z "$trace" ]; then
		for fault in EIO-on-read EIO-on-write EINTR shrinks EMFILE allocation; do verdict -; done
		return
	fi
	fault="EIO on the first read"
	inject -P "$work/faulty" -e inject=read:error=EIO
	go faulty
	due 3 1
	fault="EIO on the second read"
	inject -P "$work/faulty" -e inject=read:error=EIO:when=2
	go faulty
	due 3 1
	fault="no permission (EACCES)"
	inject -P faulty -P "$work/faulty" -e inject=openat,open:error=EACCES
	go faulty
	due "$(missing)" 1
	fault="too many open files (EMFILE)"
	inject -P faulty -P "$work/faulty" -e inject=openat,open:error=EMFILE
	go faulty
	due "$(missing)" 1
	fault="EIO on write"
	: > out
	inject -P "$work/out" -e inject=write:error=EIO
	go "$good"
	due 3 1
	fault="EIO on close"
	inject -P "$work/out" -e inject=close:error=EIO
	go "$good"
	due 3 1
	fault="EINTR on every other call"
	inject -P "$work/faulty" -P "$work/out" -e inject=read,write:error=EINTR:when=1+2
	go faulty
	due 0 0
	cmp -s out whole || verdict "another output"
	fault="the file shrinks to nothing"
	inject -P "$work/faulty" -e inject=read:retval=0:when=2+
	go faulty
	due "0|1|3" any
	wrap=
}

# malloc() and its like fail once; an answer that is whole is right as well.
memory() {
	fault="no memory at the n-th allocation"
	[ -n "$preload" ] || {
		verdict -
		return
	}
	worst=good
	for n in $allocations; do
		# shellcheck disable=SC2086
		limit 60 env LD_PRELOAD="$preload" NP_FAIL_AT="$n" "$tool" $args faulty > out 2> err
		rc=$?
		if [ "$rc" -eq 0 ] && cmp -s out whole && [ ! -s err ]; then
			continue
		elif [ "$rc" -eq 3 ] && [ "$(wc -l < err)" -eq 1 ] && grep -q "^$tool: .*memory\|^$tool: .*Cannot allocate" err; then
			continue
		fi
		worst="n = $n: status $rc, $(head -n 1 err)"
		[ "$rc" -ne 0 ] || cmp -s out whole || worst="n = $n: status 0, another output"
	done
	verdict "$worst"
}

# Where a file is promised whole, a fault leaves what was there.
files() {
	case $tool in
	npconv) set -- -o made ;;
	nptext) set -- -o made ;;
	nptrain) set -- -o made/model ;;
	npsplit) set -- --confidence made/sure ;;
	*) return ;;
	esac
	[ -n "$trace" ] || return
	for call in write fsync rename; do
		fault="$call fails for a file"
		rm -rf made
		mkdir made
		inject -e "inject=$call:error=ENOSPC:when=1+"
		go "$@" "$good"
		if [ "$rc" -ne 3 ]; then
			verdict "status $rc, not 3"
		elif [ -n "$(ls -A made)" ]; then
			verdict "left: $(find made -type f)"
		else
			due 3 any
		fi
	done
	wrap=
}

preload=
if [ -f "$B/tests/fail_alloc.so" ] && [ -z "${ASAN_OPTIONS-}" ]; then
	preload=$B/tests/fail_alloc.so
fi
# shellcheck disable=SC2046
[ $# -gt 0 ] || set -- $(tools)
[ -n "$trace" ] || skip "no strace, or it may not trace: faults of system calls not tried"
[ -n "$preload" ] || skip "no fail_alloc.so, or sanitizers: faults of memory not tried"
wrap=
for tool; do
	choose
	outputs
	inputs
	traced
	memory
	files
done
finish
