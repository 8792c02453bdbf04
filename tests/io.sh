#!/bin/sh
# io.sh - what every tool does when files, pipes and disks misbehave
#
# Each tool is given the same probes; what it takes (pages, blocks, either, bytes) decides
# which good input it is fed.  A new tool needs a line in takes().
. "$(dirname "$0")/common.sh"

# What a tool reads.
takes() {
	case $1 in
	npconv) echo bytes ;;
	npsplit | npmend) echo pages ;;
	npstrip | npcount) echo either ;;
	npgrep | npjoin | npjson | nptext | nptsv) echo blocks ;;
	nptrain) echo school ;;
	npscore) echo pair ;;
	*) echo nothing ;;
	esac
}

# npgrep wants a pattern first: one that selects all.
mkdir "$work/tools"
printf '#!/bin/sh\nexec "%s/npgrep" -a 0 "" "$@"\n' "$BIN" > "$work/tools/npgrep"
chmod +x "$work/tools/npgrep"
PATH=$work/tools:$PATH

# ---- one run ----

# run TOOL [ARG ...] with standard input from $in: status in $rc; files out and err.
in=/dev/null
run() {
	limit 120 "$@" < "$in" > "$work/out" 2> "$work/err"
	rc=$?
}

lines() {
	wc -l < "$1" | tr -d ' '
}

# status WANTED LINES WHAT: the status, and how many lines there are on standard error.
status() {
	if [ "$rc" -ne "$1" ]; then
		fail "$tool: $3: status $rc, not $1" "$work/err"
	elif [ "$(lines "$work/err")" -ne "$2" ]; then
		fail "$tool: $3: $(lines "$work/err") lines on standard error, not $2" "$work/err"
	elif [ "$2" -gt 0 ] && ! grep -q "^$tool: " "$work/err"; then
		fail "$tool: $3: the message does not begin with the tool's name" "$work/err"
	else
		pass
	fi
}

# ---- inputs ----

mkdir "$work/in"
cd "$work/in" || exit 1
cp "$PAGES"/city.txt "$PAGES"/city.blocks "$PAGES"/wrap.txt "$PAGES"/wrap.blocks .
: > empty
mkdir folder

# The good inputs of a tool: $good and $other, and one of the sort it does not take.
choose() {
	case $1 in
	pages | bytes) good=city.txt other=wrap.txt wrong=city.blocks ;;
	*) good=city.blocks other=wrap.blocks wrong=city.txt ;;
	esac
}

# An input without end, in which every page is another one.
flood() {
	case $good in
	*.txt) awk '{ page = page $0 "\n" } END { for (;;) printf "%s\f", page }' "$good" ;;
	*)
		awk '{ line[NR] = $0 }
		END { for (n = 1;; n++) for (i = 1; i <= NR; i++) print n "-" line[i] }' "$good"
		;;
	esac 2> /dev/null
}

# npcount adds up the blocks of an input, whatever their order, and npjoin wants a day of them: they
# write at the end.
endless() {
	[ "$tool" != npjoin ] && { [ "$tool" != npcount ] || [ "$good" = city.txt ]; }
}

# ---- probes ----

options() {
	run "$tool" --no-such-option
	check "$tool: an unknown option: status 2" test "$rc" -eq 2
	check "$tool: an unknown option: usage on standard error" grep -q '^usage: ' "$work/err"
	check "$tool: an unknown option: nothing on standard output" test ! -s "$work/out"
	run "$tool" -:
	check "$tool: an option of no letter: status 2" test "$rc" -eq 2
	run "$tool" --help
	status 0 0 "--help"
	check "$tool: --help begins with usage" grep -q "^usage: $tool" "$work/out"
	run "$tool" --version
	status 0 0 "--version"
	check "$tool: --version names itself" grep -q "^$tool (newsprint) [0-9]" "$work/out"
	check "$tool: --version names Unicode's version" grep -q '^Unicode [0-9]' "$work/out"
	for opt in --help --version; do
		[ -c /dev/full ] || break
		limit 60 "$tool" $opt > /dev/full 2> "$work/err"
		rc=$?
		status 3 1 "$opt on a full disk"
	done
}

