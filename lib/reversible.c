/* reversible.c - what iconv(3) converts so that it can be converted back */
#include "reversible.h"

#include <stdlib.h>
#include <string.h>

#include "utf8.h"

enum {
	CODE_POINTS = 0x110000,
	ROOM = 64 /* for a character in any encoding, with all escapes around it */
};

struct np_reversible {
	iconv_t to, from;
	/* A bit for each code point.  Most of this is never touched, and takes no memory. */
	unsigned char tried[CODE_POINTS / 8], comes_back[CODE_POINTS / 8];
};

enum np_code
np_reversible_open(
    struct np_reversible **reversible, iconv_t to, iconv_t from, struct np_error *err)
{
	*reversible = calloc(1, sizeof **reversible);
	if (*reversible == NULL) {
		iconv_close(to);
		iconv_close(from);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	(*reversible)->to = to;
	(*reversible)->from = from;
	return NP_OK;
}

void
np_reversible_close(struct np_reversible *reversible)
{
	if (reversible == NULL)
		return;
	iconv_close(reversible->to);
	iconv_close(reversible->from);
	free(reversible);
}

/* Converts all of a text that stands by itself; false if that cannot be. */
static bool
convert(iconv_t cd, const char *text, size_t len, char *made, size_t *made_len)
{
	/* iconv() takes a char ** for historical reasons and writes nothing there. */
	char *in = (char *)(uintptr_t)text, *out = made;
	size_t room = ROOM;
	iconv(cd, NULL, NULL, NULL, NULL);
	bool fine = iconv(cd, &in, &len, &out, &room) != (size_t)-1 &&
		    iconv(cd, NULL, NULL, &out, &room) != (size_t)-1;
	*made_len = (size_t)(out - made);
	return fine;
}

static bool
try_one(struct np_reversible *reversible, const char *utf8, size_t len)
{
	char written[ROOM], again[ROOM];
	size_t written_len, again_len;
	return convert(reversible->to, utf8, len, written, &written_len) &&
	       convert(reversible->from, written, written_len, again, &again_len) &&
	       again_len == len && memcmp(again, utf8, len) == 0;
}

size_t
np_reversible_span(struct np_reversible *reversible, const char *text, size_t len)
{
	size_t at = 0;
	while (at < len) {
		uint32_t cp;
		size_t used = np_utf8_step(text + at, len - at, &cp);
		if (cp == NP_UTF8_BAD)
			break;
		unsigned char bit = (unsigned char)(1u << cp % 8);
		if ((reversible->tried[cp / 8] & bit) == 0) {
			reversible->tried[cp / 8] |= bit;
			if (try_one(reversible, text + at, used))
				reversible->comes_back[cp / 8] |= bit;
		}
		if ((reversible->comes_back[cp / 8] & bit) == 0)
			break;
		at += used;
	}
	return at;
}

bool
np_reversible_same(struct np_reversible *reversible, const char *utf8, size_t utf8_len,
    const char *bytes, size_t len)
{
	char written[ROOM];
	size_t made;
	return convert(reversible->to, utf8, utf8_len, written, &made) && made == len &&
	       memcmp(written, bytes, len) == 0;
}

bool
np_reversible_is_plain(struct np_reversible *reversible)
{
	/* Twice the same character: escapes around the two, or around each, show. */
	static const char *const twice[] = { "一一", "ああ", "가가", "éé" };
	for (size_t i = 0; i < sizeof twice / sizeof twice[0]; i++) {
		char one[2 * ROOM], two[ROOM];
		size_t len = strlen(twice[i]), one_len, two_len;
		if (!convert(reversible->to, twice[i], len / 2, one, &one_len) ||
		    !convert(reversible->to, twice[i], len, two, &two_len))
			continue;
		memcpy(one + one_len, one, one_len);
		if (two_len != 2 * one_len || memcmp(one, two, two_len) != 0)
			return false;
	}
	return true;
}
