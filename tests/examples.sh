#!/bin/sh
# examples.sh - runs every example that the documents show
#
# The code in the EXAMPLES sections of the man pages and the blocks marked sh in README.md and
# its kin, each by sh -e in a folder of its own that holds a copy of examples/pages; the
# scripts of examples/ are on the PATH.  An example must end with status 0 and print nothing on
# standard error; where the document shows what comes (a block marked text behind it), that
# must come.  Lines that begin with apt, git, make and the like are not run.
. "$(dirname "$0")/common.sh"

PATH=$PATH:$ROOT/examples
mkdir "$work/ex"

# Programs that an example may want and a machine need not have.
needs() {
	for program in duckdb gawk mlr pandoc parallel pdftotext python3 sqlite3 xsv; do
		if grep -qw -e "$program" "$1" && ! has "$program"; then
			echo "$program"
			return
		fi
	done
}

# run_example FILE: FILE.sh, with FILE.out if it is known what comes; FILE.name says whence.
run_example() {
	name=$(cat "$1.name")
	lacking=$(needs "$1.sh")
	if [ -n "$lacking" ]; then
		skip "$name: no $lacking"
		return
	fi
	rm -rf "$work/dir"
	mkdir "$work/dir"
	cp "$PAGES"/* "$work/dir"
	cp -r "$ROOT/examples" "$work/dir/examples"
	cat "$1.sh" >> "$work/all"
	(cd "$work/dir" && HOME=$work/dir limit 300 sh -e "$1.sh") \
		< /dev/null > "$work/out" 2> "$work/err"
	rc=$?
	if [ $rc -ne 0 ]; then
		fail "$name: status $rc: $(grep . "$1.sh" | head -n 1)" "$work/err"
	elif [ -s "$work/err" ]; then
		fail "$name: prints to standard error: $(grep . "$1.sh" | head -n 1)" "$work/err"
	elif [ -f "$1.out" ]; then
		same "$name: what comes (< shown, > comes)" "$1.out" "$work/out"
	else
		pass
	fi
}

# Takes the examples out of a man page, as a reader sees them: an indented block each.
from_man() {
	mandoc -Tmarkdown "$1" | awk -v to="$work/ex/$(basename "$1")" '
	/^# / { on = $0 == "# EXAMPLES" }
	!on { next }
	/^\t/ {
		if (!open)
			n++
		open = 1
		sub(/^\t/, "")
		print > (to "-" n ".sh")
		next
	}
	{ open = 0 }'
	for f in "$work/ex/$(basename "$1")"-*.sh; do
		[ -f "$f" ] && echo "${1#"$ROOT"/}" > "${f%.sh}.name"
	done
}

# The same for a README: fenced blocks marked sh, and what comes in those marked text behind them.
from_readme() {
	label=$(echo "${1#"$ROOT"/}" | tr / -)
	awk -v to="$work/ex/$label" -v name="${1#"$ROOT"/}" '
	/^```/ && fence == "" {
		fence = substr($0, 4)
		if (fence == "")
			fence = "none"
		if (fence == "sh") {
			n++
			print name ":" NR + 1 > (to "-" n ".name")
			printf "" > (to "-" n ".sh")
		}
		shown = fence == "text" && last == "sh"
		next
	}
	/^```/ {
		last = fence
		fence = ""
		next
	}
	fence == "" { last = "" }
	fence == "sh" && !/^ *(apt|apt-get|apk|brew|cd|dnf|git|make|sudo) / && !/^ *make$/ {
		print > (to "-" n ".sh")
	}
	shown && fence == "text" { print > (to "-" n ".out") }' "$1"
}

if has mandoc; then
	for f in "$ROOT"/man/*.[1-9]; do
		from_man "$f"
	done
else
	skip "man pages: no mandoc to take them apart"
fi
for f in "$ROOT"/README*.md "$ROOT"/*/README*.md; do
	[ ! -f "$f" ] || from_readme "$f"
done
: > "$work/all"
for f in "$work"/ex/*.sh; do
	# Comments and empty lines alone are no example.
	if grep -q '^ *[^# ]' "$f"; then
		run_example "${f%.sh}"
	fi
done

# Every tool's man page has an example, every script is in one that ran.
for tool in $(tools); do
	! has mandoc || check "man/$tool.1 has an example" test -f "$work/ex/$tool.1-1.sh"
done
for f in "$ROOT"/examples/*.sh; do
	f=$(basename "$f")
	[ "$f" = demo.sh ] || check "examples/$f is in an example" grep -q -e "$f" "$work/all"
done

# The demonstration: quiet, and no wider than a terminal.
cd "$work" || exit 1
limit 120 sh "$ROOT/examples/demo.sh" > out 2> err
check "examples/demo.sh: status" test $? -eq 0
check "examples/demo.sh: quiet: $(head -n 1 err)" test ! -s err
# Three bytes are two columns in Chinese text; two bytes may be one.
sed 's/[\340-\357][\200-\277][\200-\277]/xx/g; s/[\300-\337][\200-\277]/x/g' out |
	awk 'length > 100' > wide
check "examples/demo.sh: fits 100 columns: $(head -n 1 wide)" test ! -s wide
finish
