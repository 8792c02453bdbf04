/* enc.c - encodings: names, a decoding reader over io, encoders, where bad bytes are */
#include "enc.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "detect.h"
#include "utf8.h"

/* Room for input and for what a writer makes, and how much "auto" looks at. */
enum { BUFFER = 64 * 1024, SMALL_BUFFER = 64 };

/* The least room a decoding step is given: several characters of any encoding. */
enum { STEP_ROOM = 16 };

/*
 * How much iconv() is given at once after a fault.  glibc's converts a large
 * piece by way of a buffer, and all of it again to find where a fault lies; a text full of
 * them would take minutes.  Each good piece doubles the next one.
 */
enum { STRIDE = 32 };

static size_t
longer_stride(size_t stride)
{
	return stride > BUFFER ? stride : stride * 2;
}

static const iconv_t no_iconv = (iconv_t)-1;

/* ---- names ---- */

/* How an encoding is read and written. */
enum kind {
	KIND_UTF8,
	KIND_WIDE,   /* UTF-16 and UTF-32, by code of our own: iconv's differ from each other */
	KIND_GB,     /* GB 18030 and what it holds */
	KIND_GB2312, /* the same, but less is written */
	KIND_BIG5,
	KIND_OTHER /* whatever iconv makes of it */
};

struct encoding {
	const char *name, *title;
	enum kind kind;
	unsigned width; /* KIND_WIDE: bytes of a unit */
	enum order { BY_MARK, LITTLE, BIG } order;
	const char *read[3];  /* names that iconv may have for it, best first */
	const char *write[3]; /* NULL: the same */
	const char *says;
};

static const struct encoding encodings[] = {
	{ "utf-8", "UTF-8", KIND_UTF8, 1, BY_MARK, { 0 }, { 0 },
	    "Unicode, what every tool writes" },
	{ "gb18030", "GB 18030", KIND_GB, 1, BY_MARK, { "GB18030", "GBK" }, { 0 },
	    "mainland China, all of Unicode" },
	{ "gbk", "GB 18030", KIND_GB, 1, BY_MARK, { "GB18030", "GBK" }, { "GBK", "CP936" },
	    "mainland China, read as gb18030" },
	{ "gb2312", "GB 18030", KIND_GB2312, 1, BY_MARK, { "GB18030", "GBK" }, { "GBK", "CP936" },
	    "mainland China, simplified only, read as gb18030" },
	{ "big5", "Big5", KIND_BIG5, 1, BY_MARK, { "CP950", "BIG5" }, { 0 },
	    "Taiwan and Hong Kong, read with the Hong Kong characters" },
	{ "big5-hkscs", "Big5-HKSCS", KIND_OTHER, 1, BY_MARK, { "BIG5-HKSCS", "BIG5HKSCS" }, { 0 },
	    "Hong Kong" },
	{ "utf-16", "UTF-16", KIND_WIDE, 2, BY_MARK, { 0 }, { 0 },
	    "Unicode, by its byte order mark; big-endian without one" },
	{ "utf-16le", "UTF-16", KIND_WIDE, 2, LITTLE, { 0 }, { 0 }, "Unicode, Windows's order" },
	{ "utf-16be", "UTF-16", KIND_WIDE, 2, BIG, { 0 }, { 0 }, "Unicode, the network's order" },
	{ "utf-32", "UTF-32", KIND_WIDE, 4, BY_MARK, { 0 }, { 0 }, "the same in four bytes" },
	{ "utf-32le", "UTF-32", KIND_WIDE, 4, LITTLE, { 0 }, { 0 }, "the same in four bytes" },
	{ "utf-32be", "UTF-32", KIND_WIDE, 4, BIG, { 0 }, { 0 }, "the same in four bytes" },
};

/* Other names that are met for these. */
static const struct {
	const char *alias, *name;
} aliases[] = {
	{ "euc-cn", "gb2312" },
	{ "gb2312-80", "gb2312" },
	{ "cp936", "gbk" },
	{ "windows-936", "gbk" },
	{ "x-gbk", "gbk" },
	{ "cp950", "big5" },
	{ "windows-950", "big5" },
	{ "big5-eten", "big5" },
	{ "ucs-2", "utf-16" },
	{ "ucs-2le", "utf-16le" },
	{ "ucs-2be", "utf-16be" },
	{ "ucs-4", "utf-32" },
	{ "ucs-4le", "utf-32le" },
	{ "ucs-4be", "utf-32be" },
};

