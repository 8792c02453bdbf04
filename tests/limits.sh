#!/bin/sh
# limits.sh - input that no paper has: time is linear, memory bounded, past the bound an error tells it
#
# Time is instructions, counted by valgrind at a size and at four times that: what grows with the
# size may grow by no more than that.  FULL=1: all of it, with a gigabyte for memory, and what no
# paper has at full size.
. "$(dirname "$0")/common.sh"

cd "$work" || exit 1
time=$B/tests/tool_time
if [ ! -x "$time" ]; then
	echo "limits.sh: no $time: make check" >&2
	exit 1
fi

# ---- time ----

# Instructions that COMMAND... takes for standard input; once for none, which is remembered.
cost() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null --vgdb=no "$@" 2>&1 > /dev/null |
		sed -n 's/.*Collected : //p'
}

# linear WHAT COMMAND: of small, and of large, which is four times that, in this folder.
linear() {
	none=$(echo "$2" | tr -c 'a-z\n' _).none
	# shellcheck disable=SC2086
	{
		[ -f "$none" ] || cost $2 < /dev/null > "$none"
		cost $2 < small > one
		cost $2 < large > four
	}
	# What takes n log n steps is below 5 at these sizes, what takes n * n is near 16; what is
	# hardly more than nothing says nothing.
	awk -v none="$(cat "$none")" -v one="$(cat one)" -v four="$(cat four)" -v what="$1" -v tool="$2" 'BEGIN {
		ratio = one > none ? (four - none) / (one - none) : 0
		printf "     %-24s %-18s four times as much takes %5.2f\n", what, tool, ratio
		exit !(four > 0 && (ratio < 5.5 || four < none * 1.2))
	}' > ratio
	rc=$?
	if [ $rc -eq 0 ]; then pass; else fail "not linear" ratio; fi
	[ -z "${FULL-}" ] || cat ratio
}

# repeat N TEXT: TEXT with the escapes of awk; \001 stands for NUL.
repeat() {
	awk -v n="$1" -v text="$2" 'BEGIN { for (; n > 0; n--) printf "%s", text }' | tr '\001' '\000'
}

# What is repeated: how often, the text, the tools; with + what is tried without FULL.
shapes() {
	cat <<-'END'
		+	lines of a character	400	甲\n	npsplit npcount
		-	lines of a character	400	甲\n	npmend npstrip npconv
		-	one line	2000	水塔落成。	npsplit npmend npstrip npcount npconv
		-	articles	60	甲乙丙丁\n\n本报讯（记者 王明）石桥昨天通车。\n\n	npsplit npmend npstrip
		-	openings of a byline	400	（记者	npsplit npmend
		-	datelines	200	本报讯	npsplit
		+	marks of emphasis	1000	**	npsplit
		-	marks of emphasis	1000	**	npmend npstrip
		-	openings of emphasis	500	**甲	npsplit npmend npstrip
		-	openings of a heading	1000	#	npsplit
		-	nested quotes	500	> 	npsplit
		-	nested lists	300	- 	npsplit
		-	openings of an image	500	![	npsplit
		-	credits	100	张三 摄\n	npsplit npmend
		-	jumps	100	（下转第2版）\n	npsplit
		-	NULs	4000	\001	npsplit npcount npconv
		-	lone surrogates	300	\355\240\200	npsplit npcount npconv
		-	overlong forms	300	\300\200	npsplit npcount npconv
		-	bidi controls	4000	\342\200\256	npsplit npcount npconv
		-	form feeds	300	甲\f	npsplit npstrip
	END
}

texts() {
	shapes > list
	while IFS='	' read -r always what n text tools; do
		[ -n "${FULL-}" ] || [ "$always" = + ] || continue
		repeat "$n" "$text" > small
		repeat $((4 * n)) "$text" > large
		for tool in $tools; do
			linear "$what" "$tool"
		done
	done < list
}

# stream KIND N: articles, a page each, or all on one.
stream() {
	awk -v kind="$1" -v n="$2" 'BEGIN {
		OFS = "\t"
		for (i = 1; i <= n; i++) {
			page = kind == "pages" ? "p" i : "p"
			article = kind == "pages" ? 1 : i
			print page, 4 * i, article, "headline", "甲乙丙丁" i
			print page, 4 * i + 1 ".1", article, "byline", "（记者 王明）"
			print page, 4 * i + 1 ".2", article, "body", "石桥昨天通车，两岸居民出行更方便。"
			print page, 4 * i + 2, article, "jump", "（下转第" i % 90 + 1 "版）"
		}
	}'
}

