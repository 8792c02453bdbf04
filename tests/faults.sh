#!/bin/sh
# faults.sh - a table of every tool and every fault of a machine: what it says and how it ends
#
#	faults.sh [-p] [TOOL ...]
#
# With -p the table is printed, tab-separated: "good", "-" where it can't be tried or does not
# concern the tool, or what was wrong.  A fault is one of a call of the system, made by strace(1), of
# memory, or of the file system.  After each the tool must end by itself, with the status and the
# number of lines that are due; where a file was promised whole, nothing is left of it.
# In a namespace of its own, where one is to be had, it may mount a disk, and none stays behind.
if [ -z "${NP_MOUNTS-}" ] && unshare -rm true 2> /dev/null; then
	NP_MOUNTS=1 exec unshare -rm sh "$0" "$@"
fi
. "$(dirname "$0")/common.sh"

print=
if [ "${1-}" = -p ]; then
	print=1
	shift
fi
# All allocations fail in turn, or some.
every=${EVERY:-${FULL:-$print}}

cd "$work" || exit 1
cp "$PAGES"/city.txt "$PAGES"/city.blocks .
cp "$PAGES"/city.txt page
[ -s city.blocks ] || exit 1
awk 'BEGIN { while ((getline line < "city.txt") > 0) text = text line "\n"
	for (i = 0; i < 300; i++) printf "%s\f", text }' > many.txt
awk -F '\t' '{ line[NR] = $0 } END { for (i = 0; i < 300; i++) for (n = 1; n <= NR; n++)
	print i "-" line[n] }' city.blocks > many.blocks
printf 'byline\thead\t-\t(某)\t⟦某⟧\n' > rules
trace=
if has strace && ASAN_OPTIONS=detect_leaks=0 strace -qq -o /dev/null true 2> /dev/null; then
	trace=1
fi
preload=
if [ -f "$B/tests/preload.so" ] && [ -z "${ASAN_OPTIONS-}" ]; then
	preload=$B/tests/preload.so
fi

coverage=
if grep -q __gcov_dump "$BIN/npsplit"; then
	coverage=1
fi

# A disk of 16 KiB, if this user may have one.
mkdir small
disk=
if mount -t tmpfs -o size=16k none small 2> /dev/null; then
	disk=1
	trap 'umount "$work/small"; rm -rf "$work"' EXIT
fi

# ---- a tool's command line ----

# Its options; $good a small input, $large one that does not fit into a buffer, with options of its own.
choose() {
	args='' large_args=''
	case $tool in
	npconv) args="-f utf-8" good=city.txt large=many.txt ;;
	npsplit | npmend | npstrip) good=city.txt large=many.txt ;;
	npcount) args="-b page" good=city.blocks large=many.blocks large_args='-b page,article,role -c all' ;;
	npgrep) args='-a 0 .' good=city.blocks large=many.blocks ;;
	nptrain) args="--copies 0 --epochs 1" good=city.blocks large=city.blocks ;;
	npscore) args=city.blocks good=city.blocks large=many.blocks large_args='-b page many.blocks' ;;
	*) good=city.blocks large=many.blocks ;;
	esac
	[ -n "$large_args" ] || large_args=$args
}

# ---- one fault ----

# due STATUS LINES [OUTPUT ...]: what the run before is to have come to; STATUS "a|b" for either,
# LINES "any"; its output is one of the files.
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
	shift 2
	like=$#
	for wanted; do
		cmp -s out "$wanted" && like=0
	done
	[ "$like" -eq 0 ] || bad="${bad:+$bad; }another output"
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

# full limit|disk: a large output that finds no room part-way; a table may be small enough.
full() {
	# The limit holds for what --coverage writes too.
	if [ "$(wc -c < large.out)" -lt 20000 ] || { [ "$1" = limit ] && [ -n "$coverage" ]; }; then
		verdict -
		return
	fi
	(
		out=out
		if [ "$1" = limit ]; then
			trap '' XFSZ
			ulimit -f 8
		else
			out=small/out
		fi
		# shellcheck disable=SC2086
		limit 60 "$tool" $large_args "$large" > "$out" 2> err
	)
	rc=$?
	rm -f small/out
	due 3 1
}

