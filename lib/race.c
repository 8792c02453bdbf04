/* race.c - the candidates read a text side by side: who reads it cheapest, and who is out */
#include "race.h"

enum {
	NO_WAY = 1 << 20,
	NO_LUCK = 32,    /* bytes of UTF-16 that are never valid UTF-8 beyond ASCII by chance */
	AGAINST = 24,    /* bits by which a piece speaks for another encoding than the rest */
	COST_INSIDE = 6, /* to begin inside a character at all, */
	COST_HALF = 3,   /* or with half a unit of UTF-16, */
	COST_HALVES = 9, /* and to end with one, where nothing else tells the order */
	WELL = 6,        /* bits for a byte that reads well */
	COST_VALID = 10, /* to be something else than UTF-8 that happens to be UTF-8 too */
	COST_NOTHING = 6 /* to be no encoding known here */
};

const struct np_race_runner np_race_runners[NP_RACE_RUNNERS] = {
	{ NP_CANDIDATE_UTF8, false },
	{ NP_CANDIDATE_GB18030, false },
	{ NP_CANDIDATE_BIG5, false },
	{ NP_CANDIDATE_UTF16LE, false },
	{ NP_CANDIDATE_UTF16LE, true },
	{ NP_CANDIDATE_UTF16BE, false },
	{ NP_CANDIDATE_UTF16BE, true },
	{ NP_CANDIDATE_HZ, false },
	{ NP_CANDIDATE_EUC_JP, false },
	{ NP_CANDIDATE_SHIFT_JIS, false },
	{ NP_CANDIDATE_EUC_KR, false },
};

/* How many bytes at p belong to a character of UTF-8 that began before. */
static size_t
utf8_tail(const unsigned char *p, size_t len)
{
	size_t n = 0;
	while (n < 3 && n < len && (p[n] & 0xC0) == 0x80)
		n++;
	return n;
}

/*
 * What it costs that a text begins inside a character.  An odd number of bytes of UTF-16 is cut at
 * one end whichever order it is in: that the beginning is the one tells nothing.
 */
static int32_t
cost_inside(const struct np_race_text *text, enum np_candidate set)
{
	if (!np_candidate_is_utf16(set))
		return COST_INSIDE;
	if (text->len % 2 != 0)
		return 0;
	return text->one_row ? COST_HALVES : COST_HALF;
}

/* In how many ways a candidate may read a piece. */
static size_t
ways_of(enum np_candidate set)
{
	/* As ASCII, then as two bytes that begin here or behind the next byte. */
	if (set == NP_CANDIDATE_HZ)
		return 3;
	return set == NP_CANDIDATE_UTF8 || np_candidate_is_utf16(set) ? 1 : 2;
}

/* What is read: the bytes of text from start to end, the text's first ones or some that come later. */
struct piece {
	const struct np_race_text *text;
	size_t start, end;
	bool first;
};

/*
 * How many bytes are passed over to read the piece in that way, as parts of a character before it; SIZE_MAX
 * if it can't be read so.
 */
static size_t
bytes_passed(const struct piece *piece, size_t c, size_t way)
{
	const struct np_race_text *text = piece->text;
	const unsigned char *from = text->ptr + piece->start;
	enum np_candidate set = np_race_runners[c].set;
	bool hz = set == NP_CANDIDATE_HZ;
	size_t len = text->len - piece->start, pass = way;
	if (hz && (way == 0 ? !text->shifts : !text->inside))
		return SIZE_MAX;
	if (set == NP_CANDIDATE_UTF8)
		pass = utf8_tail(from, len);
	else if (np_candidate_is_utf16(set))
		pass = piece->start % 2 != np_race_runners[c].odd;
	else if (hz)
		pass = way == 2;
	if (pass > len || (way > 0 && !hz && *from < 0x40))
		return SIZE_MAX;
	return pass;
}

static void
add_bits(struct np_reading *reading, int32_t bits)
{
	for (int t = 0; t < NP_TONGUES; t++)
		reading->bits[t] += bits;
}