full_disk() {
	[ -c /dev/full ] || {
		skip "$tool: no /dev/full"
		return
	}
	limit 60 "$tool" "$good" > /dev/full 2> "$work/err"
	rc=$?
	status 3 1 "full disk"
	endless || return 0
	[ "$tool" != npcount ] || set -- -b page
	# A failed write ends the run, though the input never does.
	flood | {
		limit 60 "$tool" "$@" > /dev/full 2> "$work/err"
		echo $? > "$work/rc"
	}
	rc=$(cat "$work/rc")
	status 3 1 "full disk, endless input"
}

closed() {
	limit 60 "$tool" "$good" >&- 2> "$work/err"
	rc=$?
	status 3 1 "closed standard output"
	limit 60 "$tool" <&- > "$work/out" 2> "$work/err"
	rc=$?
	status 3 1 "closed standard input"
	limit 60 "$tool" "$good" 2>&- > "$work/out"
	rc=$?
	: > "$work/err"
	status 0 0 "closed standard error"
	same "$tool: closed standard error: output" "$work/good" "$work/out"
}

# A reader that goes away is no fault worth a line.
gone_reader() {
	endless || return 0
	[ "$tool" != npcount ] || set -- -b page
	flood | limit 60 "$tool" "$@" 2> "$work/err" | head -c 1 > "$work/out"
	check "$tool: reader gone: something came" test -s "$work/out"
	check "$tool: reader gone: quiet" test ! -s "$work/err"
	(
		trap '' PIPE
		flood | {
			limit 60 "$tool" "$@" 2> "$work/err"
			echo $? > "$work/rc"
		} | head -c 1 > "$work/out"
	)
	rc=$(cat "$work/rc")
	status 3 0 "reader gone, SIGPIPE ignored"
}

# The good files beside a bad one come out whole.
bad_files() {
	for bad in missing folder missing/x; do
		run "$tool" "$good" "$bad" "$other"
		status 1 1 "$bad among good files"
		same "$tool: $bad among good files: output" "$work/both" "$work/out"
	done
	if [ "$(id -u)" -ne 0 ]; then
		cp "$good" locked
		chmod 000 locked
		run "$tool" "$good" locked "$other"
		status 1 1 "a file that may not be read"
		same "$tool: a file that may not be read: output" "$work/both" "$work/out"
		rm -f locked
	fi
	run "$tool" "$(printf 'a\033[31m\302\233b\nc')"
	status 1 1 "a name with control characters"
	check "$tool: control characters of a name reach the terminal" \
		test "$(tr -d '\n\40-\176' < "$work/err" | wc -c)" -eq 0
	for option in "$(printf -- '--a\033]0;b\a\302\233')" "$(printf -- '-\233')" "$(printf -- '-\033')"; do
		run "$tool" "$option"
		check "$tool: a name that looks like an option: status $rc" test "$rc" -eq 2
		check "$tool: control characters of an option reach the terminal" \
			test "$(tr -d '\n\40-\176' < "$work/err" | wc -c)" -eq 0
	done
}

operands() {
	run "$tool" -- "$good" "$other"
	status 0 0 "--"
	same "$tool: --" "$work/both" "$work/out"
	in=$good
	run "$tool"
	cp "$work/out" "$work/stdin"
	status 0 0 "standard input"
	run "$tool" -
	same "$tool: - is standard input" "$work/stdin" "$work/out"
	# Short reads give the same.
	dd bs=7 if="$good" 2> /dev/null | limit 60 "$tool" > "$work/out" 2> "$work/err"
	same "$tool: seven bytes at a time" "$work/stdin" "$work/out"
	in=/dev/null
	printf '%s\0%s\0' "$good" "$other" > list
	run "$tool" -0 list
	status 0 0 "-0"
	same "$tool: -0" "$work/both" "$work/out"
	run "$tool" -0 missing
	status 3 1 "-0 missing"
}