outputs() {
	# shellcheck disable=SC2086
	"$tool" $large_args "$large" > large.out 2> /dev/null
	fault="disk full"
	if [ -c /dev/full ]; then
		# shellcheck disable=SC2086
		limit 60 "$tool" $args "$good" > /dev/full 2> err
		rc=$?
		due 3 1
	else
		verdict -
	fi
	fault="file size limit, part-way"
	full limit
	fault="disk full, part-way"
	if [ -n "$disk" ]; then full disk; else verdict -; fi
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
	limit 60 "$tool" $args faulty > out 2>&-
	rc=$?
	: > err
	due 0 0 whole
	# A line that can't be written is no reason to end, nor to say that all went well.
	fault="standard error full"
	if [ -c /dev/full ]; then
		# shellcheck disable=SC2086
		limit 60 "$tool" $args nowhere > out 2> /dev/full
		rc=$?
		: > err
		due "$(missing)" 0
	else
		verdict -
	fi
}

# Standard input, output and error closed in every way: what is opened then has their numbers.
closed() {
	fault="descriptors 0, 1, 2 closed, in every way"
	worst=good
	cp "$good" good.before
	for ends in '0<&-' '2>&-' '0<&- 2>&-' '1>&-' '0<&- 1>&-' '1>&- 2>&-' '0<&- 1>&- 2>&-'; do
		# shellcheck disable=SC2086
		eval "limit 60 $tool $args faulty > out 2> err $ends"
		rc=$?
		case $ends in
		*1*) [ "$rc" -eq 3 ] || worst="$ends: status $rc, not 3" ;;
		*) [ "$rc" -eq 0 ] && cmp -s out whole || worst="$ends: status $rc, or another output" ;;
		esac
		cmp -s faulty good.before || worst="$ends: the input is changed"
	done
	verdict "$worst"
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
	fault="a name of 4 KiB"
	go "$(awk 'BEGIN { for (i = 0; i < 819; i++) printf "abcd/"; print "x" }')"
	due "$(missing)" 1
	fault="a FIFO"
	rm -f fifo
	mkfifo fifo
	cat "$good" > fifo &
	go fifo
	wait $!
	due 0 0
	fault="short reads, from a pipe"
	# shellcheck disable=SC2086
	dd bs=3 if="$good" 2> /dev/null | limit 60 "$tool" $args - > out 2> err
	rc=$?
	due 0 0
	fault="the file vanishes while it is read"
	go - < faulty
	cp out named
	cp "$good" going
	exec 8< going
	rm going
	go - <&8
	exec 8<&-
	due 0 0 named
}

# The file is longer or shorter when it is read on: it has changed while the second read waits.
changing() {
	fault="the file grows"
	cp "$good" faulty
	inject -P faulty -e inject=read:delay_enter=300000:when=2
	(sleep .1 && cat "$good" >> faulty) &
	go faulty
	wait $!
	mv out grown
	first=$rc
	wrap=
	go faulty
	# Twice the same page is a fault to nptrain.
	due=$rc rc=$first
	mv out twice
	mv grown out
	due "0|$due" any whole twice
	fault="the file shrinks"
	cp "$large" faulty
	inject -P faulty -e inject=read:delay_enter=300000:when=2
	(sleep .1 && : > faulty) &
	go faulty
	wait $!
	# It ends where the file does: the last line may be cut, or there is nothing at all.
	due "0|1|3" any
	wrap=
	cp "$good" faulty
}

traced() {
	if [ -z "$trace" ]; then
		for fault in EIO-on-read EIO-on-write EIO-on-any-call EINTR EAGAIN grows shrinks EMFILE; do verdict -; done
		return
	fi
	fault="EIO on the first read"
	inject -P faulty -e inject=read:error=EIO
	go faulty
	due 3 1
	fault="EIO on the first read alone"
	inject -P faulty -e inject=read:error=EIO:when=1
	go faulty
	due 3 1
	fault="EIO on the second read"
	inject -P faulty -e inject=read:error=EIO:when=2
	go faulty
	due 3 1
	fault="no permission (EACCES)"
	inject -P faulty -e inject=openat,open:error=EACCES
	go faulty
	due "$(missing)" 1
	fault="too many open files (EMFILE)"
	inject -P faulty -e inject=openat,open:error=EMFILE
	go faulty
	due "$(missing)" 1
	fault="EIO on write"
	: > out
	inject -P out -e inject=write:error=EIO
	go "$good"
	due 3 1
	fault="EIO on close"
	inject -P out -e inject=close:error=EIO
	go "$good"
	due 3 1
	fault="EINTR on every other call"
	inject -P faulty -P out -e inject=read,write:error=EINTR:when=1+2
	go faulty
	due 0 0 whole
	fault="a non-blocking end (EAGAIN on every other call)"
	inject -P faulty -P out -e inject=read,write:error=EAGAIN:when=1+2
	go faulty
	due 0 0 whole
	fault="EINTR on fifty calls"
	inject -P faulty -P out -e inject=read,write:error=EINTR:when=1..50
	go faulty
	due 0 0 whole
	fault="the file shrinks to nothing"
	inject -P faulty -e inject=read:retval=0:when=2+
	go faulty
	due "0|1|3" any
	wrap=
	changing
	others
	any_calls
	fault="no further process (EAGAIN)"
	if shares_work; then
		inject -e inject=clone,clone3,fork,vfork:error=EAGAIN
		go -j 2 "$good" "$good"
		due 3 1
		wrap=
	else
		verdict -
	fi
}