/* Reads the piece in that way, so many bytes passed over; the bits come on top of those in base. */
static struct np_reading
read_way(
    const struct piece *piece, size_t c, size_t way, size_t pass, const struct np_reading *base)
{
	const struct np_race_text *text = piece->text;
	enum np_candidate set = np_race_runners[c].set;
	struct np_reading reading = *base;
	int32_t cost = 0;
	reading.set = set;
	reading.shifted = set == NP_CANDIDATE_HZ && way > 0;
	reading.at = piece->start + pass;
	reading.before = 0;
	for (size_t i = 0; i < pass; i++)
		cost += np_reading_part(set, text->ptr, text->len, piece->start + i, false);
	if (piece->first && (pass > 0 || reading.shifted))
		cost += cost_inside(text, set);
	if (piece->first && text->valid && set != NP_CANDIDATE_UTF8)
		cost += COST_VALID;
	add_bits(&reading, cost);
	np_reading_go(&reading, text->ptr, text->len, piece->end);
	/* ASCII that is to be something else has to read well: few bits for each byte. */
	if (piece->first && text->ascii && !text->shifts && set != NP_CANDIDATE_UTF8 &&
	    np_reading_bits(&reading) > WELL * (int32_t)(piece->end - piece->start + 4))
		add_bits(&reading, NP_RACE_FAR);
	return reading;
}

/*
 * Reads the piece as candidate c: from its first byte, or inside a character if that is cheaper; where it
 * reads well beside noise, the cost of being nothing, that is not tried.  The bits come on top of those in
 * base; *skip tells where it began.
 */
static struct np_reading
read_piece(
    const struct piece *piece, size_t c, int32_t noise, const struct np_reading *base, size_t *skip)
{
	enum np_candidate set = np_race_runners[c].set;
	const unsigned char *from = piece->text->ptr + piece->start;
	struct np_reading best = *base;
	int32_t least = INT32_MAX;
	*skip = 0;
	for (size_t way = 0; way < ways_of(set); way++) {
		size_t pass = bytes_passed(piece, c, way);
		if (pass == SIZE_MAX)
			continue;
		struct np_reading reading = read_way(piece, c, way, pass, base);
		int32_t bits = np_reading_bits(&reading);
		if (bits < least) {
			least = bits;
			best = reading;
			*skip = pass;
		}
		/* Read from the wrong byte, no text is so cheap. */
		if (np_reading_is_well(
			set, from, piece->end - piece->start, bits - np_reading_bits(base), noise))
			break;
	}
	if (least == INT32_MAX) { /* no way to read it so */
		best.set = set;
		add_bits(&best, NO_WAY);
	}
	return best;
}

size_t
np_race_leader(const struct np_race *race)
{
	size_t ahead = NP_RACE_NOTHING;
	int32_t least = race->nothing;
	for (size_t c = 0; c < NP_RACE_RUNNERS; c++) {
		if (!race->out[c] && np_reading_bits(&race->readings[c]) < least) {
			least = np_reading_bits(&race->readings[c]);
			ahead = c;
		}
	}
	return ahead;
}

int32_t
np_race_bits(const struct np_race *race, size_t c)
{
	return c == NP_RACE_NOTHING ? race->nothing : np_reading_bits(&race->readings[c]);
}

void
np_race_drop_far(struct np_race *race, int32_t far)
{
	int32_t least = np_race_bits(race, np_race_leader(race));
	for (size_t c = 0; c < NP_RACE_RUNNERS; c++)
		race->out[c] = race->out[c] || np_reading_bits(&race->readings[c]) > least + far;
}

/*
 * What all but UTF-8 read alike in ASCII is UTF-8.  UTF-8 beyond ASCII is no HZ, which has seven bits;
 * nor, with a character of three bytes or more, or not very short, UTF-16 without a NUL: a text of that has
 * spaces, line feeds or Han punctuation.
 */
