/* mixed.c - texts in several encodings, one behind the other: which bytes are in what */
#include "mixed.h"

#include <stdlib.h>
#include <string.h>

#include "reading.h"

/* Costs, in bits, of going on in another encoding. */
enum {
	SWITCH_LINE = 12,   /* at the beginning of a line */
	SWITCH_SHIFT = 6,   /* at a "~{", to HZ */
	SWITCH_WITHIN = 20, /* behind a character below "@" */
	SWITCH_ELSE = 28,   /* where ASCII begins or ends, or behind a bad byte */
	COST_ODD = 10,      /* a text that begins inside a unit of UTF-16 */
	COST_SHIFT = 2      /* "~{" and "~}" */
};

enum {
	WINDOW = NP_MIXED_MOST, /* bytes that are weighed together */
	HOPELESS = 60,          /* so many bits behind, a way is given up */
	PIECE = 1024,           /* bytes of UTF-16 that are looked at as if they were a line */
	PART = 48,              /* bytes that read well or not, however the line does */
	NEVER = INT32_MAX / 2
};

/* The ways to read a byte.  UTF-16 has two for each order, for units that begin at even and odd bytes. */
static const struct way {
	enum np_candidate set;
	bool odd;
	bool shifted; /* HZ: between "~{" and "~}" */
} ways[] = {
	{ NP_CANDIDATE_UTF8, false, false },
	{ NP_CANDIDATE_GB18030, false, false },
	{ NP_CANDIDATE_BIG5, false, false },
	{ NP_CANDIDATE_EUC_JP, false, false },
	{ NP_CANDIDATE_SHIFT_JIS, false, false },
	{ NP_CANDIDATE_EUC_KR, false, false },
	{ NP_CANDIDATE_HZ, false, false },
	{ NP_CANDIDATE_HZ, false, true },
	{ NP_CANDIDATE_UTF16LE, false, false },
	{ NP_CANDIDATE_UTF16LE, true, false },
	{ NP_CANDIDATE_UTF16BE, false, false },
	{ NP_CANDIDATE_UTF16BE, true, false },
};

/* A character has four bytes at most. */
enum { WAYS = sizeof ways / sizeof ways[0], LONGEST = 4, RING = 8 };
_Static_assert(WAYS <= 16 && WINDOW <= UINT16_MAX, "a step's way and a stretch's length");

/* How a way came to a byte. */
struct arrival {
	int32_t bits;
	uint32_t before; /* the character before it, or 0 */
};

/*
 * Where it came from: the way then, above, and how many bytes before, in the lower four bits.  There is
 * one for each byte of a window and each way: most of what np_mixed takes.
 */
enum { STEP_SHIFT = 4, STEP_LEN = (1 << STEP_SHIFT) - 1 };

/* A run within a window. */
struct stretch {
	uint16_t len;
	unsigned char set;
};

struct np_mixed {
	bool begun;
	unsigned char way;     /* in which the text was read last */
	bool odd;              /* an odd number of bytes is behind */
	struct stretch *queue; /* runs that are decided */
	size_t queued, taken;
	struct arrival arrivals[RING][WAYS]; /* at byte i: [i % RING] */
	int32_t lowest[RING];                /* the least of these */
	bool bad[RING];                      /* the best way came there by a bad byte */
	unsigned char steps[WINDOW + 1][WAYS];
	struct stretch runs[WINDOW];
};

struct np_mixed *
np_mixed_open(void)
{
	struct np_mixed *mixed = calloc(1, sizeof *mixed);
	if (mixed != NULL)
		mixed->queue = mixed->runs;
	return mixed;
}

void
np_mixed_close(struct np_mixed *mixed)
{
	free(mixed);
}

/* ---- the quick way: lines that read well as before ---- */

/*
 * The end of the line that begins at from, or of a piece where UTF-16 is read; 0 where it is not there
 * yet, or so long that it is weighed in windows.
 */
static size_t
piece_end(const struct np_mixed *mixed, const char *bytes, size_t from, size_t len, bool last)
{
	size_t left = len - from, most = left < WINDOW ? left : WINDOW;
	if (np_candidate_is_utf16(ways[mixed->way].set)) {
		if (left >= PIECE)
			return from + PIECE;
		return last ? len : 0;
	}
	const char *feed = memchr(bytes + from, '\n', most);
	if (feed != NULL)
		return (size_t)(feed - bytes) + 1;
	return last && left < WINDOW ? len : 0;
}

static bool
is_ascii(const unsigned char *p, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (p[i] >= 0x80 || p[i] == 0 || (p[i] == '~' && i + 1 < len && p[i + 1] == '{'))
			return false;
	}
	return true;
}