shares_work() {
	has_option -j
}

has_option() {
	"$tool" --help | grep -q -e "^  $1[ ,]"
}

# One of the workers is killed, while all wait for an input.
killed() {
	fault="a worker is killed (-j)"
	if ! shares_work || [ ! -e "/proc/$$/task/$$/children" ]; then
		verdict -
		return
	fi
	rm -f fifo
	mkfifo fifo
	# shellcheck disable=SC2086
	"$tool" $args -j 2 fifo "$good" > out 2> err &
	tool_pid=$!
	exec 9> fifo
	read -r worker _ < "/proc/$tool_pid/task/$tool_pid/children"
	kill -9 "$worker"
	(trap '' PIPE && cat "$good") >&9 2> /dev/null
	exec 9>&-
	wait "$tool_pid"
	rc=$?
	due 3 1
}

# The other files that are read: without them the run ends before any input.
others() {
	cp "$ROOT/lib/default.model" model
	printf '%s\0' "$good" "$good" > list
	for option in -m=model -R=rules -0=list; do
		for fault in EIO EACCES; do
			case $fault in
			EIO) calls='read' ;;
			*) calls=openat,open ;;
			esac
			title=$fault
			fault="$fault, for the ${option#*=} (${option%=*})"
			if ! has_option "${option%=*}"; then
				verdict -
				continue
			fi
			inject -P "${option#*=}" -e "inject=$calls:error=$title"
			if [ "${option%=*}" = -0 ]; then
				go -0 list
			else
				go "${option%=*}" "${option#*=}" "$good"
			fi
			wrap=
			due 3 1
			[ ! -s out ] || fail "$tool: $fault: output"
		done
	done
}

# keep [ARGUMENT ...]: what a run without a fault writes, and the files it makes below made.
keep() {
	rm -rf made made.whole
	mkdir made
	go "$@"
	mv out whole.run
	mkdir made.whole
	cp -r made/. made.whole
	rm -rf made
}

# judge WHAT: a run is right if it came to what was kept, or its status and a line tell that it did not;
# each file that it made is whole.  What --coverage says when it has no memory is not the tool's.
judge() {
	mkdir -p made
	if [ $rc -eq 0 ]; then
		cmp -s out whole.run || worst="$1: status 0, another output"
		diff -r made made.whole > /dev/null || worst="$1: status 0, other files"
	elif [ $rc -gt 3 ] || ! [ -s err ] || grep -v "^$tool: " err | grep -qv '^profiling:'; then
		worst="$1: status $rc, $(head -n 1 err)"
	fi
	find made -type f > made.files
	while read -r file; do
		cmp -s "$file" "made.whole${file#made}" || worst="$1: status $rc, left $file"
	done < made.files
	rm -rf made
}

# Each call of the system fails in turn, or some, with the error: whatever it was, the answer is right.
# Not those calls of the loader, which ends with its munmap(2), nor what can't fail: brk(2) answers with
# an address, getpid(2) always with a number.  Workers have the same calls fail as their parent; a line
# that fails itself is not missed.  EINTR is for those calls that a signal may interrupt, and changes
# nothing.
any_call() {
	if [ -n "$coverage" ] || [ -n "${ASAN_OPTIONS-}" ]; then
		verdict -
		return
	fi
	error=$1
	shift
	keep "$@"
	inject
	go "$@"
	rm -rf made
	# wait4(2) is what no worker is left without.
	sed -n 's/^\([0-9]*\) *\([a-z0-9_]*\)(.*/\1 \2/p' trace |
		awk -v step="$([ -n "$every" ] && echo 1 || echo 7)" -v error="$error" '
		function wanted(call) {
			if (error == "EINTR")
				return call ~ /^(openat|open|close|read|write|sendto|recvfrom|poll|ppoll|wait4|fsync|syncfs)$/
			return call !~ /^(brk|exit_group|getpid|getppid|wait4)$/
		}
		NR == 1 { parent = $1 }
		$1 != parent { next }
		{ n[$2]++ }
		loaded && wanted($2) && ++turn % step == 0 { print $2, n[$2] }
		$2 == "munmap" { loaded = 1 }' > calls
	check "$tool: calls are found" test -s calls
	worst=good
	while read -r call n <&7; do
		inject -e "inject=$call:error=$error:when=$n"
		go "$@"
		[ "$call" != write ] || [ -s err ] || [ $rc -eq 0 ] || echo "$tool: not told" > err
		judge "$call $n"
		[ "$error" != EINTR ] || [ $rc -eq 0 ] || worst="$call $n: status $rc, $(head -n 1 err)"
	done 7< calls
	wrap=
	verdict "$worst"
}

