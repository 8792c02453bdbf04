/* count_plain.c - the inside of count by plain C, a character or eight of them at a time */
#include <string.h>

#include "count_sweep.h"
#include "count_words.h"
#include "threes.h"
#include "utf8.h"

enum { NO_RUN = -1 };

/* ---- runs of letters and digits ---- */

/* A letter or digit of that class comes. */
static void
run_goes_on(struct np_counter *counter, enum np_class class)
{
	struct np_count_run *run = &counter->run;
	struct np_count *sum = counter->sum;

	if ((int)class != run->class) {
		uint64_t *words = class == NP_LATIN    ? &sum->latin_words
				  : class == NP_LETTER ? &sum->other_words
						       : &sum->numbers;
		++*words;
		run->class = (int8_t) class;
	}
	run->joined = false;
}

/* The same for the runs of both, with full-width ones left out. */
static void
any_run_goes_on(struct np_counter *counter, enum np_class class, bool wide)
{
	struct np_count_run *run = &counter->run;

	if (wide) {
		counter->sum->fullwidth++;
		run->any = NO_RUN;
	} else {
		if (run->any == NO_RUN || (run->pending == NP_SIGN_NUMBER && class != NP_DIGIT))
			counter->sum->runs++;
		else
			counter->sum->inside += run->inside;
		run->any = (int8_t) class;
	}
	run->pending = NP_SIGN_NONE;
	run->inside = false;
}

/* What is no letter or digit comes: a sign that may stand inside, or the end. */
static void
run_stops(struct np_count_run *run, enum np_count_sign sign, bool inside)
{
	enum np_count_sign fits = run->class == NP_DIGIT ? NP_SIGN_NUMBER : NP_SIGN_WORD;

	if (run->class != NO_RUN && !run->joined && sign == fits)
		run->joined = true;
	else
		run->class = NO_RUN, run->joined = false;
	if (run->any != NO_RUN && run->pending == NP_SIGN_NONE &&
	    (sign == NP_SIGN_WORD || (sign == NP_SIGN_NUMBER && run->any == NP_DIGIT))) {
		run->pending = (int8_t)sign;
		run->inside = inside;
	} else {
		run->any = NO_RUN;
		run->pending = NP_SIGN_NONE;
		run->inside = false;
	}
}

static void
count_run(struct np_counter *counter, uint32_t cp, unsigned entry)
{
	enum np_class class = (enum np_class)(entry & NP_UNI_CLASS);

	if ((entry & NP_UNI_MARK) != 0 || (class == NP_CONTROL && np_count_unseen(cp)))
		return;
	if (class == NP_LATIN || class == NP_LETTER || class == NP_DIGIT) {
		run_goes_on(counter, class);
		any_run_goes_on(counter, class, (entry & NP_UNI_WIDE) != 0);
	} else if (counter->run.class != NO_RUN || counter->run.any != NO_RUN) {
		run_stops(&counter->run, np_count_sign(cp), class == NP_CJKPUNCT);
	}
}

void
np_count_runs(struct np_counter *counter, const char *ptr, size_t len)
{
	size_t pos = 0;

	while (pos < len) {
		uint32_t cp;

		/* no more of most Han characters than their first byte need be seen */
		if ((unsigned char)ptr[pos] >= 0xE4 && (unsigned char)ptr[pos] <= 0xE9 &&
		    len - pos >= 3) {
			counter->run = np_count_no_run;
			pos += 3;
			continue;
		}
		pos += np_utf8_next(ptr + pos, len - pos, &cp);
		count_run(counter, cp, np_uni_entry(cp));
	}
}

/* ---- a character at a time ---- */

static void
count_line(struct np_counter *counter, uint32_t cp)
{
	if (cp == '\n') {
		counter->sum->lines++;
		counter->sum->feeds++;
	}
	if (cp == '\f')
		counter->sum->lines += counter->line_open;
	counter->line_open = cp != '\n' && cp != '\f';
}