# one_number N: pages of the same number, each with an article that is told to go on there.
one_number() {
	awk -v n="$1" 'BEGIN {
		OFS = "\t"
		for (i = 1; i <= n; i++) {
			print "p" i, 1, 0, "folio", "2003年2月20日　第2版"
			print "p" i, 2, 1, "headline", "甲乙丙丁" i
			print "p" i, 3, 1, "body", "石桥昨天通车，两岸居民出行更方便"
			print "p" i, 4, 1, "jump", "（下转第2版）"
		}
	}'
}

# long_names N: the same pages, each under a name of 4 KiB.
long_names() {
	stream pages "$1" | awk -F '\t' -v OFS='\t' 'BEGIN {
		while (length(tail) < 4096)
			tail = tail "/.../\342\200\256abcdefgh"
	} { $1 = substr($1 tail, 1, 4096); print }'
}

streams() {
	for kind in pages articles names; do
		case $kind in
		names)
			long_names 100 > small
			long_names 400 > large
			;;
		*)
			stream $kind 100 > small
			stream $kind 400 > large
			;;
		esac
		for tool in nptsv npjson nptext 'nptext --md' npstrip 'npcount -b article' 'npgrep 桥' npjoin; do
			[ -n "${FULL-}" ] || [ "$tool" = npjson ] || continue
			linear "blocks, $kind" "$tool"
		done
	done
	[ -n "${FULL-}" ] || return 0
	one_number 500 > small
	one_number 2000 > large
	linear "pages of one number" npjoin
}

# Marks as long as a page, by role, and what they repeat; with + what is tried without FULL.
long_marks() {
	while IFS='	' read -r always role text; do
		[ -n "${FULL-}" ] || [ "$always" = + ] || continue
		for n in 1000 4000; do
			printf 'p\t1\t1\t%s\t' "$role"
			repeat "$n" "$text"
			echo
		done > marks
		sed -n 1p marks > small
		sed -n 2p marks > large
		linear "a long $role, $text" npjson
	done <<-'END'
		+	jump	转《
		-	jump	转1-999、
		-	byline	王明、
		-	byline	一·
		-	byline	文/
		-	dateline	新华社
		-	dateline	3月
		-	folio	第1版
		-	folio	星期
		-	credit	摄
	END
}

# A file for each article, whose page's name no system would take.
names() {
	long_names 20 > input
	nptext -o made input > out 2> err
	check "nptext -o: pages with names of 4 KiB: $(cat err)" test $? -eq 0
	check "nptext -o: a file each" test "$(find made -type f | wc -l)" -eq 20
	check "nptext -o: names of 255 bytes at most" test "$(find made -type f | awk '{ print length($0) }' |
		sort -n | tail -n 1)" -le 260
	long_names 20 | nptsv -c page > out
	check "nptsv: names of 4 KiB as they came" test "$(awk '{ print length($0) }' out | sort -u)" = 4096
	rm -rf made
}

# ---- memory ----

# What a tool may have for a page of --max-page bytes is told in newsprint(7).
held() {
	limit 600 "$time" -o used "$@" > out 2> err
	rc=$?
	read -r _ kib < used
}

# past WHAT KIB COMMAND...: the input is over the limit: told in one line, status 3, little memory.
past() {
	what=$1 most=$2
	shift 2
	held "$@" < input
	check "$what: $*: status $rc" test $rc -eq 3
	check "$what: $*: a line tells it" test "$(grep -c 'larger than\|longer than\|more lines than\|too large\|limit' err)" -eq 1
	check "$what: $*: $kib KiB" test "$kib" -le "$most"
}

# Whatever npconv does, what it has at its peak is the same for 3 MB as for 24, but for how many pages of
# the program and its libraries the system happened to map: never a mebibyte.
steady() {
	while read -r options; do
		for lines in 200000 1600000; do
			repeat "$lines" '\261\276\261\250\321\266\243\272\n' > input
			# shellcheck disable=SC2086
			held npconv $options < input
			check "npconv $options: status $rc: $(head -n 1 err)" test $rc -eq 0
			[ "$lines" -eq 1600000 ] || small=$kib
		done
		check "npconv $options: $kib KiB, $small for an eighth" test "$kib" -le $((small + 1024))
	done <<-'END'
		-f auto
		-f mixed --map=map
		-f gb18030 --form=nfkd
		-f gb18030 --width=punct=half --punct --eol=crlf
		-f gb18030 -t hz
		-f gb18030 -t gb18030:2000
		-f gb18030 -t utf-16be
		-f euc-kr
		-f iso-8859-5
	END
	rm -f input map
}

