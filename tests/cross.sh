#!/bin/sh
# cross.sh - the unit tests of encodings, counting and blocks on machines of other kinds, run by qemu-user
#
#	B=build CROSS_ROOT=FOLDER sh tests/cross.sh [MACHINE ...]
#
# s390x has the first byte of a number where others have the last; aarch64 has NEON.  Each needs its
# cross compiler and C library (gcc-s390x-linux-gnu and libc6-dev-s390x-cross on Debian) and qemu-user.
# CROSS_ROOT has folders s390x and aarch64, in which the machine's packages check, libsubunit-dev,
# libsubunit0, libutf8proc-dev, libutf8proc2 and libc6 (for iconv's modules) are unpacked with dpkg -x.
# What is not there is told and left out.
. "$(dirname "$0")/common.sh"

modules='arena big5 candidate cell_table charmap charset codec count count_column count_neon count_plain cpu detect enc enc_out enc_text enc_utf8 escape foreign gb18030 io mixed
prose_table race reading reversible signature tabs tally uni uni_table utf16 utf8 utf8_scan utf8_skim utf8_walk visible wide'
units='utf8 cpu big5 gb18030 tabs count'
units_with_iconv='candidate reading mixed detect enc'

# Compiles for the machine $1 what encodings are made of; false, and told, if it can't be.
compile() {
	sources=
	for module in $modules; do
		sources="$sources $ROOT/lib/$module.c"
	done
	for table in gb18030_chars big5_chars gb18030_codes big5_codes shuffle_table; do
		sources="$sources $B/gen/$table.c"
	done
	mkdir -p "$made" && rm -f "$made"/*.o
	# shellcheck disable=SC2086 # lists of flags and files
	(cd "$made" && "$gcc" $flags -c $sources) > "$work/said" 2>&1 ||
		{ fail "$machine: does not compile" "$work/said"; false; }
}

# A unit test, compiled and run.
run_unit() {
	# shellcheck disable=SC2086
	"$gcc" $flags -o "$made/check_$1" "$ROOT/tests/check_$1.c" "$made"/*.o \
		-L"$libs" -lutf8proc -lcheck -lsubunit -lm -lrt -lpthread > "$work/said" 2>&1 &&
		CK_FORK=no "$qemu" -L "/usr/$machine-linux-gnu" -E "LD_LIBRARY_PATH=$libs" \
			-E "GCONV_PATH=$libs/gconv" "$made/check_$1" > "$work/said" 2>&1
	# shellcheck disable=SC2181
	if [ $? -eq 0 ]; then
		pass
	else
		fail "$machine: check_$1" "$work/said"
	fi
}

[ -n "${CROSS_ROOT:-}" ] || skip 'no CROSS_ROOT: nothing is run on other machines'
[ $# -gt 0 ] || set -- s390x aarch64
for machine; do
	[ -n "${CROSS_ROOT:-}" ] || break
	gcc=$machine-linux-gnu-gcc qemu=qemu-$machine made=$B/cross/$machine
	libs=$CROSS_ROOT/$machine/usr/lib/$machine-linux-gnu
	flags="-std=c11 -O1 -D_POSIX_C_SOURCE=200809L -iquote $ROOT/lib -I$CROSS_ROOT/$machine/usr/include"
	if ! has "$gcc" || ! has "$qemu" || [ ! -f "$libs/libcheck.a" ]; then
		skip "$machine: no $gcc, $qemu or $libs/libcheck.a"
		continue
	fi
	compile || continue
	for unit in $units; do
		run_unit "$unit"
	done
	[ -d "$libs/gconv" ] || {
		skip "$machine: no $libs/gconv: not $units_with_iconv"
		continue
	}
	for unit in $units_with_iconv; do
		run_unit "$unit"
	done
done
finish