void
np_race_enter(struct np_race *race, const struct np_race_text *text)
{
	bool beyond = text->valid && !text->ascii;
	bool lucky = text->len < NO_LUCK && text->longs == 0;
	*race = (struct np_race){ .nothing = 0 };
	for (size_t c = 0; c < NP_RACE_RUNNERS; c++) {
		enum np_candidate set = np_race_runners[c].set;
		bool hz = set == NP_CANDIDATE_HZ, utf16 = np_candidate_is_utf16(set);
		race->out[c] = (text->ascii && set != NP_CANDIDATE_UTF8 && !hz && !utf16) ||
			       (beyond && (hz || (utf16 && !lucky && !text->nul)));
	}
}

void
np_race_begin(struct np_race *race, const struct np_race_text *text, size_t start, size_t end,
    bool first, bool plain)
{
	const struct np_reading fresh = { .plain = plain };
	const struct piece piece = { text, start, end, first };
	/* What is UTF-8 is something. */
	int32_t noise = np_reading_noise(text->ptr + start, end - start, plain);
	race->nothing =
	    noise + (text->ascii ? NP_RACE_FAR : COST_NOTHING + (text->valid ? COST_VALID : 0));
	for (size_t c = 0; c < NP_RACE_RUNNERS; c++) {
		if (race->out[c])
			continue;
		race->readings[c] = read_piece(&piece, c, -NO_WAY, &fresh, &race->skip[c]);
		race->shifted[c] = race->readings[c].shifted;
	}
}

void
np_race_go_on(struct np_race *race, const struct np_race_text *text, size_t start, size_t end)
{
	race->nothing += np_reading_noise(text->ptr + start, end - start, false);
	for (size_t c = 0; c < NP_RACE_RUNNERS; c++) {
		if (!race->out[c])
			np_reading_go(&race->readings[c], text->ptr, text->len, end);
	}
}

size_t
np_race_left(const struct np_race *race)
{
	size_t count = race->nothing <= np_race_bits(race, np_race_leader(race)) + NP_RACE_FAR;
	for (size_t c = 0; c < NP_RACE_RUNNERS; c++)
		count += !race->out[c];
	return count;
}

/* True if another encoding is not far enough behind the one ahead for this to be against it. */
static bool
is_close(const struct np_race *race, size_t ahead)
{
	for (size_t c = 0; c < NP_RACE_RUNNERS; c++) {
		if (!race->out[c] && ahead != NP_RACE_NOTHING &&
		    np_race_runners[c].set != np_race_runners[ahead].set &&
		    np_race_bits(race, c) < np_race_bits(race, ahead) + AGAINST)
			return true;
	}
	return false;
}

bool
np_race_read_further(
    struct np_race *race, const struct np_race_text *text, size_t start, size_t end)
{
	const struct piece piece = { text, start, end, false };
	size_t ahead = np_race_leader(race), skip;
	int32_t before = np_race_bits(race, ahead);
	bool unsure = is_close(race, ahead);
	bool alone_left = np_race_left(race) == 1;
	int32_t noise = np_reading_noise(text->ptr + start, end - start, alone_left);
	race->nothing += noise;
	for (size_t c = 0; c < NP_RACE_RUNNERS; c++) {
		if (race->out[c])
			continue;
		race->readings[c].plain = alone_left;
		race->readings[c] = read_piece(&piece, c, noise, &race->readings[c], &skip);
	}
	if (ahead == NP_RACE_NOTHING || unsure ||
	    np_reading_is_well(np_race_runners[ahead].set, text->ptr + start, end - start,
		np_race_bits(race, ahead) - before, noise))
		return true;
	struct np_race alone;
	np_race_enter(&alone, text);
	np_race_begin(&alone, text, start, end, false, false);
	size_t other = np_race_leader(&alone);
	if (other == NP_RACE_NOTHING || np_race_runners[other].set == np_race_runners[ahead].set ||
	    np_race_bits(&alone, other) + AGAINST > np_race_bits(&alone, ahead))
		return true;
	/* A text does not change its byte order on the way: the sum of all pieces tells which it is. */
	return np_candidate_is_utf16(np_race_runners[other].set) &&
	       np_candidate_is_utf16(np_race_runners[ahead].set);
}
