/* opt.c - options that tools share, --help and --version */
#include "opt.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cpu.h"
#include "diag.h"
#include "enc.h"
#include "uni.h"

/* How many of the long options begin with these len bytes. */
static unsigned
begin_with(const struct option *longs, const char *word, size_t len)
{
	unsigned count = 0;

	for (; longs->name != NULL; longs++)
		count += strncmp(longs->name, word, len) == 0;
	return count;
}

/* word: the argument with it.  getopt_long() has set optopt, 0 for a long option that there is not. */
static void
say_fault(bool lacks, const char *word, const char *letters, const struct option *longs)
{
	bool is_long = strncmp(word, "--", 2) == 0;
	int len = (int)strcspn(word, "=");
	unsigned char letter = (unsigned char)optopt;

	if (lacks && is_long)
		np_diag_say(NP_USAGE, NULL, 0, "%s: give an argument", word);
	else if (lacks)
		np_diag_say(NP_USAGE, NULL, 0, "-%c: give an argument", letter);
	else if (optopt == 0 && begin_with(longs, word + 2, (size_t)len - 2) > 1)
		np_diag_say(NP_USAGE, NULL, 0, "%.*s: several options begin so", len, word);
	else if (optopt == 0)
		np_diag_say(NP_USAGE, NULL, 0, "%.*s: no such option", len, word);
	else if (is_long && (optopt > UCHAR_MAX || strchr(letters, optopt) != NULL))
		np_diag_say(NP_USAGE, NULL, 0, "%.*s: takes no argument", len, word);
	else if (letter < 0x80)
		np_diag_say(NP_USAGE, NULL, 0, "-%c: no such option", letter);
	else
		np_diag_say(NP_USAGE, NULL, 0, "-\\x%02X: no such option", letter);
}

/* Ends the program: what --help answers, status 0, or 3 when that can't be written. */
static void
put_help(const char *synopsis, const char *help)
{
	printf("usage: %s\n\n%s", synopsis, help);
	exit(np_diag_finish());
}

/* The same for --version: the program's, the library's and Unicode's version. */
static void
put_version(void)
{
	printf("%s (newsprint) %s\nUnicode %s\n", np_diag_program(), NP_VERSION, np_uni_version);
	exit(np_diag_finish());
}

/* The output is the same whatever instructions make it: no more than a note. */
static void
tell_refused_cpu(void)
{
	const char *wish = np_cpu_refused();

	if (wish != NULL)
		np_diag_say(NP_CLEAN, NULL, 0,
		    "NEWSPRINT_CPU=%s: no such instructions here, those of the machine are used "
		    "(give %s, "
		    "%s, %s or %s)",
		    wish, np_cpu_name(NP_CPU_PLAIN), np_cpu_name(NP_CPU_AVX2),
		    np_cpu_name(NP_CPU_AVX512), np_cpu_name(NP_CPU_NEON));
}

int
np_opt_next(int argc, char *argv[], const char *letters, const struct option *longs,
    const char *synopsis, const char *help)
{
	enum { MOST = 62 };
	char asked[MOST + 2] = ":";
	int opt;

	/* With a colon in front, ':' is the answer where an argument lacks. */
	strncat(asked, letters, MOST);
	opterr = 0;
	opt = getopt_long(argc, argv, asked, longs, NULL);
	if (opt == NP_OPT_HELP)
		put_help(synopsis, help);
	if (opt == NP_OPT_VERSION)
		put_version();
	if (opt == '?' || opt == ':') {
		say_fault(opt == ':', argv[optind - 1], letters, longs);
		np_opt_usage(synopsis);
	}
	if (opt == -1)
		tell_refused_cpu();
	return opt;
}

void
np_opt_one_source(const char *list, char *const *operands, const char *synopsis)
{
	if (list == NULL || operands[0] == NULL)
		return;
	np_diag_say(NP_USAGE, NULL, 0, "-0 and file operands: one of them");
	np_opt_usage(synopsis);
}

bool
np_opt_bad_name(const char *option, struct np_span name, const char *why)
{
	enum { SHOWN = 80 }; /* bytes */

	if (name.len == 0)
		np_diag_say(NP_USAGE, NULL, 0, "%s: an empty name: %s", option, why);
	else
		np_diag_say(NP_USAGE, NULL, 0, "%s %.*s: %s", option,
		    (int)(name.len < SHOWN ? name.len : SHOWN), name.ptr, why);
	return false;
}

bool
np_opt_size(const char *text, size_t *size)
{
	size_t n = 0;
	const char *p = text;
	for (; *p >= '0' && *p <= '9'; p++) {
		size_t digit = (size_t)(*p - '0');
		if (n > (SIZE_MAX - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	unsigned shift = *p == 'k' || *p == 'K' ? 10 : *p == 'M' ? 20 : *p == 'G' ? 30 : 0;
	if (p == text || p[shift != 0] != '\0' || n > SIZE_MAX >> shift)
		return false;
	*size = n << shift;
	return true;
}

bool
np_opt_bytes(const char *option, const char *arg, size_t *size)
{
	if (np_opt_size(arg, size) && *size > 0)
		return true;
	np_diag_say(NP_USAGE, NULL, 0, "%s=%s: give a size such as 64M", option, arg);
	return false;
}

bool
np_opt_max_page(const char *arg, size_t *size)
{
	return np_opt_bytes("--max-page", arg, size);
}

bool
np_opt_number(const struct np_opt_number *numbers, int opt, const char *arg, double *value)
{
	const struct np_opt_number *wanted = numbers;
	char *end;
	while (wanted->opt != opt)
		wanted++;
	/* strtod() would take blanks, signs, names and hexadecimal numbers too. */
	bool number = strspn(arg, "0123456789.") > 0 && strpbrk(arg, "xX") == NULL;
	*value = strtod(arg, &end);
	if (number && *end == '\0' && *value >= wanted->least && *value < wanted->end &&
	    (!wanted->whole || *value == (double)(uint64_t)*value))
		return true;
	np_diag_say(NP_USAGE, NULL, 0, "--%s=%s: give %s", wanted->name, arg, wanted->wants);
	return false;
}

bool
np_opt_encoding(const char *name)
{
	if (np_enc_known(name))
		return true;
	np_diag_say(NP_USAGE, NULL, 0, "-e %s: no such encoding (npconv -l lists them)", name);
	return false;
}

bool
np_opt_jobs(const char *arg, size_t *jobs)
{
	enum { MOST = 256 };
	if (arg[strspn(arg, "0123456789")] == '\0' && np_opt_size(arg, jobs) && *jobs > 0 &&
	    *jobs <= MOST)
		return true;
	np_diag_say(NP_USAGE, NULL, 0, "-j %s: give a number of workers from 1 to %d", arg, MOST);
	return false;
}

_Noreturn void
np_opt_usage(const char *synopsis)
{
	fprintf(stderr, "usage: %s\n", synopsis);
	exit(NP_USAGE);
}
