/* foreign.c - encodings that iconv(3) has, decoded and encoded with care for its ways */
#include "foreign.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

/* The least room a step is given: several characters of any encoding. */
enum { STEP_ROOM = 16 };

/*
 * How much iconv() is given at once, and how much after a fault.  glibc's converts a large
 * piece by way of a buffer, and all of it again to find where a fault lies; a text full of
 * them would take minutes.  Each good piece doubles the next one.
 */
enum { LONGEST = 64 * 1024, STRIDE = 32 };

struct np_foreign {
	iconv_t cd;
	size_t stride;   /* to be given to iconv() at once */
	bool holds_back; /* see there */
	bool flush;      /* a character may be held back now */
	bool flushed;    /* the flush at the end is done */
	bool singly;     /* an encoder that must be given one character at a time */
};

static const iconv_t no_iconv = (iconv_t)-1;

static size_t
longer_stride(size_t stride)
{
	return stride > LONGEST ? stride : stride * 2;
}

/*
 * What files in an encoding are really in, as the Encoding Standard has it: its superset. Read
 * only; who writes wants the encoding itself.
 */
static const char *
superset(const char *name)
{
	static const struct {
		const char *name, *superset;
	} wider[] = {
		{ "euc-jp", "EUC-JP-MS" },
		{ "shift_jis", "CP932" },
		{ "euc-kr", "CP949" },
	};
	for (size_t i = 0; i < sizeof wider / sizeof wider[0]; i++) {
		if (strcmp(name, wider[i].name) == 0)
			return wider[i].superset;
	}
	return NULL;
}

static iconv_t
open_iconv(const char *name, bool write)
{
	const char *wider = write ? NULL : superset(name);
	iconv_t cd = wider != NULL ? iconv_open("UTF-8", wider) : no_iconv;
	if (cd != no_iconv)
		return cd;
	/* glibc takes "" for the locale's encoding, and "//IGNORE" would lose text silently. */
	if (*name == '\0' || strchr(name, '/') != NULL)
		return no_iconv;
	return write ? iconv_open(name, "UTF-8") : iconv_open("UTF-8", name);
}

bool
np_foreign_known(const char *name, bool write)
{
	iconv_t cd = open_iconv(name, write);
	if (cd == no_iconv)
		return false;
	iconv_close(cd);
	return true;
}

/*
 * Encodings whose converters hold a character back because another may join it.
 * They must give it before a bad byte is put behind it.  Others must not be asked:
 * it would put the shift state of ISO-2022-JP back to its beginning.
 */
static bool
holds_back(const char *name)
{
	static const char *const parts[] = { "HKSCS", "X0213", "2004", "TCVN", "1255", "1258" };
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		for (const char *p = name; *p != '\0'; p++) {
			size_t j = 0;
			while (parts[i][j] != '\0' && (p[j] & ~0x20) == (parts[i][j] & ~0x20))
				j++;
			if (parts[i][j] == '\0')
				return true;
		}
	}
	return false;
}

/* True if this iconv writes something for a character that the encoding lacks. */
static bool
substitutes(iconv_t cd)
{
	char lacking[] = "\xF4\x8F\xBF\xBD", out[STEP_ROOM], *in = lacking, *to = out;
	size_t have = 4, room = sizeof out;
	size_t answer = iconv(cd, &in, &have, &to, &room);
	iconv(cd, NULL, NULL, NULL, NULL);
	return answer != (size_t)-1 && answer > 0;
}

