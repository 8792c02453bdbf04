/* signature.c - files that are no text, known by their first bytes */
#include "signature.h"

#include <string.h>
#include <strings.h>

static const char by_pdftotext[] = "make text of it with pdftotext";
static const char by_saving[] = "save it as plain text";
static const char by_reading[] = "make text of it by character recognition";
static const char by_unpacking[] = "unpack it first";

/* The signatures that the formats prescribe; each has a byte or more that no text begins with. */
static const struct {
	char bytes[8];
	size_t len;
	struct np_signature is;
} signatures[] = {
	{ "%PDF-", 5, { "a PDF", by_pdftotext } },
	{ "{\\rtf", 5, { "an RTF document", by_saving } },
	/* OOXML and OpenDocument are ZIP archives; older documents are OLE's compound files. */
	{ "PK\3\4", 4, { "a ZIP archive or an office document", by_saving } },
	{ "\xD0\xCF\x11\xE0", 4, { "an office document", by_saving } },
	{ "\xFF\xD8\xFF", 3, { "a picture", by_reading } },        /* JPEG */
	{ "\x89PNG", 4, { "a picture", by_reading } },             /* PNG */
	{ "II*\0", 4, { "a picture", by_reading } },               /* TIFF, little-endian */
	{ "MM\0*", 4, { "a picture", by_reading } },               /* TIFF, big-endian */
	{ "\x1F\x8B\x08", 3, { "compressed", by_unpacking } },     /* gzip */
	{ "\xFD\x37zXZ", 5, { "compressed", by_unpacking } },      /* xz */
	{ "\x28\xB5\x2F\xFD", 4, { "compressed", by_unpacking } }, /* zstd */
	{ "Rar!\x1A\7", 6, { "a RAR archive", by_unpacking } },
	{ "7z\xBC\xAF\x27\x1C", 6, { "a 7z archive", by_unpacking } },
};

const struct np_signature *
np_signature_find(struct np_span head)
{
	for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
		if (head.len >= signatures[i].len &&
		    memcmp(head.ptr, signatures[i].bytes, signatures[i].len) == 0)
			return &signatures[i].is;
	}
	return NULL;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

const struct np_signature *
np_signature_markup(struct np_span head)
{
	static const char *const openings[] = { "<!doctype html", "<html", "<?xml" };
	static const struct np_signature markup = { "HTML or XML", by_saving };
	const char *at = head.ptr, *end = head.ptr + head.len;

	if (head.len >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	while (at < end && is_blank(*at))
		at++;
	for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
		size_t len = strlen(openings[i]);
		size_t left = (size_t)(end - at);
		if (left >= len && strncasecmp(at, openings[i], len) == 0 &&
		    (left == len || at[len] == '>' || is_blank(at[len])))
			return &markup;
	}
	return NULL;
}
