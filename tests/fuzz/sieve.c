/*
 * sieve - the built-in rules, sieved and tried by the library itself, find what PCRE2 finds alone
 *
 * The first choice is whether the text is asked from its start to its end, or between two characters.
 */
#include "fuzz.h"

#include "rules.h"

extern const struct np_rules_data np_marks_rules;
extern const struct np_sieve_data np_marks_sieve;
extern const struct np_backtrack_data np_marks_backtrack;

/* The steps of a try are bounded, and both ways count them by themselves: texts of about a line. */
enum { TEXT_MAX = 400 };

/* The rules as they are in the library, or read here; made once and never given back. */
static struct np_rules *
open_rules(bool built)
{
	struct np_rules *rules;
	struct np_error err;

	LAW(np_rules_open(&rules, &err) == NP_OK);
	if (built) {
		LAW(np_rules_take(rules, &np_marks_rules, &err) == NP_OK);
		LAW(np_rules_built(rules, &np_marks_sieve, &np_marks_backtrack, &err) == NP_OK);
	} else {
		struct np_span text = { np_marks_rules.text, np_marks_rules.len };

		LAW(np_rules_add(rules, text, false, &err) == NP_OK);
	}
	return rules;
}

static void
same(bool a, const struct np_found *x, bool b, const struct np_found *y)
{
	LAW(a == b);
	LAW(!a || (x->mark == y->mark && x->role == y->role));
	LAW(!a || (x->start == y->start && x->end == y->end));
}

/* The byte, or the first of the character that it is within. */
static size_t
at_character(struct np_span text, size_t byte)
{
	while (byte > 0 && byte < text.len && ((unsigned char)text.ptr[byte] & 0xC0) == 0x80)
		byte--;
	return byte;
}

static void
ask(struct np_rules *built, struct np_rules *read, struct np_span text, size_t from, size_t end)
{
	struct np_found x, y;
	bool a, b;

	np_rules_look(built, text, NULL, false);
	np_rules_look(read, text, NULL, false);
	a = np_rules_head(built, from, &x);
	b = np_rules_head(read, from, &y);
	same(a, &x, b, &y);
	a = np_rules_tail(built, end, &x);
	b = np_rules_tail(read, end, &y);
	same(a, &x, b, &y);
	while (from <= text.len) {
		a = np_rules_inside(built, from, &x);
		b = np_rules_inside(read, from, &y);
		same(a, &x, b, &y);
		if (!a)
			break;
		from = x.end > from ? x.end : from + 1;
		while (from < text.len && ((unsigned char)text.ptr[from] & 0xC0) == 0x80)
			from++;
	}
	np_rules_look(built, text, NULL, true);
	np_rules_look(read, text, NULL, true);
	a = np_rules_whole(built, &x);
	b = np_rules_whole(read, &y);
	same(a, &x, b, &y);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct np_rules *built, *read;
	struct fuzz fuzz = fuzz_begin(data, size);
	bool part = fuzz_choice(&fuzz, 2) == 1;
	struct np_span text;

	if (fuzz.rest.len > TEXT_MAX)
		return 0;
	if (built == NULL) {
		built = open_rules(true);
		read = open_rules(false);
	}
	text = fuzz_copy(fuzz.rest);
	if (part)
		ask(built, read, text, at_character(text, fuzz_below(&fuzz, text.len + 1)),
		    at_character(text, fuzz_below(&fuzz, text.len + 1)));
	else
		ask(built, read, text, 0, text.len);
	free((char *)(size_t)text.ptr);
	return 0;
}