static void
count_one(struct np_counter *counter, uint32_t cp)
{
	struct np_count *sum = counter->sum;
	unsigned entry;

	sum->chars++;
	count_line(counter, cp);
	if ((counter->want & NP_COUNT_GRAPHEMES) != 0)
		sum->graphemes += np_uni_cluster_begins(&counter->cluster, cp);
	if (cp == NP_UTF8_BAD) {
		sum->bad++;
		counter->run = np_count_no_run;
		return;
	}
	entry = np_uni_entry(cp);
	sum->classes[entry & NP_UNI_CLASS]++;
	if ((counter->want & NP_COUNT_WORDS) != 0)
		count_run(counter, cp, entry);
}

/* ---- eight characters of three bytes at a time ---- */

/* Bit 7 of each byte: its number, 0 to 15, is least or more. */
static uint64_t
at_least(uint64_t numbers, unsigned least)
{
	return (numbers + NP_EACH_BYTE(UINT64_C(0x80) - least)) & NP_EACH_BYTE(0x80);
}

/*
 * Bit 7 of each byte: the character is Han.  All of U+4000 to U+9FFF is, the
 * first bytes E4 to E9, but for U+4DC0 to U+4DFF, E4 B7, which are hexagrams.
 */
static uint64_t
surely_han(const struct np_threes *threes)
{
	uint64_t low = NP_EACH_BYTE(0x7F);
	uint64_t four = at_least(threes->leads, 4);
	uint64_t e4 = four & ~at_least(threes->leads, 5);
	uint64_t other = threes->seconds ^ NP_EACH_BYTE(0xB7);
	uint64_t b7 = ~(((other & low) + low) | other) & NP_EACH_BYTE(0x80);

	return four & ~at_least(threes->leads, 10) & ~(e4 & b7);
}

/* The code point of the three bytes at p, which are valid. */
static uint32_t
three_bytes(const char *p)
{
	return ((unsigned char)p[0] & 0x0Fu) << 12 | ((unsigned char)p[1] & 0x3Fu) << 6 |
	       ((unsigned char)p[2] & 0x3Fu);
}

/* What a character must be to be counted in a run: see count_run_of_threes(). */
struct quiet {
	unsigned classes; /* bit 1 << class */
	bool solo;
};

static bool
is_quiet(const struct quiet *quiet, unsigned entry)
{
	return (quiet->classes >> (entry & NP_UNI_CLASS) & 1) != 0 &&
	       (!quiet->solo || np_uni_is_solo(entry));
}

/* Counts eight quiet characters of three bytes into classes; false, and no count, if not such. */
static bool
count_eight(uint64_t *classes, const struct quiet *quiet, const char *ptr)
{
	struct np_threes threes;
	uint64_t rest;
	unsigned char others[8];
	size_t count = 0;

	if (!np_threes_take(ptr, &threes))
		return false;
	rest = (~surely_han(&threes) & NP_EACH_BYTE(0x80)) >> 7;
	for (; rest != 0; rest &= rest - 1) {
		/* 1 << 8i times this has i in its highest three bits */
		uint64_t place = (rest & (~rest + 1)) * UINT64_C(0x0020406080A0C0E0) >> 61;
		unsigned entry = np_uni_entry(three_bytes(ptr + (place * 3 & 7) * 3));

		if (!is_quiet(quiet, entry))
			return false;
		others[count++] = (unsigned char)(entry & NP_UNI_CLASS);
	}
	classes[NP_HAN] += 8 - count;
	for (size_t i = 0; i < count; i++)
		classes[others[i]]++;
	return true;
}

/*
 * Counts the characters of three bytes from byte pos, and answers up to where they
 * came.  Most are Han; the others must be quiet: no word is open in or after
 * them, and each is a cluster, as far as that is asked for.  So it must be for the
 * character before them, which the caller looks at.
 */