/* True if the piece, at byte `at` of what is at hand, reads well as the text before it, in each part. */
static bool
reads_on(const struct np_mixed *mixed, const unsigned char *p, size_t len, size_t at)
{
	const struct way *way = &ways[mixed->way];
	struct np_reading reading = { .set = way->set, .shifted = way->shifted };
	if (!np_candidate_is_utf16(way->set) && is_ascii(p, len))
		return true;
	if (np_candidate_is_utf16(way->set) && (len % 2 != 0 || (at + mixed->odd) % 2 != way->odd))
		return false;
	for (size_t start = 0; start < len; start = reading.at) {
		size_t end = len - start < PART ? len : start + PART;
		int32_t before = np_reading_bits(&reading);
		np_reading_go(&reading, p, len, end);
		size_t got = reading.at - start;
		int32_t bits = np_reading_bits(&reading) - before;
		if (!np_reading_is_well(
			way->set, p + start, got, bits, np_reading_noise(p + start, got, false)))
			return false;
	}
	return true;
}

/* How many bytes go on as before, in whole lines or pieces. */
static size_t
read_on(const struct np_mixed *mixed, const char *bytes, size_t len, bool last)
{
	size_t at = 0;
	while (at < len) {
		size_t end = piece_end(mixed, bytes, at, len, last);
		if (end == 0 || !reads_on(mixed, (const unsigned char *)bytes + at, end - at, at))
			break;
		at = end;
	}
	return at;
}

/* ---- the long way: all encodings weighed over a window ---- */

/* The price of another encoding at byte at, or NEVER. */
static int32_t
price_of_switch(const struct np_mixed *mixed, const unsigned char *p, size_t at, size_t len)
{
	if (at == 0)
		return mixed->begun ? SWITCH_LINE : NEVER;
	unsigned char before = p[at - 1];
	if (before == '\n')
		return SWITCH_LINE;
	if (at + 1 < len && p[at] == '~' && p[at + 1] == '{')
		return SWITCH_SHIFT;
	if (before < 0x40)
		return SWITCH_WITHIN;
	if (mixed->bad[at % RING] || (before < 0x80) != (p[at] < 0x80))
		return SWITCH_ELSE;
	return NEVER;
}

/*
 * The character at byte `at` in way w, with its price; the way in which it goes on into *next.
 * Answers its length, 0 where there is none: the unit of UTF-16 does not begin here.
 */
static size_t
read_one(const struct np_mixed *mixed, const unsigned char *p, size_t at, size_t len, size_t w,
    uint32_t *before, int32_t *price, size_t *next)
{
	const struct way *way = &ways[w];
	struct np_glyph glyph = { .len = 1 };
	size_t left = len - at;
	*next = w;
	if (np_candidate_is_utf16(way->set) && (at + mixed->odd) % 2 != way->odd)
		return 0;
	if (way->set == NP_CANDIDATE_HZ && left > 1 && p[at] == '~' &&
	    p[at + 1] == (way->shifted ? '}' : '{')) {
		*next = way->shifted ? w - 1 : w + 1;
		*before = 0;
		*price = COST_SHIFT;
		return 2;
	}
	if (way->set == NP_CANDIDATE_HZ && (!way->shifted || p[at] == '\n')) {
		glyph.cp = p[at] < 0x80 ? p[at] : NP_CANDIDATE_BAD;
		*next = way->shifted ? w - 1 : w;
	} else {
		size_t used = np_candidate_next(way->set, p + at, left, &glyph.cp);
		/* What the end cuts is as good as bad. */
		if (used == 0)
			glyph.cp = NP_CANDIDATE_BAD;
		glyph.len = (uint32_t)(used == 0 ? 1 : used);
	}
	*price = np_reading_price(way->set, glyph, *before);
	*before = glyph.cp == NP_CANDIDATE_BAD ? 0 : glyph.cp;
	return glyph.len;
}

/* Nothing has come to byte `at` yet. */
static void
clear(struct np_mixed *mixed, size_t at)
{
	for (size_t w = 0; w < WAYS; w++)
		mixed->arrivals[at % RING][w] = (struct arrival){ .bits = NEVER };
	mixed->lowest[at % RING] = NEVER;
	mixed->bad[at % RING] = false;
}

/* Before the first byte: the way at hand, or any. */
static void
set_out(struct np_mixed *mixed)
{
	for (size_t i = 0; i < RING; i++)
		clear(mixed, i);
	for (size_t w = 0; w < WAYS; w++) {
		int32_t bits = NEVER;
		for (int t = 0; t < NP_TONGUES && !mixed->begun && !ways[w].shifted; t++) {
			int32_t prior = (int32_t)np_reading_prior(ways[w].set, (enum np_tongue)t) +
					(ways[w].odd ? COST_ODD : 0);
			bits = prior < bits ? prior : bits;
		}
		if (mixed->begun && w == mixed->way)
			bits = 0;
		mixed->arrivals[0][w].bits = bits;
	}
}

