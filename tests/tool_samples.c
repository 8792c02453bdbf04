/*
 * tool_samples - pieces of texts in many encodings: tool_samples FOLDER COUNT SEED TONGUE FILE ...
 *
 * Each FILE is UTF-8 of one TONGUE: hans, hant, ja or ko.  COUNT pieces of each length are cut from
 * each of the encodings that the tongue is written in, spread over the files, and become files
 * FOLDER/ENCODING/LENGTH.TONGUE.NUMBER.  A quarter begins and ends with whole
 * characters, a quarter each is cut inside one at its beginning, its end, or wherever it falls.  Every
 * piece has at least one whole character outside ASCII; one of fewer than ten bytes that is plain ASCII as it
 * stands (half of HZ and some of UTF-16 would be) is left out: that is ASCII.  One in which less than a fifth of the bytes are of
 * such characters is named LENGTH.TONGUE.NUMBER.few: what tells encodings apart is only these, so
 * that 100 bytes with one of them tell no more than its two or three bytes would.  One of UTF-16 that is all
 * of one row of 256 characters (nothing but kana) is named LENGTH.TONGUE.NUMBER.row: it is as good a text in the
 * other byte order, read from the next byte on.  The same call makes
 * the same pieces, another SEED others.
 */
#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { NAME = 4096, SHORT = 10, MOST = 2000 };

/* A text in an encoding; begins[i] tells that a character does at byte i, wide[i] one outside ASCII. */
struct text {
	char *bytes;
	bool *begins, *wide;
	size_t len;
};

static _Noreturn void
die(const char *what, const char *name)
{
	fprintf(stderr, "tool_samples: %s: %s\n", name, what);
	exit(1);
}

static void *
get(size_t size)
{
	void *got = calloc(size + 1, 1);
	if (got == NULL)
		die("out of memory", "memory");
	return got;
}

static char *
read_file(const char *name, size_t *len)
{
	FILE *fp = fopen(name, "rb");
	size_t room = 1 << 20;
	if (fp == NULL)
		die(strerror(errno), name);
	char *text = get(room);
	*len = fread(text, 1, room, fp);
	fclose(fp);
	return text;
}

static void
put(struct text *text, const char *bytes, size_t len, bool wide)
{
	memcpy(text->bytes + text->len, bytes, len);
	text->begins[text->len] = true;
	text->wide[text->len] = wide;
	text->len += len;
}

/* HZ (RFC 1843) of the character whose EUC-CN is given: shifts as needed, none over a line's end. */
static void
put_hz(struct text *text, const char *euc, size_t len, bool *shifted)
{
	char seven[2];
	bool wide = len == 2;
	if (wide != *shifted)
		put(text, wide ? "~{" : "~}", 2, false);
	*shifted = wide;
	for (size_t i = 0; i < len; i++)
		seven[i] = (char)(euc[i] & 0x7F);
	put(text, seven, len, wide);
	if (len == 1 && *euc == '~')
		put(text, "~", 1, false);
}

/* The UTF-8 in another encoding, without the characters that it lacks. */
static struct text
encode(const char *utf8, size_t len, const char *encoding)
{
	bool hz = strcmp(encoding, "hz") == 0, shifted = false;
	iconv_t cd = iconv_open(hz ? "EUC-CN" : encoding, "UTF-8");
	struct text text = { get(4 * len), get(4 * len), get(4 * len), 0 };
	if (cd == (iconv_t)-1)
		die("iconv(3) does not have it", encoding);
	for (size_t at = 0, used; at < len; at += used) {
		char one[4], out[8], *from = one, *to = out;
		for (used = 1; at + used < len && ((unsigned char)utf8[at + used] & 0xC0) == 0x80;)
			used++;
		size_t have = used < 4 ? used : 4, room = sizeof out;
		memcpy(one, utf8 + at, have);
		if (iconv(cd, &from, &have, &to, &room) != 0)
			continue;
		if (hz)
			put_hz(&text, out, sizeof out - room, &shifted);
		else
			put(&text, out, sizeof out - room, (unsigned char)utf8[at] >= 0x80);
	}
	iconv_close(cd);
	return text;
}

static uint32_t state;

static uint32_t
chance(void)
{
	state = state * 1664525 + 1013904223;
	return state >> 8;
}

/* True if the bytes are ASCII to everybody: none beyond, no NUL, and no "~{" that begins HZ. */
static bool
is_ascii(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)bytes[i] >= 0x80 || bytes[i] == '\0' ||
		    (bytes[i] == '~' && i + 1 < len && bytes[i + 1] == '{'))
			return false;
	}
	return true;
}