empty() {
	run "$tool" empty empty
	status 0 0 "empty files"
	check "$tool: empty files: empty output" test ! -s "$work/out"
	run "$tool"
	status 0 0 "empty standard input"
	check "$tool: empty standard input: empty output" test ! -s "$work/out"
	run "$tool" empty "$good" empty "$other"
	same "$tool: empty files among others" "$work/both" "$work/out"
}

# Given one sort where the other is wanted: status 2, and the good file comes whole.
wrong_sort() {
	[ "$takes" = pages ] || [ "$takes" = blocks ] || return 0
	run "$tool" "$good" "$wrong" "$other"
	status 2 1 "$wrong where it does not belong"
	same "$tool: $wrong where it does not belong: output" "$work/both" "$work/out"
}

# ---- bytes ----

# Tools that write the text as it is: what they are given stays in what they write.
writes_text() {
	case $tool in
	npconv | npmend | npstrip) [ "${good%.txt}" != "$good" ] ;;
	*) false ;;
	esac
}

nul() {
	case $good in
	*.txt) printf '水塔\0落成。\n' > nul ;;
	*) printf 'p\t1\t1\tbody\t水塔\0落成。\n' > nul ;;
	esac
	in=nul
	run "$tool"
	in=/dev/null
	status 0 0 "a NUL"
	# JSON has an escape for it.
	[ "$tool" = npcount ] || [ "$tool" = npjson ] ||
		check "$tool: a NUL is kept" test "$(tr -dc '\0' < "$work/out" | wc -c)" -eq 1
}

no_last_newline() {
	awk 'NR > 1 { print last } { last = $0 } END { printf "%s", last }' "$good" > short
	in=short
	run "$tool"
	in=/dev/null
	status 0 0 "no last newline"
	if [ "$tool" = npcount ] && [ "$good" = city.txt ]; then
		return
	elif writes_text; then
		echo >> "$work/out"
	fi
	same "$tool: no last newline" "$work/stdin" "$work/out"
}

crlf() {
	sed 's/$/\r/' "$good" > crlf
	in=crlf
	run "$tool"
	in=/dev/null
	status 0 0 "CRLF"
	if [ "$tool" = npcount ] && [ "$good" = city.txt ]; then
		return
	elif writes_text; then
		check "$tool: CRLF is kept" test "$(tr -dc '\r' < "$work/out" | wc -c)" \
			-eq "$(tr -dc '\n' < "$work/out" | wc -c)"
	fi
	# npgrep, npjoin and npstrip pass lines on as they came.
	case $tool in
	npconv | npgrep | npjoin | npmend | npstrip)
		tr -d '\r' < "$work/out" > "$work/out.lf"
		mv "$work/out.lf" "$work/out"
		;;
	esac
	same "$tool: CRLF" "$work/stdin" "$work/out"
}

bom() {
	printf '\357\273\277' > bom
	cat "$good" >> bom
	in=bom
	run "$tool"
	in=/dev/null
	status 0 0 "a byte order mark"
	same "$tool: a byte order mark" "$work/stdin" "$work/out"
}

# One bad byte: told with its line, kept.
bad_byte() {
	case $good in
	*.txt) { cat "$good" && printf '今天\377下午。\n'; } > bad ;;
	*) { cat "$good" && printf 'p\t1\t1\tbody\t今天\377下午。\n'; } > bad ;;
	esac
	if [ "$tool" = npconv ]; then
		set -- -f utf-8
	fi
	run "$tool" "$@" bad "$good"
	status 1 1 "a byte that is no UTF-8"
	check "$tool: a byte that is no UTF-8: its line" grep -q "^$tool: bad:[0-9]*: .*byte" "$work/err"
	# JSON can't hold it.
	[ "$tool" = npcount ] || [ "$tool" = npjson ] ||
		check "$tool: a byte that is no UTF-8 is kept" \
			test "$(tr -dc '\377' < "$work/out" | wc -c)" -eq 1
}

