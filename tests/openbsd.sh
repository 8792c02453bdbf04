#!/bin/sh
# openbsd.sh - lib/confine*.c as OpenBSD would build it: what it promises by pledge(2) and unveil(2)
#
# The system's own calls are not here: functions of their names tell what they were given.
. "$(dirname "$0")/common.sh"

cd "$work" || exit 1
cat > calls.h <<'END'
int pledge(const char *promises, const char *execpromises);
int unveil(const char *path, const char *permissions);
END
cat > told.c <<'END'
#include <stdio.h>
#include <string.h>

#include "calls.h"
#include "confine.h"

int
pledge(const char *promises, const char *execpromises)
{
	printf("pledge %s%s\n", promises, execpromises != NULL ? " and for exec" : "");
	return 0;
}

int
unveil(const char *path, const char *permissions)
{
	printf("unveil %s %s\n", path, permissions);
	return 0;
}

int
main(int argc, char *argv[])
{
	const char *how = argc > 1 ? argv[1] : "";

	if (strcmp(how, "folder") == 0)
		np_confine_folder("made");
	if (strcmp(how, "file") == 0)
		np_confine_file("made/model");
	if (strcmp(how, "worker") == 0) {
		np_confine_worker();
		return 0;
	}
	printf("took hold %u\n", np_confine_start());
	np_confine_start();
	np_confine_opened();
	return 0;
}
END
for cc in cc gcc clang; do
	has "$cc" || continue
	"$cc" -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -U__linux__ \
		-D__OpenBSD__ -include calls.h -iquote "$ROOT/lib" -o told "$ROOT"/lib/confine*.c told.c > err 2>&1
	check "$cc: compiles: $(cat err)" test $? -eq 0
done
[ -x told ] || {
	skip "no compiler"
	finish
}

# promises HOW LINE...
promises() {
	how=$1
	shift
	printf '%s\n' "$@" > wanted
	./told "$how" > got
	same "what is promised: $how" wanted got
}

# Nothing is written: first no file may be made, then none opened.
promises reads 'pledge stdio rpath prot_exec' 'took hold 3' 'pledge stdio prot_exec'
promises folder 'unveil / r' 'unveil made rwc' 'pledge stdio rpath wpath cpath fattr prot_exec' 'took hold 3'
promises file 'unveil / rwc' 'pledge stdio rpath wpath cpath fattr prot_exec' 'took hold 3'
promises worker 'pledge stdio rpath prot_exec' 'pledge stdio prot_exec'
finish