static const char *
skip_joiners(const char *p)
{
	while (*p == '-' || *p == '_')
		p++;
	return p;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* True if a and b are one name: case, "-" and "_" do not count, in no locale. */
static bool
same_name(const char *a, const char *b)
{
	for (;;) {
		a = skip_joiners(a);
		b = skip_joiners(b);
		if (lower(*a) != lower(*b))
			return false;
		if (*a == '\0')
			return true;
		a++;
		b++;
	}
}

static const struct encoding *
find_encoding(const char *name)
{
	for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++) {
		if (same_name(name, aliases[i].alias)) {
			name = aliases[i].name;
			break;
		}
	}
	for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++) {
		if (same_name(name, encodings[i].name))
			return &encodings[i];
	}
	return NULL;
}

/*
 * An encoding that only iconv knows, under that name, into *own; false if the
 * name is not fit to be one: glibc takes "" for the locale's encoding.
 */
static bool
foreign_encoding(struct encoding *own, const char *name)
{
	if (*name == '\0' || strchr(name, '/') != NULL)
		return false;
	*own = (struct encoding){ .name = name, .title = name, .kind = KIND_OTHER, .width = 1 };
	own->read[0] = name;
	return true;
}

static iconv_t
open_reader(const struct encoding *encoding)
{
	iconv_t cd = no_iconv;
	for (size_t i = 0; i < 3 && cd == no_iconv && encoding->read[i] != NULL; i++)
		cd = iconv_open("UTF-8", encoding->read[i]);
	return cd;
}

static iconv_t
open_writer(const struct encoding *encoding)
{
	const char *const *names = encoding->write[0] != NULL ? encoding->write : encoding->read;
	iconv_t cd = no_iconv;
	for (size_t i = 0; i < 3 && cd == no_iconv && names[i] != NULL; i++)
		cd = iconv_open(names[i], "UTF-8");
	return cd;
}

static bool
uses_iconv(const struct encoding *encoding)
{
	return encoding->kind != KIND_UTF8 && encoding->kind != KIND_WIDE;
}

/* True if the encoding called name opens with opener. */
static bool
opens(const char *name, iconv_t (*opener)(const struct encoding *))
{
	const struct encoding *encoding = find_encoding(name);
	struct encoding own;
	if (encoding == NULL) {
		if (!foreign_encoding(&own, name))
			return false;
		encoding = &own;
	}
	if (!uses_iconv(encoding))
		return true;
	iconv_t cd = opener(encoding);
	if (cd == no_iconv)
		return false;
	iconv_close(cd);
	return true;
}

bool
np_enc_known(const char *name)
{
	return strcmp(name, "auto") == 0 || opens(name, open_reader);
}

bool
np_enc_writable(const char *name)
{
	return strcmp(name, "auto") != 0 && opens(name, open_writer);
}

bool
np_enc_is_utf8(const char *name)
{
	const struct encoding *encoding = find_encoding(name);
	return encoding != NULL && encoding->kind == KIND_UTF8;
}

const char *
np_enc_listed(size_t i, const char **says)
{
	if (i >= sizeof encodings / sizeof encodings[0])
		return NULL;
	*says = encodings[i].says;
	return encodings[i].name;
}

/* ---- reading ---- */

struct np_enc {
	struct np_in *in;
	struct encoding encoding; /* a copy: that of a foreign one lives here */
	char *own_name;           /* what its name and title point to, or NULL */
	np_enc_report *report;
	void *ctx;
	iconv_t cd[2]; /* [1]: Big5's second half, the Hong Kong characters */
	int flush;     /* which of these may hold a character back, or -1 */
	bool flushed;  /* the last flush at the end is done */
	bool started;  /* text has been given: no BOM any more */
	bool big;      /* KIND_WIDE: big-endian */
	size_t stride; /* to be given to iconv() at once */

	char *buf; /* input not decoded yet, from start to end */
	size_t cap, start, end;
	size_t most; /* to be read at once */
	bool ended;  /* nothing more comes in; last tells why */
	enum np_code last;
	struct np_error last_err;