# A terminal does what control characters tell it: it gets none of a page's.
terminal() {
	[ -n "$terminal" ] || return 0
	loud='水塔\0033]0;x\0007落\0302\0233成。\0033[2J\0010'
	case $good in
	*.txt) printf '%b\n' "$loud" > loud ;;
	*) printf 'p\t1\t1\tbody\t%b\n' "$loud" > loud ;;
	esac
	script -qec "$tool loud" /dev/null < /dev/null > "$work/out"
	check "$tool: a terminal gets an answer" test -s "$work/out"
	check "$tool: control characters of a page reach a terminal" \
		test "$(tr -dc '\1-\10\13\14\16-\37\177' < "$work/out" | wc -c)" -eq 0
	check "$tool: control characters of ISO 6429 reach a terminal" \
		test "$(grep -c "$(printf '\302\233')" "$work/out")" -eq 0
	[ "$tool" = npcount ] || check "$tool: a terminal shows them" grep -qi '1b' "$work/out"
}

terminal=
if has script && script -qec true /dev/null < /dev/null > /dev/null 2>&1; then
	terminal=1
else
	skip "no script(1) that runs a command: no terminal"
fi

# ---- what a tool gives up ----

# The filters of a process, which it can't take off; nothing where the system does not tell.
filters() {
	sed -n 's/^Seccomp_filters:[^0-9]*//p' "/proc/$1/status" 2> /dev/null
}

# confined STEPS [ARG ...]: so many are taken when the first bytes of the input were read.
confined() {
	[ -n "$confines" ] || return 0
	wanted=$((confines + $1)) tries=0
	shift
	mkfifo line
	"$tool" "$@" < line > "$work/out" 2> "$work/err" &
	pid=$!
	exec 3> line
	cat "$good" >&3
	until [ "$(filters $pid)" = $wanted ] || [ $tries -ge 600 ]; do
		sleep .1
		tries=$((tries + 1))
	done
	check "$tool: gives up its rights" test "$(filters $pid)" = $wanted
	exec 3>&-
	wait $pid
	rc=$?
	rm line
}