static size_t
count_run_of_threes(struct np_counter *counter, const char *ptr, size_t pos, size_t end)
{
	const bool graphemes = (counter->want & NP_COUNT_GRAPHEMES) != 0;
	const struct quiet quiet = {
		.classes = (counter->want & NP_COUNT_WORDS) == 0
			       ? ~0u
			       : 1u << NP_HAN | 1u << NP_KANA | 1u << NP_HANGUL |
				     1u << NP_BOPOMOFO | 1u << NP_CJKPUNCT | 1u << NP_PUNCT |
				     1u << NP_SPACE,
		.solo = graphemes,
	};
	uint64_t *classes = counter->sum->classes;
	size_t start = pos;
	uint32_t last = 0;

	while (end - pos >= NP_THREES && count_eight(classes, &quiet, ptr + pos))
		pos += NP_THREES;
	while (end - pos >= 3 && np_threes_one(ptr + pos)) {
		unsigned entry = np_uni_entry(three_bytes(ptr + pos));

		if (!is_quiet(&quiet, entry))
			break;
		classes[entry & NP_UNI_CLASS]++;
		pos += 3;
	}
	if (pos == start)
		return pos;
	counter->sum->chars += (pos - start) / 3;
	counter->line_open = true;
	if (graphemes) {
		counter->sum->graphemes += (pos - start) / 3;
		np_utf8_prev(ptr + start, pos - start, &last);
		counter->cluster = (struct np_uni_cluster){ .open = false };
		np_uni_cluster_begins(&counter->cluster, last);
	}
	return pos;
}

/* True if a quiet character that follows begins a cluster and goes on with no word. */
static bool
may_run(const struct np_counter *counter)
{
	return counter->run.class == NO_RUN && counter->run.any == NO_RUN &&
	       (!counter->cluster.open ||
		   np_uni_is_solo((unsigned)counter->cluster.last << NP_UNI_GCB_SHIFT));
}

/* Counts the ASCII from byte pos, as far as classes only are asked for; answers its end. */
static size_t
count_ascii(struct np_counter *counter, const char *ptr, size_t pos, size_t end)
{
	struct np_count *sum = counter->sum;
	size_t start = pos;

	if ((counter->want & (NP_COUNT_WORDS | NP_COUNT_GRAPHEMES)) != 0)
		return pos;
	for (; pos < end && (unsigned char)ptr[pos] < 0x80; pos++) {
		sum->classes[np_uni_class((unsigned char)ptr[pos])]++;
		count_line(counter, (unsigned char)ptr[pos]);
	}
	sum->chars += pos - start;
	return pos;
}

size_t
np_count_plainly(struct np_counter *counter, const char *ptr, size_t len, size_t pos, size_t end)
{
	while (pos < end) {
		uint32_t cp;

		pos = count_ascii(counter, ptr, pos, end);
		if (pos < end && (unsigned char)ptr[pos] >= 0xE0 && may_run(counter)) {
			size_t start = pos;

			pos = count_run_of_threes(counter, ptr, pos, end);
			if (pos > start)
				continue;
		}
		if (pos < end) {
			pos += np_utf8_next(ptr + pos, len - pos, &cp);
			count_one(counter, cp);
		}
	}
	return pos;
}

/* ---- characters and lines alone ---- */

static void
count_lines(struct np_counter *counter, const char *ptr, size_t len)
{
	while (len > 0) {
		const char *feed = memchr(ptr, '\f', len);
		size_t part = feed != NULL ? (size_t)(feed - ptr) : len;

		if (part > 0) {
			uint64_t feeds = np_utf8_lines(ptr, part);

			counter->sum->lines += feeds;
			counter->sum->feeds += feeds;
			counter->line_open = ptr[part - 1] != '\n';
		}
		if (feed == NULL)
			return;
		counter->sum->lines += counter->line_open;
		counter->line_open = false;
		ptr += part + 1;
		len -= part + 1;
	}
}

size_t
np_count_chars_plainly(
    struct np_counter *counter, const char *ptr, size_t len, size_t pos, size_t end)
{
	size_t bad = 0, part = end - pos;

	if (end < len)
		part -= np_utf8_tail(ptr + pos, part);
	counter->sum->chars += np_utf8_count(ptr + pos, part, &bad);
	counter->sum->bad += bad;
	count_lines(counter, ptr + pos, part);
	return pos + part;
}