	uint64_t byte; /* bytes of the input before start */
	uint64_t line; /* line feeds before start, plus 1 */
};

/* What a decoding step stopped at. */
enum stop {
	STOP_MORE, /* the input is used up, or ends inside a character */
	STOP_FULL, /* the room is */
	STOP_BAD   /* a bad piece comes next */
};

static uint64_t
count_lines(const char *ptr, size_t len)
{
	uint64_t lines = 0;
	const char *end = ptr + len, *lf;
	while (ptr < end && (lf = memchr(ptr, '\n', (size_t)(end - ptr))) != NULL) {
		lines++;
		ptr = lf + 1;
	}
	return lines;
}

/* Reads what comes at once into buf; false when nothing does, and never will. */
static bool
take_in(struct np_enc *enc, char *buf, size_t cap, size_t *got)
{
	*got = 0;
	if (enc->ended)
		return false;
	enum np_code code =
	    np_in_read_some(enc->in, buf, cap < enc->most ? cap : enc->most, got, &enc->last_err);
	if (code != NP_OK) {
		enc->ended = true;
		enc->last = code;
	}
	return *got > 0;
}

/* More input into the buffer, behind what is there; false when there is none. */
static bool
fill(struct np_enc *enc)
{
	size_t got;
	if (enc->start > 0) {
		memmove(enc->buf, enc->buf + enc->start, enc->end - enc->start);
		enc->end -= enc->start;
		enc->start = 0;
	}
	if (enc->end == enc->cap || !take_in(enc, enc->buf + enc->end, enc->cap - enc->end, &got))
		return false;
	enc->end += got;
	return true;
}

static enum np_code
finish(struct np_enc *enc, struct np_error *err)
{
	if (enc->last != NP_END && err != NULL)
		*err = enc->last_err;
	return enc->last;
}

static void
report_bad(struct np_enc *enc, const char *piece, size_t kept, size_t shown)
{
	struct np_enc_bad bad = { .byte = enc->byte + 1, .line = enc->line };
	if (enc->report == NULL)
		return;
	bad.len = shown < sizeof bad.bytes ? shown : sizeof bad.bytes;
	bad.kept = kept < bad.len ? kept : bad.len;
	memcpy(bad.bytes, piece, bad.len);
	enc->report(enc->ctx, &bad);
}

static bool
is_mark(const char *text, size_t len)
{
	return len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
}

/* Tells of what is no UTF-8 in text, and counts its bytes and lines. */
static void
check_utf8(struct np_enc *enc, const char *text, size_t len)
{
	size_t pos = 0;
	for (;;) {
		size_t valid = np_utf8_valid(text + pos, len - pos);
		enc->byte += valid;
		enc->line += count_lines(text + pos, valid);
		pos += valid;
		if (pos == len)
			return;
		uint32_t cp;
		size_t piece = np_utf8_next(text + pos, len - pos, &cp);
		report_bad(enc, text + pos, piece, piece);
		enc->byte += piece;
		pos += piece;
	}
}

/* np_enc_read() for UTF-8: from the input right into buf. */
static enum np_code
read_utf8(struct np_enc *enc, char *buf, size_t cap, size_t *got, struct np_error *err)
{
	for (;;) {
		/* What "auto" looked at, or the beginning of a character held back. */
		size_t len = enc->end - enc->start, more = 0;
		if (len > cap)
			len = cap;
		memcpy(buf, enc->buf + enc->start, len);
		enc->start += len;
		if (len < 4 && take_in(enc, buf + len, cap - len, &more))
			len += more;
		bool whole = enc->ended && enc->start == enc->end;
		size_t hold = whole ? 0 : np_utf8_tail(buf, len);
		if (enc->start < enc->end) {
			enc->start -= hold;
		} else {
			memcpy(enc->buf, buf + len - hold, hold);
			enc->start = 0;
			enc->end = hold;
		}
		len -= hold;
		if (!enc->started && is_mark(buf, len)) {
			len -= 3;
			memmove(buf, buf + 3, len);
			enc->byte += 3;
			enc->started = true;
		}
		if (len > 0) {
			enc->started = true;
			check_utf8(enc, buf, len);
			*got = len;
			return NP_OK;
		}
		if (whole)
			return finish(enc, err);
	}
}

