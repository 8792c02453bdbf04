/*
 * tool_graphemes - counts the graphemes of standard input by utf8proc's own loop
 *
 * What npcount's graphemes are measured beside: each character is decoded and compared with the
 * one before it by the library, as its documentation has it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

int
main(void)
{
	enum { SIZE = 256 * 1024 };
	static utf8proc_uint8_t buf[SIZE];
	utf8proc_int32_t last = -1, state = 0, cp;
	unsigned long long count = 0;
	size_t held = 0, got;

	while ((got = fread(buf + held, 1, SIZE - held, stdin)) > 0) {
		size_t len = held + got, pos = 0;

		/* characters that may be cut wait for the next piece */
		while (pos < len && (len - pos >= 4 || feof(stdin))) {
			utf8proc_ssize_t step =
			    utf8proc_iterate(buf + pos, (utf8proc_ssize_t)(len - pos), &cp);

			if (step < 1) {
				step = 1;
				cp = 0xFFFD;
			}
			count += last < 0 || utf8proc_grapheme_break_stateful(last, cp, &state);
			last = cp;
			pos += (size_t)step;
		}
		held = len - pos;
		memmove(buf, buf + pos, held);
	}
	printf("%llu\n", count + held);
	return ferror(stdin) || fflush(stdout) != 0;
}