# Of the tool as it is used most, with workers, and with files to make.
any_calls() {
	for error in EIO EINTR; do
		fault="$error on any call of the system, every n"
		any_call "$error" faulty
		fault="$error on any call of the system, every n, with -j 2"
		if shares_work; then any_call "$error" -j 2 faulty "$good"; else verdict -; fi
		fault="$error on any call of the system, every n, with -o"
		if makes_folder; then any_call "$error" -o made "$good"; else verdict -; fi
		fault="$error on any call of the system, every n, with -j 2 -o"
		if shares_work && makes_folder; then any_call "$error" -j 2 -o made faulty "$good"; else verdict -; fi
	done
}

makes_folder() {
	[ "$tool" = npconv ] || [ "$tool" = nptext ]
}

# starve ON [ARGUMENT ...]: the tool without its n-th allocation, for every n or some; without those
# behind it too if ON is 1.  The answer is right, and it is memory that is told of.
starve() {
	on=$1
	shift
	[ -n "$preload" ] || {
		verdict -
		return
	}
	keep "$@"
	wrap="env LD_PRELOAD=$preload NP_TOLD=9"
	go "$@" 9> told
	rm -rf made
	allocations=$(cat told)
	check "$tool: allocations are counted: $allocations" test "${allocations:-0}" -gt 0
	step=$([ -n "$every" ] && echo 1 || echo $((allocations / 3 + 1)))
	worst=good
	n=1
	while [ "$n" -le "$allocations" ]; do
		wrap="env LD_PRELOAD=$preload NP_FAIL_AT=$n NP_FAIL_ON=$on"
		go "$@"
		judge "n = $n"
		[ "$rc" -eq 0 ] || [ "$rc" -eq 3 ] || worst="n = $n: status $rc, $(head -n 1 err)"
		[ "$rc" -eq 0 ] || grep -q 'memory\|Cannot allocate' err || worst="n = $n: $(head -n 1 err)"
		n=$((n + step))
	done
	wrap=
	verdict "$worst"
}

# starve_workers [ARGUMENT ...]: the tool whose workers each lack one of their first allocations; what they
# write to memory is among these.  The answer is right, and it is memory that is told of.
starve_workers() {
	[ -n "$preload" ] || {
		verdict -
		return
	}
	keep "$@"
	worst=good told=0
	n=1
	while [ "$n" -le 40 ]; do
		mkdir -p made
		wrap="env LD_PRELOAD=$preload NP_FAIL_FORKED=1 NP_FAIL_AT=$n"
		go "$@"
		judge "n = $n"
		if [ "$rc" -ne 0 ]; then
			told=$((told + 1))
			grep -q memory err || worst="n = $n: status $rc, $(head -n 1 err)"
		fi
		n=$((n + 1))
	done
	wrap=
	[ "$told" -gt 0 ] || worst="no allocation of a worker was met"
	verdict "$worst"
}

memory() {
	fault="short reads and writes"
	if [ -n "$preload" ]; then
		wrap="env LD_PRELOAD=$preload NP_SHORT=7"
		go faulty
		wrap=
		due 0 0 whole
	else
		verdict -
	fi
	for on in 0 1; do
		title="no memory $([ "$on" = 1 ] && echo "from the n-th" || echo "at the n-th") allocation, every n"
		fault=$title
		starve "$on" faulty
		fault="$title, with -j 2"
		if shares_work; then starve "$on" -j 2 faulty "$good"; else verdict -; fi
		fault="$title, with -o"
		if makes_folder; then starve "$on" -o made "$good"; else verdict -; fi
		fault="$title, with -j 2 -o"
		if shares_work && makes_folder; then starve "$on" -j 2 -o made faulty "$good"; else verdict -; fi
		fault="$title, with -R"
		if has_option -R; then starve "$on" -R rules "$good"; else verdict -; fi
		fault="$title, with --sep"
		if has_option '    --sep'; then starve "$on" --sep 'a\tb' "$good"; else verdict -; fi
	done
}