/* A unit of UTF-16 or UTF-32. */
static uint32_t
wide_unit(const char *ptr, unsigned width, bool big)
{
	uint32_t unit = 0;
	for (unsigned i = 0; i < width; i++)
		unit = unit << 8 | (unsigned char)ptr[big ? i : width - 1 - i];
	return unit;
}

static enum stop
step_wide(struct np_enc *enc, char *buf, size_t room, size_t *made)
{
	unsigned width = enc->encoding.width;
	while (enc->end - enc->start >= width) {
		const char *ptr = enc->buf + enc->start;
		size_t have = enc->end - enc->start, used = width;
		uint32_t cp = wide_unit(ptr, width, enc->big);
		if (width == 2 && cp >= 0xD800 && cp < 0xDC00) {
			if (have < 4)
				return enc->ended ? STOP_BAD : STOP_MORE;
			uint32_t low = wide_unit(ptr + 2, width, enc->big);
			if (low < 0xDC00 || low > 0xDFFF)
				return STOP_BAD;
			cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
			used = 4;
		}
		if (room - *made < 4)
			return STOP_FULL;
		size_t len = np_utf8_put(buf + *made, cp);
		if (len == 0)
			return STOP_BAD;
		*made += len;
		enc->start += used;
		enc->byte += used;
	}
	return enc->ended && enc->start < enc->end ? STOP_BAD : STOP_MORE;
}

/*
 * How many of the have bytes at ptr are to go through the same one of Big5's
 * two converters, and which.  CP950 knows the characters of Big5 itself as
 * everybody else does; what lies around them it takes for private use, and
 * there BIG5-HKSCS has the characters, which differs in some of the signs.
 */
static size_t
big5_run(const char *ptr, size_t have, int *which)
{
	const unsigned char *p = (const unsigned char *)ptr;
	size_t i = 0;
	int found = -1;
	while (i < have) {
		if (p[i] < 0x81) {
			i++;
			continue;
		}
		if (i + 1 == have)
			break;
		unsigned code = (unsigned)p[i] << 8 | p[i + 1];
		bool around = code < 0xA140 || (code >= 0xC6A1 && code <= 0xC8FE) || code > 0xF9D5;
		if (found >= 0 && found != around)
			break;
		found = around;
		i += 2;
	}
	*which = found > 0;
	return i > 0 ? i : have;
}

/*
 * GB 18030's code for U+E5E5, A3 A0, is where a full-width space would stand
 * in its row, and typesetters wrote it for one: so the Encoding Standard reads it.
 */
static void
mend_gb_spaces(char *text, size_t len)
{
	char *end = text + len;
	while (end - text >= 3 && (text = memchr(text, 0xEE, (size_t)(end - text) - 2)) != NULL) {
		if (memcmp(text, "\xEE\x97\xA5", 3) == 0)
			memcpy(text, "\xE3\x80\x80", 3);
		text++;
	}
}