enum np_code
np_foreign_open(struct np_foreign **foreign, const char *name, bool write, struct np_error *err)
{
	struct np_foreign *made = calloc(1, sizeof *made);
	*foreign = NULL;
	if (made == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	made->cd = open_iconv(name, write);
	if (made->cd == no_iconv) {
		free(made);
		return np_fail(err, NP_ERR_UNKNOWN, 0, "unknown encoding");
	}
	made->stride = LONGEST;
	made->holds_back = !write && holds_back(name);
	made->singly = write && substitutes(made->cd);
	*foreign = made;
	return NP_OK;
}

void
np_foreign_close(struct np_foreign *foreign)
{
	if (foreign == NULL)
		return;
	iconv_close(foreign->cd);
	free(foreign);
}

/* ---- decoding ---- */

/* Gets out what the converter holds back; false if there was no room for it. */
static bool
flush_held(struct np_foreign *foreign, struct np_chunk *chunk)
{
	size_t room = (size_t)(chunk->out_end - chunk->out);
	if (!foreign->flush)
		return true;
	if (iconv(foreign->cd, NULL, NULL, &chunk->out, &room) == (size_t)-1 && errno == E2BIG)
		return false;
	foreign->flush = false;
	return true;
}

/* True if the byte at ptr begins a character of several bytes. */
static bool
is_lead(struct np_foreign *foreign, const char *ptr)
{
	char out[STEP_ROOM], *to = out, *in = (char *)(uintptr_t)ptr;
	size_t have = 1, room = sizeof out;
	return (unsigned char)*ptr >= 0x80 &&
	       iconv(foreign->cd, &in, &have, &to, &room) == (size_t)-1 && errno == EINVAL;
}

static enum np_stop
bad_piece(struct np_foreign *foreign, struct np_chunk *chunk)
{
	if (chunk->in_end - chunk->in < 2 || is_lead(foreign, chunk->in))
		return np_chunk_bad_lead(chunk);
	return np_chunk_bad(chunk, 1, 1);
}

enum np_stop
np_foreign_decode(struct np_foreign *foreign, struct np_chunk *chunk)
{
	size_t have = (size_t)(chunk->in_end - chunk->in);
	bool all = have <= foreign->stride;

	if (have == 0 && chunk->last && !foreign->flushed)
		foreign->flush = foreign->flushed = true;
	if (!flush_held(foreign, chunk))
		return NP_STOP_FULL;
	if (have == 0)
		return NP_STOP_MORE;
	if (!all)
		have = foreign->stride;
	/* iconv() takes a char ** for historical reasons and writes nothing there. */
	char *in = (char *)(uintptr_t)chunk->in;
	size_t given = have, room = (size_t)(chunk->out_end - chunk->out), left = room;
	size_t answer = iconv(foreign->cd, &in, &have, &chunk->out, &left);
	int sys = errno;
	chunk->in = in;
	if (answer != (size_t)-1 || (sys == EINVAL && !all)) {
		/* The end of what was given, or of the characters that are whole in it. */
		foreign->stride = longer_stride(foreign->stride);
		return chunk->in == chunk->in_end ? NP_STOP_MORE : NP_STOP_FULL;
	}
	/* Nothing came out of much room: no progress is to be hoped for. */
	if (sys == E2BIG && !(left == room && have == given))
		return NP_STOP_FULL;
	if (sys == EINVAL && !chunk->last)
		return NP_STOP_MORE;
	foreign->stride = STRIDE;
	foreign->flush = foreign->holds_back;
	if (!flush_held(foreign, chunk))
		return NP_STOP_FULL;
	return bad_piece(foreign, chunk);
}

/* ---- encoding ---- */

/*
 * Tag characters (U+E0000 to U+E007F) in valid text: glibc drops those that an
 * encoding lacks without a word, so they are given to it one at a time and must leave a
 * trace.  Answers how many bytes stand before the first one.
 */
static size_t
before_tag(const char *text, size_t len)
{
	const char *p = text, *end = text + len;
	while (p < end && (p = memchr(p, 0xF3, (size_t)(end - p))) != NULL) {
		unsigned char second = (unsigned char)p[1], third = (unsigned char)p[2];
		if (second == 0xA0 && (third == 0x80 || third == 0x81))
			return (size_t)(p - text);
		p += 4;
	}
	return len;
}

/* Encodes one character, or one run of them, of len bytes; false if the encoding lacks the first. */
static bool
encode_run(struct np_foreign *foreign, struct np_chunk *chunk, size_t len, bool one)
{
	char *in = (char *)(uintptr_t)chunk->in, *out = chunk->out;
	size_t have = len, room = (size_t)(chunk->out_end - out);
	size_t answer = iconv(foreign->cd, &in, &have, &out, &room);
	if (one && answer != (size_t)-1 && (answer > 0 || out == chunk->out))
		return false;
	bool moved = have < len;
	chunk->in = in;
	chunk->out = out;
	return moved || (answer == (size_t)-1 && errno == E2BIG);
}

enum np_stop
np_foreign_encode(struct np_foreign *foreign, struct np_chunk *chunk)
{
	while (chunk->in < chunk->in_end) {
		size_t len = (size_t)(chunk->in_end - chunk->in);
		if (chunk->out_end - chunk->out < STEP_ROOM)
			return NP_STOP_FULL;
		if (len > foreign->stride)
			len = foreign->stride;
		/* Not cut inside a character: what is left of one is no valid end. */
		size_t valid = np_utf8_valid(chunk->in, len);
		if (valid == 0)
			valid = np_utf8_valid(chunk->in, (size_t)(chunk->in_end - chunk->in) < 4
							     ? (size_t)(chunk->in_end - chunk->in)
							     : 4);
		if (valid == 0)
			return NP_STOP_BAD;
		size_t run = before_tag(chunk->in, valid);
		bool one = foreign->singly || run == 0;
		if (one) {
			uint32_t cp;
			run = np_utf8_next(chunk->in, valid, &cp);
		}
		if (!encode_run(foreign, chunk, run, one)) {
			foreign->stride = STRIDE;
			return NP_STOP_BAD;
		}
		foreign->stride = longer_stride(foreign->stride);
	}
	return NP_STOP_MORE;
}

void
np_foreign_end(struct np_foreign *foreign, struct np_chunk *chunk)
{
	size_t room = (size_t)(chunk->out_end - chunk->out);
	iconv(foreign->cd, NULL, NULL, &chunk->out, &room);
}