# With the file that workers write beside the output, where the tool has one.
hungry_workers() {
	fault="no memory at the n-th allocation of a worker (-j)"
	case $tool in
	npsplit) starve_workers -j 2 --confidence made/sure "$good" "$good" ;;
	*) if shares_work; then starve_workers -j 2 "$good" "$good"; else verdict -; fi ;;
	esac
}

# The options by which the tool makes files, and what they name in a folder: that itself, or a file.
makes() {
	case $tool in
	npconv) echo -o= --map=map ;;
	npsplit) echo --confidence=sure ;;
	nptext) echo -o= ;;
	nptrain) echo -o=model ;;
	*) echo -= ;;
	esac
}

# whole_or_not STATUS LINES OPTION [ARGUMENT]: as due, and that nothing is left below made.
whole_or_not() {
	status=$1 told=$2
	shift 2
	mkdir -p "$made"
	go "$@" "$good"
	wrap=
	# The shell names the signal.
	[ "$rc" -lt 128 ] || : > err
	if [ -n "$(ls -A "$made")" ]; then
		verdict "left: $(find "$made" -type f)"
	else
		due "$status" "$told"
	fi
	rm -rf "$made"
}

# syncs CALL: that call; for fsync, by which files come to the disk, also the one for many of them at once.
syncs() {
	case $1 in
	fsync) echo fsync,syncfs ;;
	*) echo "$1" ;;
	esac
}

# files OPTION=NAME: where a file is promised whole, a fault leaves what was there, and so does a signal
# that ends the tool before the file has its name.
files() {
	option=${1%%=*} name=${1#*=}
	for fault in "write fails" "fsync fails" "rename fails" "disk full" SIGHUP SIGINT SIGPIPE SIGTERM; do
		made=made status=3 lines=1
		# The message is written too, later.
		calls="inject=$(syncs "${fault% *}"):error=ENOSPC:when=1" missing=$([ -n "$trace" ] || echo yes)
		case $fault in
		"disk full")
			made=small/made calls='' missing=$([ -n "$disk" ] || echo yes)
			;;
		SIG*)
			calls="inject=$(syncs fsync):signal=$fault:when=1" status="129|130|141|143" lines=0
			# Ignored from the beginning, as by nohup(1), it ends nothing.
			sh -c "kill -${fault#SIG} \$\$" 2> /dev/null && missing=yes
			;;
		esac
		title=$fault
		fault="$title, for $option"
		if [ "$option" = - ] || [ -n "$missing" ]; then
			fault="$title, for a file"
			verdict -
			continue
		fi
		[ -z "$calls" ] || inject -e "$calls"
		[ "$title" != "disk full" ] || dd if=/dev/zero of=small/filler bs=4096 2> /dev/null
		whole_or_not "$status" "$lines" "$option" "$made/$name"
		rm -f small/filler
	done
}

# Of many files that wait for the disk together, one that it did not take is told by its name.
not_taken() {
	fault="one file of many that the disk does not take"
	if [ "$tool" != npconv ] || [ -z "$trace" ]; then
		verdict -
		return
	fi
	for page in 1 2 3 4 5 6; do
		cp "$good" "$page.page"
	done
	inject -e inject=sync_file_range:error=EIO:when=3
	go -o made 1.page 2.page 3.page 4.page 5.page 6.page
	if [ -n "$(ls -A made)" ]; then
		verdict "left: $(ls -A made)"
	elif ! grep -q '^npconv: made/3.page: ' err; then
		verdict "not told: $(cat err)"
	else
		due 3 1
	fi
	wrap=
	rm -rf made ./*.page
}

# shellcheck disable=SC2046
[ $# -gt 0 ] || set -- $(tools)
[ -n "$trace" ] || skip "no strace, or it may not trace: faults of system calls not tried"
[ -n "$preload" ] || skip "no preload.so, or sanitizers: faults of memory not tried"
[ -n "$disk" ] || skip "no disk of its own may be had: a full one is tried by /dev/full and limits alone"
wrap=
for tool; do
	choose
	cp "$good" faulty
	go faulty
	mv out whole
	outputs
	inputs
	closed
	traced
	memory
	hungry_workers
	killed
	for file in $(makes); do
		files "$file"
	done
	not_taken
done
finish