# asks_no_more ARG ...: with its inputs open it opens no file, no socket and starts nothing; and all
# that it does is let through, or something would be wrong that nobody sees.
asks_no_more() {
	[ -n "$confines" ] && [ -n "$strace" ] || return 0
	strace -f -qq -o "$work/calls" "$tool" "$@" > "$work/out" 2> "$work/err"
	awk '/ seccomp\(/ { steps++ }
		/ EPERM / || (steps == 2 && / (open|openat|openat2|socket|connect|execve|execveat|clone|clone3|fork|vfork)\(/)
		END { if (steps != 2) print steps " steps" }' "$work/calls" > "$work/asked"
	check "$tool: $*: asks for nothing that it gave up: $(head -n 1 "$work/asked")" test ! -s "$work/asked"
}

confines=$(filters self)
if "$B/tests/check_confine" | grep -q '^skip'; then
	confines=
fi
[ -n "$confines" ] || skip "no confinement here, or it is built out"

# ---- faults that the system has to be told to make ----

# Takes out what strace itself says.
untraced() {
	sed '/^strace: /d' "$work/err" > "$work/err.own"
	mv "$work/err.own" "$work/err"
}

faults() {
	if [ -z "$strace" ]; then
		skip "$tool: no strace, or it may not trace: read errors not tried"
		return
	fi
	cp "$good" faulty
	# What looks for leaks can't, where strace is.
	sanitizer=ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
	set -- env "$sanitizer" strace -qq -o "$work/trace" -P "$PWD/faulty"
	run "$@" -e inject=read:error=EIO:when=2 "$tool" faulty "$other"
	untraced
	status 3 1 "a read error"
	check "$tool: a read error: it says so" grep -q 'faulty: .*[Ii]nput/output error' "$work/err"
	run "$tool" "$other"
	cp "$work/out" "$work/other"
	run "$@" -e inject=read:error=EIO "$tool" faulty "$other"
	untraced
	status 3 1 "no byte can be read"
	[ "$tool" = npcount ] ||
		same "$tool: no byte can be read: the other file" "$work/other" "$work/out"
	run "$@" -e inject=read:error=EINTR:when=1..2 "$tool" faulty "$other"
	untraced
	status 0 0 "interrupted reads"
	: > "$work/out"
	run env "$sanitizer" strace -qq -o "$work/trace" -P "$work/out" -e inject=write:error=EIO:when=1 "$tool" "$good"
	untraced
	status 3 1 "a write error"
}

strace=
if has strace && ASAN_OPTIONS=detect_leaks=0 strace -qq -o /dev/null true 2> /dev/null; then
	strace=strace
fi

# ---- a tool that learns ----

school() {
	cp "$PAGES"/*.txt .
	fast="--copies 0 --epochs 1"
	# shellcheck disable=SC2086
	{
		run "$tool" $fast city.blocks
		status 0 0 "good blocks"
		check "$tool: a model comes" test -s "$work/out"
		cp "$work/out" "$work/good"
		for bad in missing folder; do
			run "$tool" $fast city.blocks $bad
			status 3 1 "$bad among good files"
			check "$tool: $bad among good files: no model" test ! -s "$work/out"
		done
		run "$tool" $fast city.txt
		check "$tool: a page where blocks are wanted: $rc" test "$rc" -ge 2
		check "$tool: a page where blocks are wanted: one line" test "$(lines "$work/err")" -eq 1
		run "$tool" $fast -d nowhere city.blocks
		check "$tool: no page: status" test "$rc" -ge 1
		check "$tool: no page: one line" test "$(lines "$work/err")" -eq 1
		sed 's/$/\r/' city.blocks > crlf
		run "$tool" $fast crlf
		status 0 0 "CRLF"
		same "$tool: CRLF" "$work/good" "$work/out"
		confined 1 $fast
		in=city.blocks
		run "$tool" $fast
		status 0 0 "standard input"
		same "$tool: standard input" "$work/good" "$work/out"
		in=/dev/null
		run "$tool"
		check "$tool: nothing to learn from: status" test "$rc" -ge 1
		check "$tool: nothing to learn from: one line" test "$(lines "$work/err")" -eq 1
		limit 60 "$tool" $fast city.blocks >&- 2> "$work/err"
		rc=$?
		status 3 1 "closed standard output"
		if [ -c /dev/full ]; then
			limit 60 "$tool" $fast city.blocks > /dev/full 2> "$work/err"
			rc=$?
			status 3 1 "full disk"
		fi
		mkdir there
		run "$tool" $fast -o there/model city.blocks
		status 0 0 "-o"
		same "$tool: -o" "$work/good" there/model
		rm -rf there
		run "$tool" $fast -o nowhere/model city.blocks
		status 3 1 "-o into a folder that is not there"
		check "$tool: -o makes no folder" test ! -e nowhere
		run "$tool" $fast -o empty/model city.blocks
		status 3 1 "-o where no file can be"
	}
}

# ---- a tool that compares two streams ----

# Either of the two: $good is right, $pred differs from it in some lines.
pair() {
	awk -F '\t' -v OFS='\t' 'NR % 5 == 0 { $4 = "other" } 1' "$good" > pred
	run "$tool" "$good" pred
	status 0 0 "good blocks"
	check "$tool: a table comes" test -s "$work/out"
	cp "$work/out" "$work/good"
	in=pred
	run "$tool" "$good" -
	status 0 0 "standard input"
	same "$tool: standard input" "$work/good" "$work/out"
	in=/dev/null
	confined 2 "$good" -
	asks_no_more "$good" pred
	dd bs=7 if=pred 2> /dev/null | limit 60 "$tool" "$good" - > "$work/out" 2> "$work/err"
	same "$tool: seven bytes at a time" "$work/good" "$work/out"
	for bad in missing folder missing/x; do
		run "$tool" "$good" $bad
		status 3 1 "$bad for one of two"
		check "$tool: $bad for one of two: no table" test ! -s "$work/out"
		run "$tool" $bad pred
		status 3 1 "$bad for the other"
	done
	run "$tool" "$good" "$wrong"
	status 2 1 "$wrong where it does not belong"
	check "$tool: $wrong where it does not belong: no table" test ! -s "$work/out"
	run "$tool" empty empty
	status 0 0 "empty files"
	check "$tool: empty files: empty output" test ! -s "$work/out"
	sed 's/$/\r/' pred > crlf
	run "$tool" "$good" crlf
	status 0 0 "CRLF"
	same "$tool: CRLF" "$work/good" "$work/out"
	{ printf '\357\273\277' && cat pred; } > bom
	run "$tool" "$good" bom
	status 0 0 "a byte order mark"
	same "$tool: a byte order mark" "$work/good" "$work/out"
	printf 'p\t1\t1\tbyline\t今天\377下午。\0\n' > bad
	run "$tool" bad bad
	status 1 2 "a byte that is no UTF-8"
	check "$tool: a byte that is no UTF-8: its line" grep -q "^$tool: bad:1: .*byte" "$work/err"
	limit 60 "$tool" "$good" pred >&- 2> "$work/err"
	rc=$?
	status 3 1 "closed standard output"
	limit 60 "$tool" "$good" - <&- > "$work/out" 2> "$work/err"
	rc=$?
	status 3 1 "closed standard input"
	if [ -c /dev/full ]; then
		limit 60 "$tool" "$good" pred > /dev/full 2> "$work/err"
		rc=$?
		status 3 1 "full disk"
	fi
	# A page of many lines, so that a reader can go before all is written.
	awk 'BEGIN { for (i = 1; i < 50000; i++) print "p\t" i "\t1\tbody\tsixteen bytes ok" }' > long
	limit 60 "$tool" --diff long empty 2> "$work/err" | head -n 1 > "$work/out"
	check "$tool: reader gone: something came" test -s "$work/out"
	check "$tool: reader gone: quiet" test "$(grep -cv 'not here' "$work/err")" -eq 0
	if [ -n "$strace" ]; then
		cp pred faulty
		run env "ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0" strace -qq \
			-o "$work/trace" -P "$PWD/faulty" -e inject=read:error=EIO "$tool" "$good" faulty
		untraced
		check "$tool: a read error: status" test "$rc" -eq 3
		check "$tool: a read error: it says so" grep -q 'faulty: .*[Ii]nput/output error' "$work/err"
	fi
}

# ---- all of them ----

probe() {
	run "$tool" "$good"
	cp "$work/out" "$work/good"
	status 0 0 "a good file"
	run "$tool" "$good" "$other"
	cp "$work/out" "$work/both"
	status 0 0 "two good files"
	operands
	full_disk
	closed
	gone_reader
	bad_files
	empty
	wrong_sort
	nul
	no_last_newline
	crlf
	bom
	bad_byte
	terminal
	case $tool in
	# An encoding must not be looked for first.
	npconv) confined 2 -f utf-8 ;;
	*) confined 2 ;;
	esac
	asks_no_more "$good"
	faults
}

[ "$(id -u)" -ne 0 ] || skip "files that may not be read: root may read them all"
for tool in $(tools); do
	takes=$(takes "$tool")
	choose "$takes"
	options
	case $takes in
	nothing) fail "$tool: takes() does not say what it reads" ;;
	school) school ;;
	pair) pair ;;
	*) probe ;;
	esac
	if [ "$takes" = either ]; then
		choose pages
		probe
	fi
done
finish
