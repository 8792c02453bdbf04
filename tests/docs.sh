#!/bin/sh
# docs.sh - whether the documents are sound and say what the tools say
. "$(dirname "$0")/common.sh"
cd "$ROOT" || exit 1

# ---- man pages ----

two_ends=$(printf '\342\200\231\342\200\231')
if has mandoc; then
	for page in man/*.[1-9]; do
		mandoc -Tlint -Wwarning "$page" > "$work/out" 2>&1
		check "$page: mandoc -Tlint: $(head -n 1 "$work/out")" test ! -s "$work/out"
		# A quotation that runs on to the end of its line, and takes the next ones in.
		mandoc -Tutf8 "$page" | sed 's/.\x08//g' | grep -e "$two_ends" > "$work/out"
		check "$page: quotation in quotation: $(head -n 1 "$work/out")" test ! -s "$work/out"
	done
else
	skip "man pages: no mandoc to look at them"
fi
# What man(1) shows on most systems: a word that is a macro's name, as in a person's, ends a page there.
if has groff; then
	for page in man/*.[1-9]; do
		groff -K utf8 -mdoc -T utf8 "$page" 2>&1 > /dev/null | head -n 1 > "$work/out"
		check "$page: groff: $(cat "$work/out")" test ! -s "$work/out"
	done
else
	skip "man pages: no groff to look at them"
fi
check "nptrain.1: how many pages are built in" \
	grep -q "^Beside them $(grep -c . lib/known.list) pages " man/nptrain.1
for page in man/*.1; do
	for section in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' EXAMPLES 'SEE ALSO'; do
		check "$page: no section $section" grep -q "^\.Sh $section" "$page"
	done
	check "$page: no such tool" test -f "bin/$(basename "$page" .1).c"
done
# A page that another refers to is there.
for page in man/*.[1-9]; do
	sed -n 's/^\.Xr \(np[a-z]*\|newsprint\) \([1-9]\).*/\1.\2/p' "$page" | sort -u |
		while read -r other; do
			[ -f "man/$other" ] || echo "$other"
		done > "$work/out"
	check "$page: refers to $(tr '\n' ' ' < "$work/out")" test ! -s "$work/out"
done

# ---- options ----

# Options in a text, one a line: -e, --encoding; [-Hq] is two.
options() {
	tr -s '][|,= \t' '\n' | awk '
	/^--[a-z]/ { sub(/[^-a-z0-9].*/, ""); print; next }
	/^-[A-Za-z0-9]+$/ { for (i = 2; i <= length($0); i++) print "-" substr($0, i, 1) }' | sort -u
}

# The part of a help text up to its first empty line; the lines for options.
usage_of() {
	awk 'NF == 0 { exit } { sub(/^usage: /, ""); print }'
}

entries_of() {
	awk 'NF == 0 { on = 1 } on && /^  +-/ {
		sub(/^ +/, "")
		sub(/   .*/, "")
		sub(/  [^-].*/, "")
		print
	}'
}

synopsis_of() {
	mandoc -Tascii -Owidth=400 "$1" | sed 's/.\x08//g' |
		awk '/^SYNOPSIS/ { on = 1; next } /^[A-Z]/ { on = 0 } on'
}

# One line, blanks squeezed, small letters: what usage and SYNOPSIS are compared by.
level() {
	tr '\n' ' ' | tr -s ' \t' ' ' | tr 'A-Z' 'a-z' | sed 's/^ //; s/ $//; s/ \.\.\./.../g; s/ *| */|/g'
	echo
}

for tool in $(tools); do
	page=man/$tool.1
	"$tool" --help > "$work/help"
	# A character of several bytes is one column here.
	tr -d '\200-\277' < "$work/help" | awk 'length > 80' > "$work/out"
	check "$tool --help fits 80 columns: $(head -n 1 "$work/out")" test ! -s "$work/out"
	check "$page: not there" test -f "$page"
	if [ ! -f "$page" ] || ! has mandoc; then
		continue
	fi
	synopsis_of "$page" > "$work/synopsis"
	level < "$work/synopsis" > "$work/wanted"
	usage_of < "$work/help" | level > "$work/usage"
	same "$page: SYNOPSIS (<) is the usage of --help (>)" "$work/wanted" "$work/usage"
	mandoc -Tascii -Owidth=400 "$page" | sed 's/.\x08//g' | options > "$work/page.options"
	options < "$work/synopsis" > "$work/synopsis.options"
	entries_of < "$work/help" | options > "$work/help.options"
	# What the page's synopsis has, the help tells.
	comm -23 "$work/synopsis.options" "$work/help.options" > "$work/out"
	check "$tool --help lacks $(tr '\n' ' ' < "$work/out")" test ! -s "$work/out"
	# What the help tells, the page tells, and its synopsis by one of its names.
	comm -23 "$work/help.options" "$work/page.options" > "$work/out"
	check "$page lacks $(tr '\n' ' ' < "$work/out")" test ! -s "$work/out"
	entries_of < "$work/help" | while read -r entry; do
		echo "$entry" | options > "$work/entry"
		grep -qx -e --help -e --version "$work/entry" && continue
		[ -n "$(comm -12 "$work/entry" "$work/synopsis.options")" ] || echo "$entry"
	done > "$work/out"
	check "$page: SYNOPSIS lacks $(head -n 1 "$work/out")" test ! -s "$work/out"
	# A script may spell every option out.
	entries_of < "$work/help" | grep -v -e '--' > "$work/out"
	check "$tool --help: no long name: $(head -n 1 "$work/out")" test ! -s "$work/out"