/* From each way at byte `at` to wherever its next character leads. */
static void
advance(struct np_mixed *mixed, const unsigned char *p, size_t at, size_t len, size_t best)
{
	const struct arrival *here = mixed->arrivals[at % RING];
	int32_t lowest = here[best].bits;
	int32_t other = price_of_switch(mixed, p, at, len);
	for (size_t w = 0; w < WAYS; w++) {
		size_t from = w, next;
		int32_t bits = here[w].bits, price;
		uint32_t before = here[w].before;
		if (w != best && !ways[w].shifted && lowest + other < bits) {
			from = best;
			bits = lowest + other;
			before = 0;
		}
		if (bits > lowest + HOPELESS)
			continue;
		size_t used = read_one(mixed, p, at, len, w, &before, &price, &next);
		if (used == 0)
			continue;
		struct arrival *there = &mixed->arrivals[(at + used) % RING][next];
		if (bits + price < there->bits) {
			*there = (struct arrival){ bits + price, before };
			if (there->bits < mixed->lowest[(at + used) % RING])
				mixed->lowest[(at + used) % RING] = there->bits;
			mixed->steps[at + used][next] = (unsigned char)(from << STEP_SHIFT | used);
			if (w == best)
				mixed->bad[(at + used) % RING] = price >= NP_READING_BAD;
		}
	}
}

static size_t
best_at(const struct np_mixed *mixed, size_t at)
{
	size_t best = 0;
	for (size_t w = 1; w < WAYS; w++) {
		if (mixed->arrivals[at % RING][w].bits < mixed->arrivals[at % RING][best].bits)
			best = w;
	}
	return best;
}

/* Finds the best way through the first len bytes; answers the way at their end. */
static size_t
find_way(struct np_mixed *mixed, const unsigned char *p, size_t len)
{
	set_out(mixed);
	for (size_t at = 0; at < len; at++) {
		size_t best = best_at(mixed, at);
		int32_t beyond = NEVER;
		/* Ways that are past this byte already may leave all that are here behind. */
		for (size_t i = 1; i <= LONGEST; i++) {
			int32_t bits = mixed->lowest[(at + i) % RING];
			beyond = bits < beyond ? bits : beyond;
		}
		if (mixed->arrivals[at % RING][best].bits <= beyond + HOPELESS)
			advance(mixed, p, at, len, best);
		clear(mixed, at);
	}
	return best_at(mixed, len);
}

/* How much of a window that goes on behind it is decided: whole lines if there are any. */
static size_t
decided(const char *bytes, size_t len)
{
	size_t most = len / 4 * 3;
	for (size_t at = most; at > 0; at--) {
		if (bytes[at - 1] == '\n')
			return at;
	}
	return most;
}

/* Puts the runs of the best way into the queue, those that begin before end. */
static void
trace_back(struct np_mixed *mixed, size_t len, size_t way, size_t end)
{
	size_t first = WINDOW; /* the runs fill the queue from its end */
	size_t at = len, w = way;
	while (at > 0) {
		unsigned step = mixed->steps[at][w], used = step & STEP_LEN;
		size_t start = at - used;
		unsigned char set = (unsigned char)ways[w].set;
		if (start < end) {
			if (first == WINDOW)
				mixed->way = (unsigned char)w;
			if (first == WINDOW || mixed->runs[first].set != set)
				mixed->runs[--first] = (struct stretch){ 0, set };
			mixed->runs[first].len = (uint16_t)(mixed->runs[first].len + used);
		}
		at = start;
		w = step >> STEP_SHIFT;
	}
	mixed->queue = mixed->runs + first;
	mixed->queued = WINDOW - first;
	mixed->taken = 0;
}

static void
take(struct np_mixed *mixed, size_t len)
{
	mixed->odd = mixed->odd != (len % 2 == 1);
	mixed->begun = true;
}

bool
np_mixed_next(struct np_mixed *mixed, const char *bytes, size_t len, bool last, struct np_run *run)
{
	if (mixed->taken == mixed->queued) {
		size_t on = mixed->begun ? read_on(mixed, bytes, len, last) : 0;
		if (on > 0) {
			*run = (struct np_run){ ways[mixed->way].set, on };
			take(mixed, on);
			return true;
		}
		if (len < WINDOW && !last)
			return false;
		size_t window = len < WINDOW ? len : WINDOW;
		bool whole = last && window == len;
		size_t way = find_way(mixed, (const unsigned char *)bytes, window);
		trace_back(mixed, window, way, whole ? window : decided(bytes, window));
	}
	const struct stretch *next = &mixed->queue[mixed->taken++];
	*run = (struct np_run){ next->set, next->len };
	take(mixed, run->len);
	return true;
}
