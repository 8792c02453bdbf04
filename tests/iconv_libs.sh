#!/bin/sh
# Prints what iconv(3) needs at link time with compiler $1: nothing, or -liconv.
set -u
src='#include <iconv.h>
int main(void) { iconv_t cd = iconv_open("UTF-8", "GB18030"); return cd == (iconv_t)-1; }'
for libs in "" "-liconv"; do
	if printf '%s\n' "$src" | ${1:-cc} -x c -o /dev/null - $libs 2>/dev/null; then
		echo "$libs"
		exit 0
	fi
done