done

# ---- READMEs ----

# Files and folders that they refer to.
for page in README*.md */README*.md; do
	[ -f "$page" ] || continue
	grep -o '](\([^)#]*\)' "$page" | sed 's/^](//' | grep -v '^[a-z]*:' | while read -r link; do
		[ -e "$(dirname "$page")/$link" ] || echo "$link"
	done > "$work/out"
	check "$page: no such file: $(tr '\n' ' ' < "$work/out")" test ! -s "$work/out"
done
for page in README*.md; do
	[ -f "$page" ] || continue
	for tool in $(tools); do
		check "$page does not name $tool" grep -q "$tool" "$page"
	done
done

# The modules that a README says there are, and what each calls: "MODULE CALLED ..." a line.
modules_of() {
	sed -n 's/^| \([a-z][a-z0-9_]*\) | .* |\( [a-z0-9_ ]*\)|$/\1\2/p' "$1"
}

# What modules include that no README's table says they call.  A file belongs to the module with the
# longest name that its own begins with; headers inside a module, which say so, are part of it.
unsaid_calls() {
	modules_of "$1" > "$work/modules"
	grep -n '^#include "' lib/*.[ch] | sed 's/^lib\/\(.*\)\.[ch]:[0-9]*:#include "\(.*\)\.h"/\1 \2/' > "$work/includes"
	sed -n -s '1s/^\/\* \([a-z_]*\)\.h - inside .*/\1/p' lib/*.h > "$work/inside"
	awk 'FILENAME ~ /modules$/ { known[$1]; for (i = 2; i <= NF; i++) says[$1, $i]; next }
		FILENAME ~ /inside$/ { inside[$1]; next }
		function module(file) {
			while (!(file in known) && sub(/_[^_]*$/, "", file))
				;
			return file in known ? file : ""
		}
		!($1 in inside) {
			from = module($1)
			to = module($2)
			if (from != "" && to != "" && from != to && to != "code" && !((from, to) in says))
				print from " calls " to
		}' "$work/modules" "$work/inside" "$work/includes" | sort -u
}
for page in README*.md; do
	[ -f "$page" ] || continue
	unsaid_calls "$page" > "$work/out"
	check "$page, the modules: $(head -n 3 "$work/out" | tr '\n' ';')" test ! -s "$work/out"
	modules_of "$page" | sed '/^module /d; s/ .*//' | while read -r module; do
		[ -f "lib/$module.c" ] || [ -f "lib/$module.h" ] || echo "$module"
	done > "$work/out"
	check "$page: no such module: $(tr '\n' ' ' < "$work/out")" test ! -s "$work/out"
	# A file whose name neither begins with a module's nor is said to be in one; headers inside one say so.
	grep '^| [a-z]' "$page" | cut -d '|' -f 2,3 | grep -o '[a-z][a-z0-9_]*' > "$work/modules"
	for file in lib/*.[ch]; do
		head -n 1 "$file" | grep -q 'inside the' || basename "${file%.[ch]}"
	done | sort -u | awk 'FILENAME != "-" { known[$1]; next }
		{ name = $1; while (!(name in known) && sub(/_[^_]*$/, "", name)); if (!(name in known)) print $1 }' \
		"$work/modules" - > "$work/out"
	check "$page, the modules: these are in none: $(tr '\n' ' ' < "$work/out")" test ! -s "$work/out"
done
# ---- sources ----

# What is written by hand; texts of pages and golden output have blanks of their own.
sources() {
	find . \( -name .git -o -path './build*' -o -path ./tests/cli -o -path ./tests/pages -o \
		-path ./examples/pages \) -prune -o -type f \( -name '*.[ch1-9]' -o -name '*.sh' -o \
		-name '*.md' -o -name '*.cmd' -o -name Makefile -o -name run \) -print
}

sources | while read -r file; do
	grep -n -e '[ 	]$' "$file" | sed "s|^|$file:|" | head -n 3
done > "$work/out"
if [ -s "$work/out" ]; then
	fail "blanks at the end of a line" "$work/out"
else
	pass
fi
sources | grep '\.[ch]$' | grep -v '_table\.c$' > "$work/files"
if has clang-format-14; then
	xargs clang-format-14 --dry-run -Werror < "$work/files" > "$work/out" 2>&1
	# shellcheck disable=SC2181
	if [ $? -eq 0 ]; then pass; else fail "clang-format" "$work/out"; fi
else
	skip "no clang-format-14"
fi
finish
