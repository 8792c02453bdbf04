#!/bin/sh
# hardened.sh - that the tools were built with the flags against faults of memory that the compiler has,
# and that no tool can reach a network or start a program
. "$(dirname "$0")/common.sh"

HARDENED=${HARDENED-$(sh "$ROOT/tests/harden.sh" compile cc -O2) $(sh "$ROOT/tests/harden.sh" link cc)}

# asked FLAG: true if the build was to have it.
asked() {
	case " $HARDENED " in
	*" $1 "*) ;;
	*) false ;;
	esac
}

# shows TOOL WHAT PATTERN READELF-OPTION: what readelf says of the tool has the pattern.
shows() {
	readelf -W "$4" "$BIN/$1" > "$work/said"
	check "$1: $2" grep -Eq "$3" "$work/said"
}

# What the tools' own code and what is linked into it ask the C library for.  Workers have pairs of
# sockets among themselves; seccomp refuses all this to what libraries load (lib/confine.h).
reaches_nothing() {
	readelf -W --dyn-syms "$BIN/$1" | sed -n 's/.* UND \([A-Za-z0-9_]*\).*/\1/p' > "$work/said"
	check "$1: asks for no network and no program: $(forbidden | tr '\n' ' ')" test -z "$(forbidden)"
	check "$1: what it asks for is seen" grep -qx 'write\|read' "$work/said"
}

forbidden() {
	grep -xE 'socket|connect|bind|listen|accept4?|send(to|msg|mmsg)|getaddrinfo|gethostbyname.*|res_.*|dlopen|exec[lv]p?e?|execvpe|fexecve|posix_spawnp?|system|popen|wordexp' "$work/said"
}

if ! has readelf || ! readelf -h "$BIN/npconv" > /dev/null 2>&1; then
	skip "no readelf, or no ELF: the tools' build is not looked at"
	finish
fi
if ! grep -q __asan_init "$BIN/npconv"; then
	for tool in $(tools); do
		reaches_nothing "$tool"
	done
fi
case $HARDENED in
*-Wl,*) ;;
*) skip "built without the flags (sanitizers, or HARDEN=)" ;;
esac
for tool in $(tools); do
	if asked -pie; then
		shows "$tool" "a program that can stand anywhere (PIE)" 'Type: *DYN' -h
	fi
	if asked -Wl,-z,relro; then
		shows "$tool" "tables of the linker read-only" 'GNU_RELRO' -l
	fi
	if asked -Wl,-z,now; then
		shows "$tool" "all of them" '\(FLAGS\).*BIND_NOW|\(FLAGS_1\).*NOW|\(BIND_NOW\)' -d
	fi
	if asked -Wl,-z,noexecstack; then
		shows "$tool" "no code on the stack" 'GNU_STACK.* RW +0x' -l
	fi
	if asked -fstack-protector-strong; then
		shows "$tool" "a guard on the stack" '__stack_chk_fail' --dyn-syms
	fi
	# glibc and its like have functions that check; with others the flag does nothing.
	if asked -D_FORTIFY_SOURCE=3 && getconf GNU_LIBC_VERSION > /dev/null 2>&1; then
		shows "$tool" "calls that check lengths" '__[a-z]+_chk' --dyn-syms
	fi
done
finish
