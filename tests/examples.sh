#!/bin/sh
# examples.sh - runs every example that the documents show
#
# The code in the EXAMPLES sections of the man pages and the blocks marked sh in README.md and
# its kin, each by sh -e, those of a document one after the other in a folder of its own that
# holds a copy of examples/pages; the scripts of examples/ are on the PATH.  An example must end with status 0 and print nothing on
# standard error; where the document shows what comes (a block marked text behind it), that
# must come.  Lines that begin with apt, git, make and the like are not run.
. "$(dirname "$0")/common.sh"

PATH=$PATH:$ROOT/examples
mkdir "$work/ex"

# Programs that an example may want and a machine need not have.
needs() {
	for program in duckdb gawk jq mlr pandoc parallel pdftotext python3 sqlite3 xsv; do
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
	document=${name%:*}
	dir=$work/dir/$(echo "$document" | tr / -)
	[ -d "$dir" ] || {
		mkdir -p "$dir"
		cp "$PAGES"/* "$dir"
		cp -r "$ROOT/examples" "$dir/examples"
	}
	cat "$1.sh" >> "$work/all"
	(cd "$dir" && HOME=$dir limit 300 sh -e "$1.sh") \
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

# Takes the examples out of a man page: what stands in .Dl and .Bd -literal, and what comes of them,
# in .Bd -literal -offset behind.  A reader must see the same, which quotation marks that roff
# takes for its own would prevent.
from_man() {
	base=$work/ex/$(basename "$1")
	awk -v to="$base" '
	function plain(s) {
		gsub(/\\\(aq/, "\047", s)
		gsub(/\\\(dq/, "\"", s)
		gsub(/\\\(ti/, "~", s)
		gsub(/\\\(ha/, "^", s)
		gsub(/\\\(ga/, "`", s)
		gsub(/\\-/, "-", s)
		gsub(/\\&/, "", s)
		gsub(/\\(e|\(rs)/, "\\", s)
		return s
	}
	/^\.Sh / { on = $0 == ".Sh EXAMPLES" }
	!on { next }
	/^\.Dl / {
		print plain(substr($0, 5)) > (to "-" sprintf("%02d", ++n) ".sh")
		next
	}
	/^\.Bd -literal -offset/ {
		display = "out"
		next
	}
	/^\.Bd -literal/ {
		n++
		display = "sh"
		next
	}
	/^\.Ed/ { display = "" }
	display != "" { print plain($0) > (to "-" sprintf("%02d", n) "." display) }' "$1"
	! has mandoc || mandoc -Tutf8 -Owidth=400 "$1" | sed 's/.\x08//g; s/^ *//' > "$work/seen"
	for f in "$base"-*.sh; do
		[ -f "$f" ] || continue
		echo "${1#"$ROOT"/}" > "${f%.sh}.name"
		! has mandoc || sed 's/^[ 	]*//' "$f" | grep . | while read -r line; do
			grep -qxF -e "$line" "$work/seen" || echo "$line"
		done > "$work/unseen"
		! has mandoc || check "${1#"$ROOT"/}: a reader sees other code: $(cat "$work/unseen")" \
			test ! -s "$work/unseen"
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
			at = to "-" sprintf("%02d", n)
			print name ":" NR + 1 > (at ".name")
			printf "" > (at ".sh")
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
		print > (at ".sh")
	}
	shown && fence == "text" { print > (at ".out") }' "$1"
}

for f in "$ROOT"/man/*.[1-9]; do
	from_man "$f"
done
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

# Every tool's man page has an example; every script is in one, or in a golden case.
for tool in $(tools); do
	check "man/$tool.1 has an example" test -f "$work/ex/$tool.1-01.sh"
done
for f in "$ROOT"/examples/*.sh; do
	f=$(basename "$f")
	[ "$f" = demo.sh ] || check "examples/$f is in an example or a golden case" \
		grep -q -e "$f" "$work/all" "$ROOT"/tests/cli/examples/*.cmd
done

# The demonstration: quiet, and no wider than a terminal.
cd "$work" || exit 1
limit 120 sh "$ROOT/examples/demo.sh" > out 2> err
check "examples/demo.sh: status" test $? -eq 0
check "examples/demo.sh: quiet: $(head -n 1 err)" test ! -s err
# Three bytes are two columns in Chinese text; two bytes may be one.
awk '{
	columns = $0
	gsub(/[\340-\357][\200-\277][\200-\277]/, "xx", columns)
	gsub(/[\300-\337][\200-\277]/, "x", columns)
}
length(columns) > 100' out > wide
check "examples/demo.sh: fits 100 columns: $(head -n 1 wide)" test ! -s wide
finish
