#!/bin/sh
# install.sh - make install into an empty folder, run from there, make uninstall: nothing left
. "$(dirname "$0")/common.sh"

# MAKEFLAGS carries the variables of a make that runs this; jobs are no matter.  make takes no folder with a
# blank in its name, but may be in one.
quiet_make() {
	"${MAKE:-make}" -s -C "$ROOT" B="${B#"$ROOT"/}" NODEPS=1 "$@" > "$work/out" 2>&1
}

files() {
	find "$work/root" ! -type d | sort
}

try() {
	label=$1
	prefix=$2
	man=$3
	shift 3
	rm -rf "$work/root"
	quiet_make install DESTDIR="$work/root" "$@"
	rc=$?
	[ $rc -eq 0 ] || fail "$label: install: status $rc" "$work/out"
	for tool in $(tools); do
		check "$label: $tool" test -x "$work/root$prefix/bin/$tool"
	done
	(cd "$work" && echo 水塔 | env PATH="$work/root$prefix/bin:/usr/bin:/bin" npcount -c chars,han) \
		> "$work/out" 2>&1
	check "$label: npcount runs: $(cat "$work/out")" \
		test "$(cut -f 2,3 "$work/out" | tr '\t' ' ')" = "3 2"
	for page in "$ROOT"/man/*.[1-9]; do
		section=${page##*.}
		at=$work/root$man/man$section/$(basename "$page")
		check "$label: $(basename "$page")" cmp -s "$page" "$at"
		check "$label: $(basename "$page") may be read by all" \
			test "$(find "$at" -perm 0644 | wc -l)" -eq 1
	done
	for tool in $(tools); do
		at=$work/root$prefix/share/bash-completion/completions/$tool
		check "$label: $tool is completed in bash" cmp -s "$ROOT/completions/newsprint.bash" "$at"
	done
	for file in _newsprint newsprint.bash; do
		at=$work/root$prefix/share/zsh/site-functions/$file
		check "$label: $file for zsh" cmp -s "$ROOT/completions/$file" "$at"
		check "$label: $file may be read by all" test "$(find "$at" -perm 0644 | wc -l)" -eq 1
	done
	check "$label: folders may be entered by all" \
		test -z "$(find "$work/root/"* -type d ! -perm -0755)"
	before=$(files | wc -l)
	# Each tool has a file for bash; zsh two for all.
	wanted=$((2 * $(tools | wc -l) + 2 + $(find "$ROOT/man" -name '*.[1-9]' | wc -l)))
	check "$label: nothing else" test "$before" -eq "$wanted"
	touch "$work/root$prefix/bin/another"
	quiet_make uninstall DESTDIR="$work/root" "$@"
	rc=$?
	[ $rc -eq 0 ] || fail "$label: uninstall: status $rc" "$work/out"
	files > "$work/left"
	echo "$work/root$prefix/bin/another" > "$work/wanted"
	same "$label: nothing is left but what another put there" "$work/wanted" "$work/left"
}

umask 077
try "the usual place" /usr/local /usr/local/share/man
try "PREFIX and MANDIR, with blanks" "/opt/np  tools" "/opt/the man" PREFIX="/opt/np  tools" MANDIR="/opt/the man"
finish
