#!/bin/sh
# valgrind.sh - unit tests and golden cases under valgrind: no fault of memory, nothing lost
#
#	sh tests/valgrind.sh [TOOL | TOOL/CASE ...]
#	sh tests/valgrind.sh -u [UNIT ...]
#
# A case of each tool; with arguments those cases (tests/cli.sh), with -u unit tests alone, by names
# such as check_io; FULL=1: all of both.  Unit tests find BRIEF=1, and FULL no more: they may take less of
# what is long.
# The tools' least privilege is left out under valgrind: lib/confine.h.
. "$(dirname "$0")/common.sh"

if grep -q __asan_init "$BIN/npsplit"; then
	skip "sanitizers: valgrind can't run beside them"
	finish
elif ! has valgrind; then
	skip "no valgrind"
	finish
fi
# The loader of glibc compares strings eight bytes at a time, when iconv(3) opens a module.
cat > "$work/known" <<'END'
{
   loader
   Memcheck:Addr8
   fun:strncmp
   fun:is_dst
   ...
}
END
# What stands in no file is machine code that PCRE2 made.  It looks for the first character by vectors
# that begin where an aligned one does, and leaves out what is before the text and behind it; to
# valgrind all the rest depends on that.  PCRE2 is tested with the same left out.
for fault in Cond Addr16 Addr32; do
	printf '{\n   jit\n   Memcheck:%s\n   obj:???\n   ...\n}\n' "$fault"
done >> "$work/known"
cat > "$work/grind" <<END
#!/bin/sh
exec valgrind -q "--suppressions=$work/known" --error-exitcode=99 --leak-check=full \\
	--errors-for-leak-kinds=definite,indirect --show-leak-kinds=definite,indirect \\
	"--log-file=$work/logs/%p" "\$@"
END
chmod +x "$work/grind"
mkdir "$work/logs"

# told WHAT: what valgrind has said since; none may be left.
told() {
	for log in "$work"/logs/*; do
		if [ -s "$log" ]; then
			fail "$1: valgrind tells of faults" "$log" 40
		else
			pass
		fi
	done
	rm -f "$work"/logs/*
}

# units [UNIT ...]
units() {
	[ $# -gt 0 ] || set -- "$B"/tests/check_*
	for unit; do
		unit=$B/tests/${unit##*/}
		[ -x "$unit" ] || continue
		FULL='' BRIEF=1 CK_FORK=no "$work/grind" "$unit" > "$work/unit" 2>&1
		check "$(basename "$unit"): $(tail -n 3 "$work/unit")" test $? -eq 0
		told "$(basename "$unit")"
	done
}

# Tools of the same names that call valgrind: what runs the cases knows nothing of it.
tools_of_valgrind() {
	mkdir -p "$work/build/bin"
	for tool in $(tools); do
		printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$work/grind" "$BIN/$tool" > "$work/build/bin/$tool"
		chmod +x "$work/build/bin/$tool"
	done
	[ ! -d "$B/tests" ] || ln -s "$B/tests" "$work/build/tests"
}

# cases [TOOL | TOOL/CASE ...]
cases() {
	# A closed standard output is valgrind's own log, by its number.
	B=$work/build FULL='' NP_WITHOUT=closed-stdout sh "$ROOT/tests/cli.sh" "$@" > "$work/cases" 2>&1
	check "golden cases $*" test $? -eq 0
	grep FAIL "$work/cases"
	told "golden cases"
}

tools_of_valgrind
if [ "${1-}" = -u ]; then
	shift
	units "$@"
elif [ $# -gt 0 ]; then
	cases "$@"
elif [ -n "${FULL-}" ]; then
	units
	cases
else
	for tool in $(tools); do
		for case in "$ROOT/tests/cli/$tool"/*.in; do
			name=$(basename "$case" .in)
			[ ! -f "$ROOT/tests/cli/$tool/$name.cmd" ] || break
		done
		[ -f "$ROOT/tests/cli/$tool/$name.cmd" ] && set -- "$@" "$tool/$name"
	done
	cases "$@"
fi
finish