# Pages of ordinary size take no more memory by the thousand than a few do, and not much: the model and the
# rules are most of it in what labels them.
ordinary() {
	npconv --pages -f auto "$PAGES"/city.txt "$PAGES"/county-gbk.txt > pages
	npsplit --name p < pages > blocks
	while read -r most data command; do
		for copies in 1 400; do
			yes "$data" | head -n $copies | xargs cat > input
			# shellcheck disable=SC2086
			held $command < input
			check "ordinary $data: $command: status $rc: $(head -n 1 err)" test $rc -eq 0
			check "ordinary $data: $command: $kib KiB" test "$kib" -le "$most"
			[ $copies -gt 1 ] || few=$kib
		done
		check "ordinary $data: $command: $kib KiB, $few for a few" test "$kib" -le $((few + 1536))
	done <<-'END'
		8192 pages npconv
		8192 pages npcount
		8192 pages npsplit
		8192 pages npmend
		8192 pages npstrip
		8192 blocks npstrip
		8192 blocks npcount -b article
		8192 blocks npgrep 记者
		8192 blocks nptext
		8192 blocks nptsv
		8192 blocks npjson
	END
	rm -f pages blocks input
}

memory() {
	mega=$([ -n "${FULL-}" ] && echo 1024 || echo 64)
	dd if=/dev/zero bs=1048576 count="$mega" 2> /dev/null | tr '\000' a > input
	for tool in npsplit npmend npstrip; do
		past "$mega MiB without a line feed" 65536 $tool --max-page 1M
	done
	for tool in npcount npconv; do
		held $tool < input
		check "$mega MiB without a line feed: $tool: status $rc" test $rc -eq 0
		check "$mega MiB without a line feed: $tool: $kib KiB" test "$kib" -le 65536
	done
	{ printf 'p\t1\t1\tbody\t' && cat input; } > block && mv block input
	for tool in nptsv npjson nptext; do
		past "a block of $mega MiB" 65536 $tool --max-page 1M
	done
	{ printf 'p\t1\t1\tbody\ta\n' && yes 甲 | head -c $((mega * 1048576)); } > input
	held npgrep --max-page 1M a < input
	check "$mega MiB of no blocks: npgrep: status $rc" test $rc -eq 3
	check "$mega MiB of no blocks: npgrep: $kib KiB" test "$kib" -le 16384
	rm -f input
}

# ---- at full size ----

# within WHAT KIB COMMAND...: the input is taken, in so much memory.
within() {
	what=$1 most=$2
	shift 2
	held "$@" < input
	# Articles that go on where there is no page are told of.
	check "$what: $*: status $rc: $(head -n 1 err)" test $rc -eq "$([ "$1" = npjoin ] && echo 1 || echo 0)"
	check "$what: $*: $kib KiB" test "$kib" -le "$most"
}

huge() {
	yes 甲 | head -n 10000000 > input
	for tool in npsplit npmend npstrip; do
		past "10000000 lines of a character" 131072 $tool
	done
	within "10000000 lines of a character" 65536 npcount
	within "10000000 lines of a character" 65536 npconv
	while read -r text; do
		repeat 1000000 "$text" > input
		within "1000000 times $text" 262144 npsplit --from=md
		within "1000000 times $text" 262144 npmend --from=md
		within "1000000 times $text" 262144 npsplit
	done <<-'END'
		**
		**甲
		>\040
		-\040
		![
		[
		<b>
		#
		（记者
		`
	END
	repeat 100000 '甲乙丙丁\n\n本报讯（记者 王明）石桥昨天通车。\n\n' > input
	within "100000 articles" 1048576 npsplit
	stream articles 100000 > input
	for tool in nptsv npjson nptext 'nptext --md' npstrip 'npcount -b article' 'npgrep 桥' npjoin; do
		# shellcheck disable=SC2086
		within "blocks of 100000 articles" 1048576 $tool
	done
	nptsv < input > out
	check "blocks of 100000 articles: a row each" test "$(wc -l < out)" -eq 100000
	rm -f input
}

if grep -q -e __asan_init -e __gcov_dump "$BIN/npsplit"; then
	skip "sanitizers, or --coverage: time and memory are not the tools' own"
elif ! has valgrind; then
	skip "no valgrind: instructions are not counted"
else
	texts
	streams
	long_marks
fi
names
grep -q -e __asan_init -e __gcov_dump "$BIN/npsplit" || {
	memory
	ordinary
	steady
	[ -z "${FULL-}" ] || huge
}
finish