/* Gets out what the converter holds back; false if there was no room for it. */
static bool
flush_held(struct np_enc *enc, char **out, size_t *room)
{
	if (enc->flush < 0)
		return true;
	if (iconv(enc->cd[enc->flush], NULL, NULL, out, room) == (size_t)-1 && errno == E2BIG)
		return false;
	enc->flush = -1;
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

static enum stop
step_iconv(struct np_enc *enc, char *buf, size_t room, size_t *made)
{
	char *in = enc->buf + enc->start, *out = buf;
	size_t have = enc->end - enc->start, left = room;
	int which = 0;
	enum stop stop;

	if (!flush_held(enc, &out, &left))
		return STOP_FULL;
	*made = room - left;
	if (have == 0)
		return STOP_MORE;
	if (have > enc->stride)
		have = enc->stride;
	if (enc->cd[1] != no_iconv)
		have = big5_run(in, have < room ? have : room, &which);
	size_t given = have;
	bool all = enc->start + given == enc->end;
	size_t answer = iconv(enc->cd[which], &in, &have, &out, &left);
	int sys = errno;
	enc->start += given - have;
	enc->byte += given - have;
	if (answer != (size_t)-1 || (sys == EINVAL && !all)) {
		/* The end of what was given, or of the characters that are whole in it. */
		stop = enc->start == enc->end ? STOP_MORE : STOP_FULL;
		enc->stride = longer_stride(enc->stride);
	} else if (sys == E2BIG) {
		/* Nothing came out of much room: no progress is to be hoped for. */
		stop = left == room && have == given ? STOP_BAD : STOP_FULL;
	} else if (sys == EINVAL && !enc->ended) {
		stop = STOP_MORE;
	} else {
		stop = STOP_BAD;
		enc->stride = STRIDE;
	}
	if (which == 1 || (stop == STOP_BAD && holds_back(enc->encoding.name))) {
		enc->flush = which;
		if (!flush_held(enc, &out, &left))
			stop = STOP_FULL;
	}
	*made = room - left;
	if (enc->encoding.kind == KIND_GB || enc->encoding.kind == KIND_GB2312)
		mend_gb_spaces(buf, *made);
	return stop;
}

/* True if the byte at ptr begins a character of several bytes. */
static bool
is_lead(const struct np_enc *enc, char *ptr)
{
	unsigned char c = (unsigned char)*ptr;
	if (enc->encoding.kind != KIND_OTHER)
		return c > 0x80 && c < 0xFF;
	char out[STEP_ROOM], *to = out;
	size_t have = 1, room = sizeof out;
	return c >= 0x80 && iconv(enc->cd[0], &ptr, &have, &to, &room) == (size_t)-1 &&
	       errno == EINVAL;
}

/*
 * The bad piece at start: how many bytes are passed over, and how many show what
 * is wrong.  0 when more must be read to tell.  An ASCII byte behind a bad first
 * byte is never taken with it: it may be a line feed.
 */
static size_t
bad_piece(const struct np_enc *enc, size_t *shown)
{
	char *ptr = enc->buf + enc->start;
	size_t have = enc->end - enc->start;
	if (enc->encoding.kind == KIND_WIDE)
		return *shown = have < enc->encoding.width ? have : enc->encoding.width;
	if (have < 2) {
		*shown = 1;
		return enc->ended ? 1 : 0;
	}
	bool lead = is_lead(enc, ptr);
	*shown = lead ? 2 : 1;
	return lead && (unsigned char)ptr[1] >= 0x80 ? 2 : 1;
}

/* Puts the bad piece out as it is; false if more must be read first. */
static bool
pass_bad(struct np_enc *enc, char *buf, size_t *made)
{
	size_t shown, kept = bad_piece(enc, &shown);
	if (kept == 0)
		return false;
	report_bad(enc, enc->buf + enc->start, kept, shown);
	memcpy(buf, enc->buf + enc->start, kept);
	enc->line += count_lines(buf, kept);
	enc->start += kept;
	enc->byte += kept;
	enc->started = true;
	*made += kept;
	return true;
}

/* np_enc_read() for all but UTF-8. */
static enum np_code
read_other(struct np_enc *enc, char *buf, size_t cap, size_t *got, struct np_error *err)
{
	while (cap - *got >= STEP_ROOM) {
		char *text = buf + *got;
		size_t made = 0;
		enum stop stop = enc->encoding.kind == KIND_WIDE
				     ? step_wide(enc, text, cap - *got, &made)
				     : step_iconv(enc, text, cap - *got, &made);
		if (!enc->started && made > 0) {
			enc->started = true;
			if (is_mark(text, made)) {
				made -= 3;
				memmove(text, text + 3, made);
			}
		}
		enc->line += count_lines(text, made);
		*got += made;
		if (stop == STOP_FULL)
			continue;
		if (stop == STOP_BAD) {
			if (cap - *got < 8)
				break;
			if (pass_bad(enc, buf + *got, got))
				continue;
		}
		if (*got > 0)
			break;
		if (fill(enc) || enc->start < enc->end)
			continue;
		if (enc->flushed || enc->cd[0] == no_iconv)
			return finish(enc, err);
		enc->flush = 0;
		enc->flushed = true;
	}
	return NP_OK;
}

enum np_code
np_enc_read(struct np_enc *enc, char *buf, size_t cap, size_t *got, struct np_error *err)
{
	*got = 0;
	if (enc->encoding.kind == KIND_UTF8)
		return read_utf8(enc, buf, cap, got, err);
	return read_other(enc, buf, cap, got, err);
}

/* The endianness of UTF-16 and UTF-32 from the mark, which is read on as a character. */
static bool
wide_is_big(struct np_enc *enc)
{
	unsigned width = enc->encoding.width;
	if (enc->encoding.order != BY_MARK)
		return enc->encoding.order == BIG;
	while (enc->end - enc->start < width && fill(enc))
		continue;
	return enc->end - enc->start < width ||
	       wide_unit(enc->buf + enc->start, width, false) != 0xFEFF;
}

/* Decides what to read and how: all of opening that can go wrong. */
static enum np_code
start_reading(struct np_enc *enc, const char *name, struct np_error *err)
{
	bool look = strcmp(name, "auto") == 0;
	const struct encoding *known = look ? NULL : find_encoding(name);
	enc->cap = known != NULL && known->kind == KIND_UTF8 ? SMALL_BUFFER : BUFFER;
	enc->buf = malloc(enc->cap);
	if (enc->buf == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	if (look) {
		struct np_detect found;
		while (enc->end < enc->cap && fill(enc))
			continue;
		if (enc->end == 0 && enc->ended && enc->last != NP_END)
			return finish(enc, err);
		np_detect(enc->buf, enc->end, &found);
		if (found.undecided)
			return np_fail(err, NP_ERR_BYTES, 0, found.candidates);
		known = find_encoding(found.encoding);
	}
	if (known != NULL) {
		enc->encoding = *known;
	} else {
		enc->own_name = malloc(strlen(name) + 1);
		if (enc->own_name == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		strcpy(enc->own_name, name);
		if (!foreign_encoding(&enc->encoding, enc->own_name))
			return np_fail(err, NP_ERR_UNKNOWN, 0, "unknown encoding");
	}
	if (enc->encoding.kind == KIND_WIDE)
		enc->big = wide_is_big(enc);
	if (!uses_iconv(&enc->encoding))
		return NP_OK;
	enc->cd[0] = open_reader(&enc->encoding);
	if (enc->cd[0] == no_iconv)
		return np_fail(err, NP_ERR_UNKNOWN, 0, "unknown encoding");
	if (enc->encoding.kind == KIND_BIG5)
		enc->cd[1] = iconv_open("UTF-8", "BIG5-HKSCS");
	return NP_OK;
}

enum np_code
np_enc_open_sized(struct np_enc **enc, struct np_in *in, const char *encoding, size_t most,
    np_enc_report *report, void *ctx, struct np_error *err)
{
	struct np_enc *made = malloc(sizeof *made);
	*enc = NULL;
	if (made == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	*made = (struct np_enc){
		.in = in,
		.report = report,
		.ctx = ctx,
		.cd = { no_iconv, no_iconv },
		.flush = -1,
		.stride = BUFFER,
		.most = most,
		.last = NP_END,
		.line = 1,
	};
	enum np_code code = start_reading(made, encoding, err);
	if (code != NP_OK) {
		np_enc_close(made);
		return code;
	}
	*enc = made;
	return NP_OK;
}

enum np_code
np_enc_open(struct np_enc **enc, struct np_in *in, const char *encoding, np_enc_report *report,
    void *ctx, struct np_error *err)
{
	return np_enc_open_sized(enc, in, encoding, SIZE_MAX, report, ctx, err);
}

const char *
np_enc_name(const struct np_enc *enc)
{
	enum kind kind = enc->encoding.kind;
	return kind == KIND_GB || kind == KIND_GB2312 ? "gb18030" : enc->encoding.name;
}

const char *
np_enc_title(const struct np_enc *enc)
{
	return enc->encoding.title;
}

void
np_enc_close(struct np_enc *enc)
{
	if (enc == NULL)
		return;
	for (int i = 0; i < 2; i++) {
		if (enc->cd[i] != no_iconv)
			iconv_close(enc->cd[i]);
	}
	free(enc->own_name);
	free(enc->buf);
	free(enc);
}

/* ---- writing ---- */

struct np_enc_out {
	struct np_out *out;
	struct encoding encoding;
	char *own_name;
	np_enc_lack *lack;
	void *ctx;
	iconv_t cd;
	bool singly;   /* iconv must be given one character at a time */
	bool begun;    /* the byte order mark is written */
	size_t stride; /* to be given to iconv() at once */
	uint64_t line;
	char buf[BUFFER];
};

/* The cells of GB 2312 in GBK's code: which trail bytes a row has. */
static bool
in_gb2312(unsigned char lead, unsigned char trail)
{
	static const struct {
		unsigned char lead, from, to;
	} rows[] = {
		{ 0xA1, 0xA1, 0xFE },
		{ 0xA2, 0xB1, 0xE2 },
		{ 0xA2, 0xE5, 0xEE },
		{ 0xA2, 0xF1, 0xFC },
		{ 0xA3, 0xA1, 0xFE },
		{ 0xA4, 0xA1, 0xF3 },
		{ 0xA5, 0xA1, 0xF6 },
		{ 0xA6, 0xA1, 0xB8 },
		{ 0xA6, 0xC1, 0xD8 },
		{ 0xA7, 0xA1, 0xC1 },
		{ 0xA7, 0xD1, 0xF1 },
		{ 0xA8, 0xA1, 0xBA },
		{ 0xA8, 0xC5, 0xE9 },
		{ 0xA9, 0xA4, 0xEF },
		{ 0xD7, 0xA1, 0xF9 },
	};
	if (lead >= 0xB0 && lead <= 0xF7 && lead != 0xD7)
		return trail >= 0xA1 && trail <= 0xFE;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (rows[i].lead == lead && trail >= rows[i].from && trail <= rows[i].to)
			return true;
	}
	return false;
}

static void
put_unit(struct np_enc_out *enc, uint32_t unit)
{
	unsigned width = enc->encoding.width;
	for (unsigned i = 0; i < width; i++) {
		unsigned shift = 8 * (enc->encoding.order == BIG ? width - 1 - i : i);
		np_out_byte(enc->out, (char)(unit >> shift & 0xFF));
	}
}

static void
put_wide(struct np_enc_out *enc, uint32_t cp)
{
	if (enc->encoding.width == 2 && cp >= 0x10000) {
		put_unit(enc, 0xD800 + ((cp - 0x10000) >> 10));
		put_unit(enc, 0xDC00 + ((cp - 0x10000) & 0x3FF));
	} else {
		put_unit(enc, cp);
	}
}

static void
write_wide(struct np_enc_out *enc, const char *text, size_t len)
{
	if (!enc->begun && enc->encoding.order == BY_MARK)
		put_unit(enc, 0xFEFF);
	enc->begun = true;
	for (size_t i = 0; i < len;) {
		uint32_t cp;
		i += np_utf8_next(text + i, len - i, &cp);
		put_wide(enc, cp != NP_UTF8_BAD ? cp : '?');
	}
}

static void
write_mark(struct np_enc_out *enc)
{
	char mark[] = "?", *in = mark, *to = enc->buf;
	size_t have = 1, room = sizeof enc->buf;
	iconv(enc->cd, &in, &have, &to, &room);
	np_out_write(enc->out, enc->buf, sizeof enc->buf - room);
}

/*
 * As many of the len valid bytes as the encoding takes, but only one character
 * if it has to be singly; answers how many bytes.  0 means that it lacks the first.
 */
static size_t
convert(struct np_enc_out *enc, const char *text, size_t len)
{
	/* iconv() takes a char ** for historical reasons and writes nothing there. */
	char *in = (char *)(uintptr_t)text, *to = enc->buf;
	size_t have, was, room = sizeof enc->buf;
	uint32_t cp;

	if (enc->singly)
		have = was = np_utf8_next(text, len, &cp);
	else
		have = was = len < enc->stride ? len : enc->stride;
	size_t answer = iconv(enc->cd, &in, &have, &to, &room);
	size_t made = sizeof enc->buf - room;
	if (enc->encoding.kind == KIND_GB2312 && answer != (size_t)-1 && made > 0 &&
	    (unsigned char)enc->buf[0] >= 0x80 &&
	    (made != 2 || !in_gb2312((unsigned char)enc->buf[0], (unsigned char)enc->buf[1])))
		return 0;
	/* Some iconvs write a sign of their own for what is lacking, and count it. */
	if (enc->singly && answer != (size_t)-1 && answer > 0)
		return 0;
	np_out_write(enc->out, enc->buf, made);
	return was - have;
}

/*
 * Tag characters (U+E0000 to U+E007F) in valid text: glibc drops those that an
 * encoding lacks without a word, so they are kept from it.  Answers how many bytes stand
 * before the first one.
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

/* Writes "?" for the first character of text, which the encoding lacks; its length. */
static size_t
write_lacking(struct np_enc_out *enc, const char *text, size_t len)
{
	uint32_t cp;
	size_t used = np_utf8_next(text, len, &cp);
	if (enc->lack != NULL)
		enc->lack(enc->ctx, cp, enc->line);
	write_mark(enc);
	return used;
}

/* Writes text that is valid and has no tag characters. */
static void
write_run(struct np_enc_out *enc, const char *text, size_t len)
{
	while (len > 0 && !enc->out->failed) {
		size_t used = convert(enc, text, len);
		enc->line += count_lines(text, used);
		enc->stride = used > 0 ? longer_stride(enc->stride) : STRIDE;
		if (used == 0)
			used = write_lacking(enc, text, len);
		text += used;
		len -= used;
	}
}

static void
write_iconv(struct np_enc_out *enc, const char *text, size_t len)
{
	bool all = strcmp(enc->encoding.name, "gb18030") == 0;
	while (len > 0 && !enc->out->failed) {
		size_t valid = np_utf8_valid(text, len);
		for (size_t done = 0; done < valid;) {
			size_t run = all ? valid : before_tag(text + done, valid - done);
			write_run(enc, text + done, run);
			done += run;
			if (done < valid)
				done += write_lacking(enc, text + done, valid - done);
		}
		text += valid;
		len -= valid;
		if (len > 0) {
			uint32_t cp;
			size_t piece = np_utf8_next(text, len, &cp);
			write_mark(enc);
			text += piece;
			len -= piece;
		}
	}
}

void
np_enc_out_write(struct np_enc_out *enc, const char *text, size_t len)
{
	if (enc->encoding.kind == KIND_UTF8)
		np_out_write(enc->out, text, len);
	else if (enc->encoding.kind == KIND_WIDE)
		write_wide(enc, text, len);
	else
		write_iconv(enc, text, len);
}

void
np_enc_out_end(struct np_enc_out *enc)
{
	enc->line = 1;
	if (enc->cd == no_iconv)
		return;
	char *to = enc->buf;
	size_t room = sizeof enc->buf;
	iconv(enc->cd, NULL, NULL, &to, &room);
	np_out_write(enc->out, enc->buf, sizeof enc->buf - room);
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
np_enc_out_open(struct np_enc_out **enc, struct np_out *out, const char *encoding,
    np_enc_lack *lack, void *ctx, struct np_error *err)
{
	const struct encoding *known = find_encoding(encoding);
	struct np_enc_out *made = malloc(sizeof *made);
	char *own_name = malloc(strlen(encoding) + 1);

	*enc = NULL;
	if (made == NULL || own_name == NULL) {
		free(made);
		free(own_name);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	strcpy(own_name, encoding);
	made->out = out;
	made->own_name = own_name;
	made->lack = lack;
	made->ctx = ctx;
	made->cd = no_iconv;
	made->singly = made->begun = false;
	made->stride = BUFFER;
	made->line = 1;
	bool fit = strcmp(encoding, "auto") != 0;
	if (known != NULL)
		made->encoding = *known;
	else
		fit = fit && foreign_encoding(&made->encoding, own_name);
	if (fit && uses_iconv(&made->encoding)) {
		made->cd = open_writer(&made->encoding);
		fit = made->cd != no_iconv;
	}
	if (!fit) {
		np_enc_out_close(made);
		return np_fail(err, NP_ERR_UNKNOWN, 0, "unknown encoding");
	}
	if (made->cd != no_iconv)
		made->singly = made->encoding.kind == KIND_GB2312 || substitutes(made->cd);
	*enc = made;
	return NP_OK;
}

const char *
np_enc_out_title(const struct np_enc_out *enc)
{
	/* What is written as gbk or gb2312 is not all of GB 18030. */
	if (strcmp(enc->encoding.name, "gbk") == 0)
		return "GBK";
	return enc->encoding.kind == KIND_GB2312 ? "GB 2312" : enc->encoding.title;
}

void
np_enc_out_close(struct np_enc_out *enc)
{
	if (enc == NULL)
		return;
	if (enc->cd != no_iconv)
		iconv_close(enc->cd);
	free(enc->own_name);
	free(enc);
}