/* Finds a piece of len bytes, or as many as whole characters allow; false where none is left. */
static bool
cut(const struct text *text, size_t len, unsigned way, size_t *start, size_t *end)
{
	for (int tries = 0; tries < 1000 && text->len > len + 8; tries++) {
		size_t from = chance() % (text->len - len - 8), to;
		while ((way & 1) == 0 && !text->begins[from])
			from++;
		to = from + len;
		while ((way & 2) == 0 && !text->begins[to])
			to--;
		if (len < SHORT && (to <= from || is_ascii(text->bytes + from, to - from)))
			continue;
		for (size_t i = from; i < to; i++) {
			size_t next = i + 1;
			while (next < to && !text->begins[next])
				next++;
			if (text->wide[i] && (next < to || text->begins[to])) {
				*start = from;
				*end = to;
				return true;
			}
		}
	}
	return false;
}

/* True if less than a fifth of the bytes from start to end are of characters outside ASCII. */
static bool
has_few(const struct text *text, size_t start, size_t end)
{
	size_t at = start, count = 0;
	while (!text->begins[at])
		at--;
	for (bool wide = false; at < end; at++) {
		wide = text->begins[at] ? text->wide[at] : wide;
		count += wide && at >= start;
	}
	return count < (end - start) / 5;
}

/* True if UTF-16 from start to end is all of one row: one byte stands at every other place. */
static bool
is_one_row(const struct text *text, size_t start, size_t end)
{
	bool same[2] = { true, true };
	for (size_t at = start + 2; at < end; at++)
		same[at % 2] = same[at % 2] && text->bytes[at] == text->bytes[at - 2];
	return same[0] || same[1];
}

static void
sample(const struct text *text, const char *folder, const char *encoding, const char *tongue,
    unsigned number, unsigned count)
{
	static const size_t lengths[] = { 4, 6, 8, SHORT, 24, 40, 50, 100, 113, 400, MOST };
	char name[NAME];
	bool utf16 = strncmp(encoding, "utf-16", 6) == 0;
	snprintf(name, sizeof name, "%s/%s", folder, encoding);
	if (mkdir(name, 0777) != 0 && errno != EEXIST)
		die(strerror(errno), name);
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		for (unsigned n = 0; n < count; n++) {
			size_t start, end;
			if (!cut(text, lengths[i], n % 4, &start, &end))
				break;
			snprintf(name, sizeof name, "%s/%s/%zu.%s.%u%s", folder, encoding,
			    lengths[i], tongue, number + n,
			    has_few(text, start, end)               ? ".few"
			    : utf16 && is_one_row(text, start, end) ? ".row"
								    : "");
			FILE *fp = fopen(name, "wb");
			if (fp == NULL)
				die(strerror(errno), name);
			if (fwrite(text->bytes + start, 1, end - start, fp) != end - start ||
			    fclose(fp) != 0)
				die("writing failed", name);
		}
	}
}

int
main(int argc, char *argv[])
{
	static const struct {
		const char *tongue, *encodings[6];
	} written[] = {
		{ "hans", { "gb18030", "hz", "utf-8", "utf-16le", "utf-16be" } },
		{ "hant", { "big5", "gb18030", "utf-8", "utf-16le", "utf-16be" } },
		{ "ja", { "euc-jp", "shift_jis", "utf-8", "utf-16le", "utf-16be" } },
		{ "ko", { "euc-kr", "utf-8", "utf-16le", "utf-16be" } },
	};
	if (argc < 6) {
		fprintf(stderr, "usage: tool_samples FOLDER COUNT SEED TONGUE FILE ...\n");
		return 2;
	}
	state = (uint32_t)strtoul(argv[3], NULL, 10);
	unsigned files = (unsigned)argc - 5, count = (unsigned)strtoul(argv[2], NULL, 10);
	unsigned each = (count + files - 1) / files;
	for (size_t t = 0; t < sizeof written / sizeof written[0]; t++) {
		if (strcmp(written[t].tongue, argv[4]) != 0)
			continue;
		for (unsigned f = 0; f < files; f++) {
			size_t len;
			char *utf8 = read_file(argv[5 + f], &len);
			for (const char *const *e = written[t].encodings; *e != NULL; e++) {
				struct text text = encode(utf8, len, *e);
				sample(&text, argv[1], *e, argv[4], f * each, each);
				free(text.bytes);
				free(text.begins);
				free(text.wide);
			}
			free(utf8);
		}
	}
	return 0;
}
