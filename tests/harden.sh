#!/bin/sh
# harden.sh - the flags against faults of memory that a compiler has
#
#	harden.sh compile | link CC [CFLAG ...]
#
# They are tried all at once, and one by one where that fails.  Sanitizers do the same
# work better, and _FORTIFY_SOURCE needs a compiler that optimises.
set -u

part=$1
cc=$2
shift 2
optimised=
for flag; do
	case $flag in
	-fsanitize=*) exit 0 ;;
	-O0) optimised= ;;
	-O*) optimised=1 ;;
	esac
done
case $part in
compile) flags="-fstack-protector-strong -fPIE ${optimised:+-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3}" ;;
*) flags="-pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack" ;;
esac

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
printf '#include <stdio.h>\nint main(void) { char b[9]; return scanf("%%8s", b) != 1; }\n' > "$work/t.c"

# takes FLAG ...: true if the compiler has these and says nothing about them.
takes() {
	if [ "$part" = compile ]; then
		set -- "$@" -c
	else
		set -- "$@" -fPIE
	fi
	$cc "$@" -o "$work/t" "$work/t.c" > "$work/said" 2>&1 && [ ! -s "$work/said" ]
}

# The list is of words without spaces.
# shellcheck disable=SC2086
if takes ${optimised:+-O2} $flags; then
	echo "$flags"
else
	for flag in $flags; do
		! takes ${optimised:+-O2} "$flag" || printf '%s ' "$flag"
	done
fi
