/* foreign.c - encodings that iconv(3) has, decoded and encoded with care for its ways */
#include "foreign.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "reversible.h"

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
	/* of an encoder, and of a strict decoder */
	struct np_reversible *reversible;
	const char *name;
};

static const iconv_t no_iconv = (iconv_t)-1;

static size_t
longer_stride(size_t stride)
{
	return stride > LONGEST ? stride : stride * 2;
}

/*
 * What files in an encoding are really in, as the Encoding Standard has it: its superset, which
 * is written as well.  The encoding's own table has other characters in some places.
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
	const char *wider = superset(name);
	iconv_t cd = no_iconv;
	if (wider != NULL)
		cd = write ? iconv_open(wider, "UTF-8") : iconv_open("UTF-8", wider);
	/* glibc takes "" for the locale's encoding, and "//IGNORE" would lose text silently. */
	if (cd != no_iconv || *name == '\0' || strchr(name, '/') != NULL)
		return cd;
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

/* Opens what tries whether the one way is the other one back. */
static enum np_code
open_reversible(struct np_foreign *foreign, struct np_error *err)
{
	iconv_t to = open_iconv(foreign->name, true), from = open_iconv(foreign->name, false);
	if (to != no_iconv && from != no_iconv)
		return np_reversible_open(&foreign->reversible, to, from, err);
	if (to != no_iconv)
		iconv_close(to);
	if (from != no_iconv)
		iconv_close(from);
	return np_fail(err, NP_ERR_UNKNOWN, 0, "unknown encoding");
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
	made->name = name;
	made->stride = LONGEST;
	made->holds_back = !write && holds_back(name);
	enum np_code code = write ? open_reversible(made, err) : NP_OK;
	if (code != NP_OK) {
		np_foreign_close(made);
		return code;
	}
	*foreign = made;
	return NP_OK;
}

void
np_foreign_close(struct np_foreign *foreign)
{
	if (foreign == NULL)
		return;
	np_reversible_close(foreign->reversible);
	iconv_close(foreign->cd);
	free(foreign);
}

enum np_code
np_foreign_be_strict(struct np_foreign *foreign, struct np_error *err)
{
	/* What holds characters back gives them for bytes that are past. */
	if (foreign->reversible != NULL || foreign->holds_back)
		return NP_OK;
	enum np_code code = open_reversible(foreign, err);
	if (code == NP_OK && !np_reversible_is_plain(foreign->reversible)) {
		np_reversible_close(foreign->reversible);
		foreign->reversible = NULL;
	}
	return code == NP_ERR_UNKNOWN ? NP_OK : code;
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

/* A character at a time, each only if it would be written as it came. */
static enum np_stop
decode_strictly(struct np_foreign *foreign, struct np_chunk *chunk)
{
	size_t given = 1;
	while (chunk->in < chunk->in_end) {
		size_t room = (size_t)(chunk->out_end - chunk->out), have = given;
		if (room < STEP_ROOM)
			return NP_STOP_FULL;
		char *in = (char *)(uintptr_t)chunk->in, *out = chunk->out;
		iconv(foreign->cd, &in, &have, &out, &room);
		size_t used = (size_t)(in - chunk->in);
		if (used > 0) {
			if (!np_reversible_same(foreign->reversible, chunk->out,
				(size_t)(out - chunk->out), chunk->in, used))
				return np_chunk_bad(chunk, used, used);
			chunk->in = in;
			chunk->out = out;
			given = 1;
			continue;
		}
		if (errno != EINVAL)
			return bad_piece(foreign, chunk);
		if (given == (size_t)(chunk->in_end - chunk->in))
			return chunk->last ? bad_piece(foreign, chunk) : NP_STOP_MORE;
		given++;
	}
	return NP_STOP_MORE;
}

enum np_stop
np_foreign_decode(struct np_foreign *foreign, struct np_chunk *chunk)
{
	if (foreign->reversible != NULL)
		return decode_strictly(foreign, chunk);
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

enum np_stop
np_foreign_encode(struct np_foreign *foreign, struct np_chunk *chunk)
{
	while (chunk->in < chunk->in_end) {
		size_t len = (size_t)(chunk->in_end - chunk->in);
		size_t room = (size_t)(chunk->out_end - chunk->out);
		if (room < STEP_ROOM)
			return NP_STOP_FULL;
		size_t run = np_reversible_span(
		    foreign->reversible, chunk->in, len < LONGEST ? len : LONGEST);
		if (run == 0)
			return NP_STOP_BAD;
		char *in = (char *)(uintptr_t)chunk->in;
		iconv(foreign->cd, &in, &run, &chunk->out, &room);
		if (in == chunk->in) /* taken alone, and yet not here */
			return NP_STOP_BAD;
		chunk->in = in;
	}
	return NP_STOP_MORE;
}

void
np_foreign_end(struct np_foreign *foreign, struct np_chunk *chunk)
{
	size_t room = (size_t)(chunk->out_end - chunk->out);
	iconv(foreign->cd, NULL, NULL, &chunk->out, &room);
}
