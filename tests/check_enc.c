/* check_enc.c - decoding at every chunk size, bad bytes, encoders, round trips */
#include "help.h"

#include "cpu.h"
#include "enc.h"
#include "utf8.h"

/* A span of a literal with NULs in it. */
#define BYTES(literal)                                                                             \
	{                                                                                          \
		literal, sizeof(literal) - 1                                                       \
	}

enum { ROOM = 1 << 18 };

/* What decoding gave: the text, and every report as a line of text. */
struct decoded {
	char text[ROOM];
	size_t len;
	char reports[ROOM];
	size_t reports_len;
	enum np_code code;
	char name[32];
};

static void
note(void *ctx, const struct np_enc_bad *bad)
{
	struct decoded *got = ctx;
	char line[128];
	int len = snprintf(line, sizeof line, "%lu:%lu:%u:", (unsigned long)bad->line,
	    (unsigned long)bad->byte, (unsigned)bad->kept);
	for (size_t i = 0; i < bad->len; i++)
		len += snprintf(line + len, sizeof line - (size_t)len, "%02X", bad->bytes[i]);
	len += snprintf(line + len, sizeof line - (size_t)len, " ");
	if (got->reports_len + (size_t)len < ROOM) {
		memcpy(got->reports + got->reports_len, line, (size_t)len + 1);
		got->reports_len += (size_t)len;
	}
}

static struct np_in
input_of(const char *bytes, size_t len)
{
	char *path = make_file(bytes, len);
	struct np_in in = { .fd = open(path, O_RDWR), .name = "input" };
	ck_assert_int_ne(in.fd, -1);
	remove_file(path);
	return in;
}

/* Reads at most most bytes at once and cap bytes of text. */
static void
decode(struct decoded *got, const char *encoding, const char *bytes, size_t len, size_t most,
    size_t cap)
{
	struct np_in in = input_of(bytes, len);
	struct np_enc *enc;
	struct np_error err;
	size_t n;

	got->len = got->reports_len = 0;
	got->reports[0] = '\0';
	got->name[0] = '\0';
	got->code = np_enc_open_sized(&enc, &in, encoding, most, note, got, &err);
	if (got->code == NP_OK) {
		snprintf(got->name, sizeof got->name, "%s", np_enc_name(enc));
		while (
		    (got->code = np_enc_read(enc, got->text + got->len, cap, &n, &err)) == NP_OK) {
			ck_assert_uint_gt(n, 0);
			ck_assert_uint_le(n, cap);
			got->len += n;
			ck_assert_uint_le(got->len + cap, ROOM);
		}
	} else {
		ck_assert_ptr_null(enc);
	}
	np_enc_close(enc);
	np_in_close(&in);
}

/* Encodes text, given in pieces of at most piece bytes, none cut inside a character. */
static size_t
encode(const char *encoding, const char *text, size_t len, size_t piece, np_enc_lack *lack,
    void *ctx, char *out)
{
	struct np_in in = input_of("", 0);
	struct np_out file;
	struct np_enc_out *enc;
	struct np_error err;
	size_t got;

	np_out_init(&file, in.fd, "output");
	ck_assert_int_eq(np_enc_out_open(&enc, &file, encoding, lack, ctx, &err), NP_OK);
	for (size_t i = 0; i < len;) {
		size_t n = len - i < piece ? len - i : piece;
		while (i + n < len && ((unsigned char)text[i + n] & 0xC0) == 0x80)
			n++;
		np_enc_out_write(enc, text + i, n);
		i += n;
	}
	np_enc_out_end(enc);
	np_enc_out_close(enc);
	ck_assert_int_eq(np_out_close(&file, &err), NP_OK);
	ck_assert_int_eq(lseek(in.fd, 0, SEEK_SET), 0);
	enum np_code code = np_in_read(&in, out, ROOM, &got, &err);
	ck_assert(code == NP_OK || code == NP_END);
	np_in_close(&in);
	return got;
}

static const size_t sizes[] = { 1, 2, 3, 4, 5, 7, 64, SIZE_MAX };
static const size_t caps[] = { 32, 33, 35, 39, 4096 };

/* ---- good text, bad text ---- */

static const struct decoding {
	const char *encoding;
	struct np_span in, out;
	const char *reports; /* line:byte:kept:bytes */
} decodings[] = {
	{ "utf-8", BYTES(""), BYTES(""), "" },
	{ "utf-8", BYTES("a\0b\r\nc"), BYTES("a\0b\r\nc"), "" },
	{ "UTF8", BYTES("新闻\n"), BYTES("新闻\n"), "" },
	{ "utf-8", BYTES("\xEF\xBB\xBF"), BYTES(""), "" },
	{ "utf-8", BYTES("\xEF\xBB\xBFx\xEF\xBB\xBFy"), BYTES("x\xEF\xBB\xBFy"), "" },
	{ "utf-8", BYTES("\xEF\xBB"), BYTES("\xEF\xBB"), "1:1:2:EFBB " },
	{ "utf-8", BYTES("\xEF\xBB\xBF\n\xFF"), BYTES("\n\xFF"), "2:5:1:FF " },
	{ "utf-8", BYTES("文\n\xE6\x96x\xED\xA0\x80\xC0\x80\n\xF0\x9F"),
	    BYTES("文\n\xE6\x96x\xED\xA0\x80\xC0\x80\n\xF0\x9F"),
	    "2:5:2:E696 2:8:1:ED 2:9:1:A0 2:10:1:80 2:11:1:C0 2:12:1:80 3:14:2:F09F " },
	{ "utf-8", BYTES("\xEF\xBF\xBD"), BYTES("\xEF\xBF\xBD"), "" },
	{ "gb18030", BYTES(""), BYTES(""), "" },
	{ "gb18030", BYTES("\xB1\xA8\xD6\xBD\n"), BYTES("报纸\n"), "" },
	{ "gb2312", BYTES("\xA1\xA4\xA1\xAA\x82\x83"), BYTES("·—們"), "" },
	{ "GBK", BYTES("\x81\x30\x81\x30\xA3\xA0x"), BYTES("\xC2\x80\xEE\x97\xA5x"), "" },
	{ "gb-18030", BYTES("\x95\x32\x82\x36"), BYTES("\xF0\xA0\x80\x80"), "" },
	{ "gb18030",
	    BYTES("\x84\x31\x95\x33"
		  "a"),
	    BYTES("a"), "" },
	{ "gb18030", BYTES("\n\x81 \xB1\xA8"), BYTES("\n\x81 报"), "2:2:1:8120 " },
	{ "gb18030", BYTES("\x81\n\x81\n"), BYTES("\x81\n\x81\n"), "1:1:1:810A 2:3:1:810A " },
	{ "gb18030", BYTES("\xFF\xB1\xA8\x80z"), BYTES("\xFF报\x80z"), "1:1:1:FF 1:4:1:80 " },
	{ "gb18030",
	    BYTES("\x81\xFF"
		  "a\x81"),
	    BYTES("\x81\xFF"
		  "a\x81"),
	    "1:1:2:81FF 1:4:1:81 " },
	{ "gb18030", BYTES("\x81\x30\x81"), BYTES("\x81\x30\x81"), "1:1:1:8130 1:3:1:81 " },
	{ "gb18030", BYTES("\x81\x30x"), BYTES("\x81\x30x"), "1:1:1:8130 " },
	{ "big5", BYTES("\xB3\xF8\xAF\xC8\n"), BYTES("報紙\n"), "" },
	{ "big5", BYTES("\xB3\xF8\xA1\x45\xC6\xE7\x8B\xF8\xAF\xC8"),
	    BYTES("報\xE2\x80\xA7ぁ\xEF\xA4\x87紙"), "" },
	{ "big5",
	    BYTES("\x88\x62"
		  "a"),
	    BYTES("\xC3\x8A\xCC\x84"
		  "a"),
	    "" },
	{ "big5", BYTES("\xB3\n\xB3\xF8"), BYTES("\xB3\n報"), "1:1:1:B30A " },
	{ "big5", BYTES("\xB3\x80\xB3\xF8\xFF\xB3"), BYTES("\xB3\x80報\xFF\xB3"),
	    "1:1:2:B380 1:5:1:FF 1:6:1:B3 " },
	{ "utf-16le", BYTES("\xFF\xFE\x87\x65\n\0\x3D\xD8\x00\xDE"), BYTES("文\n😀"), "" },
	{ "utf-16be", BYTES("\x65\x87\0\n\xD8\x3D\xDE\x00"), BYTES("文\n😀"), "" },
	{ "utf-16", BYTES("\xFF\xFE\x87\x65"), BYTES("文"), "" },
	{ "utf-16", BYTES("\xFE\xFF\x65\x87"), BYTES("文"), "" },
	{ "utf-16", BYTES("\x65\x87"), BYTES("文"), "" },
	{ "utf-16", BYTES("\x65"), BYTES("\x65"), "1:1:1:65 " },
	{ "utf-16le",
	    BYTES("a\0\n\0\x00\xDE"
		  "b\0\x3D\xD8"
		  "c\0\x3D\xD8"),
	    BYTES("a\n\x00\xDE"
		  "b\x3D\xD8"
		  "c\x3D\xD8"),
	    "2:5:2:00DE 2:9:2:3DD8 2:13:2:3DD8 " },
	{ "utf-32", BYTES("\xFF\xFE\0\0\x87\x65\0\0"), BYTES("文"), "" },
	{ "utf-32be", BYTES("\0\0\x65\x87\0\x11\0\0\0\0\0a"), BYTES("文\0\x11\0\0a"),
	    "1:5:4:00110000 " },
	{ "euc-jp",
	    BYTES("\xBF\xB7\xCA\xB9\n\x8F\n\xA9\xA1"
		  "b"),
	    BYTES("新聞\n\x8F\n\xA9\xA1"
		  "b"),
	    "2:6:1:8F0A 3:8:2:A9A1 " },
	{ "shift_jis", BYTES("\x90\x56\x95\xB7\xB1"), BYTES("新聞ｱ"), "" },
	{ "iso-2022-jp", BYTES("a\x1B$B?7J9\x1B(Bb"), BYTES("a新聞b"), "" },
	{ "iso-2022-jp", BYTES("\x1B$B?7\xFFJ9\x1B(B"), BYTES("新\xFF聞"), "1:6:1:FF " },
	{ "cp1252", BYTES("caf\xE9 \x81\x82"), BYTES("café \x81‚"), "1:6:1:81 " },
	{ "cp1255", BYTES("\xE0\xE1"), BYTES("אב"), "" },
	{ "auto", BYTES(""), BYTES(""), "" },
	{ "auto", BYTES("plain\n"), BYTES("plain\n"), "" },
	{ "auto", BYTES("\xFF\xFE\x87\x65"), BYTES("文"), "" },
	{ "auto", BYTES("\xB1\xBE\xB1\xA8\xD1\xB6\n"), BYTES("本报讯\n"), "" },
};

START_TEST(decodes)
{
	const struct decoding *d = &decodings[_i];
	struct decoded *got = malloc(sizeof *got);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		for (size_t j = 0; j < sizeof caps / sizeof caps[0]; j++) {
			decode(got, d->encoding, d->in.ptr, d->in.len, sizes[i], caps[j]);
			ck_assert_int_eq(got->code, NP_END);
			ck_assert_uint_eq(got->len, d->out.len);
			ck_assert_mem_eq(got->text, d->out.ptr, d->out.len);
			ck_assert_str_eq(got->reports, d->reports);
		}
	}
	free(got);
}
END_TEST

/* Any bytes at all give the same text and reports however they come in. */
static const char *const hostile[] = { "mixed", "utf-8", "gb18030", "big5", "big5-hkscs", "cp950",
	"hz", "utf-16le", "utf-16be", "utf-32le", "euc-jp", "shift_jis", "iso-2022-jp", "euc-kr",
	"cp1258" };

START_TEST(same_at_every_size)
{
	struct decoded *whole = malloc(sizeof *whole), *got = malloc(sizeof *got);
	char bytes[1500];
	uint32_t seed = 12345;

	for (size_t i = 0; i < sizeof bytes; i++) {
		seed = seed * 1103515245 + 12345;
		unsigned char c = (unsigned char)(seed >> 16);
		/* Much ASCII, line feeds, and first bytes before each. */
		bytes[i] = (char)(i % 7 == 0 ? '\n' : i % 3 == 0 ? c & 0x7F : c);
	}
	decode(whole, hostile[_i], bytes, sizeof bytes, SIZE_MAX, 65536);
	ck_assert_int_eq(whole->code, NP_END);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		for (size_t j = 0; j < sizeof caps / sizeof caps[0]; j += brief(3)) {
			decode(got, hostile[_i], bytes, sizeof bytes, sizes[i], caps[j]);
			ck_assert_uint_eq(got->len, whole->len);
			ck_assert_mem_eq(got->text, whole->text, whole->len);
			ck_assert_str_eq(got->reports, whole->reports);
		}
	}
	free(whole);
	free(got);
}
END_TEST

/* Characters, and bad bytes, across the border of the 64 KiB that are held at once. */
START_TEST(across_buffers)
{
	static const char *const names[] = { "gb18030", "big5", "euc-jp", "utf-8", "auto" };
	struct decoded *got = malloc(sizeof *got);
	size_t len = 65536 + 8;
	char *bytes = malloc(len);

	for (size_t shift = 0; shift < 6; shift++) {
		memset(bytes, 'x', len);
		memcpy(bytes + 65536 - shift, "\xB1\xA8\xFF\nz", 5);
		decode(got, names[_i], bytes, len, SIZE_MAX, 4096);
		if (_i == 4 && shift == 0) {
			/* The sample is ASCII; what comes then is bad UTF-8. */
			ck_assert_str_eq(got->name, "utf-8");
			ck_assert_uint_eq(got->len, len);
		} else if (_i < 4) {
			ck_assert_int_eq(got->code, NP_END);
			ck_assert_uint_eq(got->len, len + (_i < 3 ? 1 : 0));
			ck_assert_ptr_nonnull(strstr(got->reports, ":1:FF "));
		}
	}
	free(bytes);
	free(got);
}
END_TEST

static void
no_lack(void *ctx, uint32_t cp, uint64_t line, enum np_bad done)
{
	(void)ctx, (void)done;
	ck_abort_msg("U+%04lX lacking in line %lu", (unsigned long)cp, (unsigned long)line);
}

/* ---- vector code beside plain ---- */

/* What the texts below are made of: runs of each, of many lengths, so that every place is cut. */
static const char *const stuff[] = { "塔", "高", "ab1", "\n", "，", "é", "·", "😀", "𠮷", "龵", "們",
	"\xEE\x80\x80", "Ж", "x", "\xEF\xBF\xBF" };

/* Random text of about len bytes; with bad, bytes here and there that are no UTF-8. */
static size_t
random_text(char *text, size_t len, uint32_t seed, bool bad)
{
	size_t made = 0;
	while (made + 128 < len) {
		seed = seed * 1103515245 + 12345;
		const char *piece = stuff[(seed >> 16) % (sizeof stuff / sizeof stuff[0])];
		/* Mostly Han, as it is with Chinese text. */
		if ((seed >> 8) % 3 != 0)
			piece = stuff[(seed >> 20) % 2];
		for (unsigned n = (seed >> 24) % 23 + 1; n > 0; n--) {
			memcpy(text + made, piece, strlen(piece));
			made += strlen(piece);
		}
		if (bad && (seed >> 12) % 16 == 0)
			text[made++] = (char)(0x80 | (seed >> 4 & 0x7F));
	}
	return made;
}

static const char *const swift[] = { "utf-8", "gb18030", "gbk", "big5", "big5-hkscs", "utf-16le",
	"utf-16be", "utf-32le", "hz" };

/* Every set of instructions writes the same, and reads the same from it, and from random bytes. */
START_TEST(same_on_every_cpu)
{
	struct decoded *plain = malloc(sizeof *plain), *got = malloc(sizeof *got);
	char *text = malloc(ROOM), *bytes = malloc(ROOM), *again = malloc(ROOM);
	enum np_cpu before = np_cpu();
	for (uint32_t seed = 1; seed < 24; seed++) {
		size_t len = random_text(text, 12000 + seed, seed, seed % 2 == 0);
		for (size_t i = seed; seed % 6 == 1 && i < len; i += 997)
			text[i] = (unsigned char)text[i] < 0x80 ? '\0' : text[i];
		ck_assert(np_cpu_choose(NP_CPU_PLAIN));
		size_t made = encode(swift[_i], text, len, SIZE_MAX, NULL, NULL, bytes);
		/* Bytes that are no text, at changing places. */
		for (size_t i = seed * 7; seed % 3 == 0 && i < made; i += 211 + seed)
			bytes[i] = (char)(bytes[i] + (int)(seed * i));
		decode(plain, swift[_i], bytes, made, SIZE_MAX, 65536);
		for (int set = NP_CPU_PLAIN + 1; set < NP_CPU_SETS; set++) {
			if (!np_cpu_choose((enum np_cpu)set))
				continue;
			decode(got, swift[_i], bytes, made, seed % 4 == 0 ? 97 : SIZE_MAX,
			    seed % 5 == 0 ? 777 : 65536);
			ck_assert_uint_eq(got->len, plain->len);
			ck_assert_mem_eq(got->text, plain->text, plain->len);
			ck_assert_str_eq(got->reports, plain->reports);
			if (seed % 3 == 0)
				continue;
			ck_assert_uint_eq(
			    encode(swift[_i], text, len, SIZE_MAX, NULL, NULL, again), made);
			ck_assert_mem_eq(again, bytes, made);
		}
	}
	ck_assert(np_cpu_choose(before));
	free(plain);
	free(got);
	free(text);
	free(bytes);
	free(again);
}
END_TEST

/* Every unit of UTF-16 that is a character, between others, by every set of instructions. */
START_TEST(every_unit)
{
	enum { UNITS = 0x10000, STEP = 4099 };
	char *bytes = malloc(2 * UNITS), *text = malloc(3 * UNITS);
	struct decoded *got = malloc(sizeof *got);
	enum np_cpu before = np_cpu();
	for (int set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
		/* once one by one, then in another order: neighbours of other lengths, other places */
		for (uint32_t step = 1; step <= STEP; step += STEP - 1) {
			size_t made = 0, len = 0;
			for (uint32_t i = 0; i < UNITS; i++) {
				uint32_t unit = (i * step + 0x41) % UNITS;
				if (unit >= 0xD800 && unit <= 0xDFFF)
					continue;
				bytes[made + (_i == 0)] = (char)(unit >> 8);
				bytes[made + (_i != 0)] = (char)(unit & 0xFF);
				made += 2;
				len += np_utf8_put(text + len, unit);
			}
			if (!np_cpu_choose((enum np_cpu)set))
				continue;
			decode(
			    got, _i == 0 ? "utf-16le" : "utf-16be", bytes, made, SIZE_MAX, 65536);
			ck_assert_uint_eq(got->len, len);
			ck_assert_mem_eq(got->text, text, len);
			ck_assert_str_eq(got->reports, "");
		}
	}
	ck_assert(np_cpu_choose(before));
	free(got);
	free(text);
	free(bytes);
}
END_TEST

/* Tells where a character was lacking. */
static void
note_line(void *ctx, uint32_t cp, uint64_t line, enum np_bad done)
{
	(void)cp, (void)done;
	*(uint64_t *)ctx = line;
}

/* ASCII of which long pieces go out as they are: between other characters, with its lines counted. */
START_TEST(long_ascii)
{
	enum { LEN = 100 * 1024 };
	static const char *const targets[] = { "gb18030", "gbk", "big5", "big5-hkscs", "hz",
		"utf-8" };
	char *text = malloc(LEN), *out = malloc(ROOM);
	for (size_t t = 0; t < sizeof targets / sizeof targets[0]; t++) {
		for (size_t at = LEN - 200; at < LEN - 4; at += 37) {
			uint64_t line = 0;
			for (size_t i = 0; i < LEN; i++)
				text[i] = i % 50 == 49 ? '\n' : (char)('a' + i % 26);
			memcpy(text + at, "\xF4\x8F\xBF\xBF", 4); /* U+10FFFF */
			size_t made =
			    encode(targets[t], text, LEN, SIZE_MAX, note_line, &line, out);
			if (strcmp(targets[t], "gb18030") == 0 ||
			    strcmp(targets[t], "utf-8") == 0) {
				ck_assert_uint_eq(made, LEN);
				memcpy(out + at, text + at, 4);
			} else {
				ck_assert_uint_eq(line, at / 50 + 1);
				ck_assert_uint_eq(made, LEN - 3);
				ck_assert_int_eq(out[at], '?');
				memmove(out + at + 4, out + at + 1, LEN - at - 4);
				memcpy(out + at, text + at, 4);
			}
			ck_assert_mem_eq(out, text, LEN);
		}
	}
	free(text);
	free(out);
}
END_TEST

/* Long ASCII is seen where it is held: the same text, places and lines as when it is read. */
START_TEST(views)
{
	enum { LEN = 200000 };
	static const char *const encodings[] = { "gb18030", "big5", "utf-8", "utf-16le", "hz" };
	struct decoded *got = calloc(1, sizeof *got);
	char *bytes = malloc(LEN), *buf = malloc(ROOM);
	struct np_enc *enc;
	struct np_error err;
	struct np_span text;
	uint64_t byte, line;
	size_t len = 0, lines = 0;
	for (size_t i = 0; i < LEN; i++) {
		bytes[i] = i % 61 == 60 ? '\n' : (char)('a' + i % 26);
		lines += bytes[i] == '\n';
	}
	bytes[LEN - 1] = '\xFF';
	struct np_in in = input_of(bytes, LEN);
	ck_assert_int_eq(np_enc_open(&enc, &in, encodings[_i], note, got, &err), NP_OK);
	while (np_enc_view(enc, buf, ROOM, &text, &err) == NP_OK) {
		if (_i < 3 && len + text.len < LEN)
			ck_assert_mem_eq(text.ptr, bytes + len, text.len);
		len += text.len;
	}
	np_enc_tally(enc, &byte, &line);
	ck_assert_uint_eq(byte, LEN);
	if (_i < 3) {
		char report[64];
		snprintf(report, sizeof report, "%u:%d:1:FF ", (unsigned)lines + 1, LEN);
		ck_assert_uint_eq(len, LEN);
		ck_assert_uint_eq(line, lines);
		ck_assert_str_eq(got->reports, report);
	}
	np_enc_close(enc);
	np_in_close(&in);
	free(got);
	free(bytes);
	free(buf);
}
END_TEST

/* ---- bad bytes, as it is wished ---- */

/* Encodings whose texts are written in one way alone. */
static const char *const exact[] = { "utf-8", "gb18030", "gb18030:2005", "gb18030:2000", "big5",
	"cp950", "big5-2003", "big5-hkscs", "utf-16le", "utf-16be", "utf-32le", "utf-32be",
	"euc-jp", "shift_jis", "euc-kr", "euc-tw", "cp1252" };
enum { EXACT = sizeof exact / sizeof exact[0] };
/* And what is written besides. */
static const char *const written[] = { "gbk", "gb2312", "hz", "utf-16", "utf-32", "iso-2022-jp",
	"iso-2022-kr" };
enum { TARGETS = EXACT + sizeof written / sizeof written[0] };

/* What the bytes read as, with escapes, or with those that they have left alone. */
static size_t
read_escapes(
    const char *encoding, const char *bytes, size_t len, size_t most, bool escape, char *text)
{
	struct np_in in = input_of(bytes, len);
	struct np_enc *enc;
	struct np_error err;
	size_t made = 0, got;
	ck_assert_int_eq(np_enc_open_sized(&enc, &in, encoding, most, NULL, NULL, &err), NP_OK);
	if (escape)
		ck_assert_int_eq(np_enc_set_bad(enc, NP_BAD_ESCAPE, NULL), NP_OK);
	else
		np_enc_keep_mark(enc);
	while (np_enc_read(enc, text + made, 4096, &got, &err) == NP_OK) {
		made += got;
		ck_assert_uint_le(made + 4096, ROOM);
	}
	np_enc_close(enc);
	np_in_close(&in);
	return made;
}

/* Writes text, in pieces of most bytes; what lacks is escaped, or escapes are undone. */
static size_t
write_escapes(
    const char *encoding, const char *text, size_t len, size_t most, bool escape, char *bytes)
{
	struct np_in in = input_of("", 0);
	struct np_out file;
	struct np_enc_out *out;
	struct np_error err;
	size_t got;
	np_out_init(&file, in.fd, "output");
	ck_assert_int_eq(
	    np_enc_out_open(&out, &file, encoding, escape ? NULL : no_lack, NULL, &err), NP_OK);
	if (escape)
		np_enc_out_set_bad(out, NP_BAD_ESCAPE);
	else
		np_enc_out_unescape(out);
	for (size_t i = 0, n; i < len; i += n) {
		n = len - i < most ? len - i : most;
		while (i + n < len && ((unsigned char)text[i + n] & 0xC0) == 0x80)
			n++;
		ck_assert_int_eq(np_enc_out_write(out, text + i, n), NP_OK);
	}
	ck_assert_int_eq(np_enc_out_end(out), NP_OK);
	np_enc_out_close(out);
	ck_assert_int_eq(np_out_close(&file, &err), NP_OK);
	ck_assert_int_eq(lseek(in.fd, 0, SEEK_SET), 0);
	ck_assert_int_eq(np_in_read(&in, bytes, ROOM, &got, &err), NP_OK);
	np_in_close(&in);
	return got;
}

/* With NP_BAD_ESCAPE any bytes come back by way of UTF-8, in whatever pieces they are read. */
START_TEST(escapes_anything)
{
	char bytes[4000], *text = malloc(ROOM), *back = malloc(ROOM);
	uint32_t seed = 99 + (uint32_t)_i;
	for (size_t i = 0; i < sizeof bytes; i++) {
		seed = seed * 1103515245 + 12345;
		bytes[i] = seed >> 28 == 0 ? '\\' : (char)(seed >> 16);
	}
	for (size_t most = 1; most < 70; most += 13) {
		size_t len = read_escapes(exact[_i], bytes, sizeof bytes, most, true, text);
		size_t got = write_escapes(exact[_i], text, len, most, false, back);
		ck_assert_uint_eq(got, sizeof bytes);
		ck_assert_mem_eq(back, bytes, got);
	}
	free(text);
	free(back);
}
END_TEST

/* Bytes of some kind: any; mostly ASCII; mostly two bytes above it; what escapes are made of; marks. */
static void
fill_hostile(char *bytes, size_t len, int kind, uint32_t *seed)
{
	static const char bits[] = "\\\\xu{}0FfD~{}\n\r";
	static const char mark[] = "\xEF\xBB\xBF\xFF\xFE\0\0\xFE\xFF\x84\x31\x95\x33";
	for (size_t i = 0; i < len; i++) {
		*seed = *seed * 1103515245 + 12345;
		uint32_t chance = *seed >> 16;
		bytes[i] = kind == 0   ? (char)chance
			   : kind == 1 ? (char)(chance % 17 == 0 ? chance : chance % 0x80)
			   : kind == 2 ? (char)(0x80 | chance)
			   : kind == 3 ? bits[chance % (sizeof bits - 1)]
				       : mark[chance % 3 == 0 ? chance % (sizeof mark - 1)
							      : i % (sizeof mark - 1)];
	}
}

/*
 * The same from every encoding to every other, where characters are lacking too: hostile bytes,
 * ever others.  FULL=1 in the environment asks for many.
 */
START_TEST(escapes_between)
{
	const char *full = getenv("FULL");
	int rounds = full != NULL && *full == '1' ? 200 : 1;
	char bytes[500], *text = malloc(ROOM), *out = malloc(ROOM), *back = malloc(ROOM);
	uint32_t seed = 7 + (uint32_t)_i;
	for (int round = 0; round < rounds; round++) {
		for (int kind = 0; kind < 5; kind++) {
			fill_hostile(bytes, sizeof bytes, kind, &seed);
			size_t most = 1 + seed % 97;
			size_t len = read_escapes(exact[_i], bytes, sizeof bytes, most, true, text);
			for (size_t t = 0; t < TARGETS; t += brief(5)) {
				const char *target = t < EXACT ? exact[t] : written[t - EXACT];
				size_t made = write_escapes(target, text, len, most, true, out);
				size_t read = read_escapes(target, out, made, most, false, back);
				made = write_escapes(exact[_i], back, read, most, false, out);
				if (made != sizeof bytes || memcmp(out, bytes, made) != 0)
					ck_abort_msg("%s by way of %s, kind %d, round %d: %u bytes",
					    exact[_i], target, kind, round, (unsigned)made);
			}
		}
	}
	free(text);
	free(out);
	free(back);
}
END_TEST

/* The Encoding Standard's cases: one U+FFFD for a piece, and no ASCII lost. */
static const struct replaced {
	const char *encoding, *in, *out;
} replacements[] = {
	{ "utf-8", "\xC0\xAFx", "\xEF\xBF\xBD\xEF\xBF\xBDx" },
	{ "utf-8", "\xE2\x82x\xF0\x90\x80", "\xEF\xBF\xBDx\xEF\xBF\xBD" },
	{ "utf-8", "\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
	{ "gb18030", "\x81<\x81\n", "\xEF\xBF\xBD<\xEF\xBF\xBD\n" },
	{ "gb18030", "\x81\x30<\x81\x30\x81<",
	    "\xEF\xBF\xBD"
	    "0<\xEF\xBF\xBD"
	    "0\xEF\xBF\xBD<" },
	{ "gb18030", "\x84\x31\xA4\x39\x84\x31\xA5\x30", "\xEF\xBF\xBF\xEF\xBF\xBD" },
	{ "gb18030", "\xE3\x32\x9A\x35\xE3\x32\x9A\x36", "\xF4\x8F\xBF\xBF\xEF\xBF\xBD" },
	{ "big5", "\x80\xA4<\xA4\x80\xFF", "\xEF\xBF\xBD\xEF\xBF\xBD<\xEF\xBF\xBD\xEF\xBF\xBD" },
};

START_TEST(replaces)
{
	const struct replaced *r = &replacements[_i];
	for (size_t most = 1; most < 6; most++) {
		struct np_in in = input_of(r->in, strlen(r->in));
		struct np_enc *enc;
		struct np_error err;
		char text[256];
		size_t len = 0, got;
		ck_assert_int_eq(
		    np_enc_open_sized(&enc, &in, r->encoding, most, NULL, NULL, &err), NP_OK);
		ck_assert_int_eq(np_enc_set_bad(enc, NP_BAD_REPLACE, NULL), NP_OK);
		while (np_enc_read(enc, text + len, 32, &got, &err) == NP_OK)
			len += got;
		ck_assert_uint_eq(len, strlen(r->out));
		ck_assert_mem_eq(text, r->out, len);
		np_enc_close(enc);
		np_in_close(&in);
	}
}
END_TEST

/* ---- there and back ---- */

static const char chinese[] = "本报讯（记者 林小川）昨日，海港镇第一座水塔——“望潮塔”落成。\r\n\r\n"
			      "　　塔高36·5米，可供水２０００吨；镇上的人都来看。\n";
static const char simple[] = "本市新港的大路通了，人来人往。\n";
static const char traditional[] = "本報訊　昨日，海港鎮第一座水塔落成，鎮上的人都來看。「好！」\n";
static const char japanese[] = "新聞のページ\nabc 港の水塔。\n";

static const struct round {
	const char *encoding, *text;
} rounds[] = {
	{ "utf-8", chinese },
	{ "gb18030", chinese },
	{ "gb18030", traditional },
	{ "gb18030", "𠀀😀é\n" },
	{ "gbk", chinese },
	{ "gbk", traditional },
	{ "gb2312", chinese },
	{ "big5", traditional },
	{ "big5-hkscs", traditional },
	{ "utf-16", chinese },
	{ "utf-16le", "𠀀😀\n" },
	{ "utf-16be", chinese },
	{ "utf-32", chinese },
	{ "utf-32be", "𠀀😀\n" },
	{ "euc-jp", japanese },
	{ "shift_jis", japanese },
	{ "iso-2022-jp", japanese },
	{ "iso-2022-jp", "港" },
	{ "euc-tw", traditional },
	{ "gb18030", simple },
};

START_TEST(round_trip)
{
	const struct round *r = &rounds[_i];
	struct decoded *got = malloc(sizeof *got);
	char *bytes = malloc(ROOM), *again = malloc(ROOM);
	size_t len = strlen(r->text);
	size_t made = encode(r->encoding, r->text, len, SIZE_MAX, no_lack, NULL, bytes);

	for (size_t piece = 1; piece < 6; piece++) {
		ck_assert_uint_eq(
		    encode(r->encoding, r->text, len, piece, no_lack, NULL, again), made);
		ck_assert_mem_eq(again, bytes, made);
	}
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		decode(got, r->encoding, bytes, made, sizes[i], 64);
		ck_assert_int_eq(got->code, NP_END);
		ck_assert_uint_eq(got->len, len);
		ck_assert_mem_eq(got->text, r->text, len);
		ck_assert_str_eq(got->reports, "");
	}
	free(got);
	free(bytes);
	free(again);
}
END_TEST

static const struct encoding_case {
	const char *encoding, *text;
	struct np_span out;
	const char *lacking; /* cp:line */
} encodings[] = {
	{ "utf-8", "文\xFF", BYTES("文\xFF"), "" },
	{ "iso-2022-jp", "a新聞", BYTES("a\x1B$B?7J9\x1B(B"), "" },
	{ "iso-2022-jp", "新ä聞", BYTES("\x1B$B?7\x1B(B?\x1B$BJ9\x1B(B"), "E4:1 " },
	{ "utf-16", "文", BYTES("\xFF\xFE\x87\x65"), "" },
	{ "utf-16be", "文\xFF😀", BYTES("\x65\x87\0?\xD8\x3D\xDE\x00"), "" },
	{ "gb2312", "\n·—們\xE3\x83\xBB", BYTES("\n\xA1\xA4\xA1\xAA??"), "5011:2 30FB:2 " },
	{ "gb2312", "aⅰⅠ€b\xF0", BYTES("a?\xA2\xF1?b?"), "2170:1 20AC:1 " },
	{ "gbk", "們😀", BYTES("\x82\x83?"), "1F600:1 " },
	{ "big5", "报\n纸ab港", BYTES("?\n?ab\xB4\xE4"), "62A5:1 7EB8:2 " },
	{ "iso-8859-1", "x\xF3\xA0\x81\x81y\xF3\xB0\x80\x80", BYTES("x?y?"), "E0041:1 F0000:1 " },
	{ "ascii", "a\xE4\xB8", BYTES("a?"), "" },
	{ "euc-kr", "가\xC2\x85뷁", BYTES("\xB0\xA1?\x94\xEE"), "85:1 " },
	{ "shift_jis", "\\¥～〜", BYTES("\\?\x81\x60?"), "A5:1 301C:1 " },
	{ "iso-2022-jp", "a\x1B$B", BYTES("a?$B"), "1B:1 " },
};

static void
note_lack(void *ctx, uint32_t cp, uint64_t line, enum np_bad done)
{
	char *list = ctx;
	ck_assert_int_eq(done, NP_BAD_KEEP);
	snprintf(list + strlen(list), 64, "%lX:%lu ", (unsigned long)cp, (unsigned long)line);
}

/* What is said to have become of a character, whatever was asked for. */
static const struct fate {
	const char *encoding;
	enum np_bad bad, done;
	const char *written;
} fates[] = {
	{ "latin1", NP_BAD_KEEP, NP_BAD_KEEP, "a?" },
	{ "latin1", NP_BAD_REPLACE, NP_BAD_REPLACE, "a?" },
	{ "latin1", NP_BAD_ESCAPE, NP_BAD_ESCAPE, "a\\u{4E2D}" },
	{ "latin1", NP_BAD_FAIL, NP_BAD_FAIL, "a" },
	{ "iso646-de", NP_BAD_ESCAPE, NP_BAD_KEEP,
	    "a?" }, /* where others have a backslash it has Ö */
};

static void
note_done(void *ctx, uint32_t cp, uint64_t line, enum np_bad done)
{
	ck_assert_uint_eq(cp, 0x4E2D);
	ck_assert_uint_eq(line, 1);
	*(enum np_bad *)ctx = done;
}

START_TEST(tells_what_became)
{
	const struct fate *fate = &fates[_i];
	enum np_bad done = NP_BAD_KEEP;
	struct np_out out;
	struct np_enc_out *enc;
	struct np_error err;

	if (!np_enc_known(fate->encoding)) /* not every iconv(3) has it */
		return;
	np_out_hold(&out);
	ck_assert_int_eq(
	    np_enc_out_open(&enc, &out, fate->encoding, note_done, &done, &err), NP_OK);
	np_enc_out_set_bad(enc, fate->bad);
	ck_assert_int_eq(np_enc_out_write(enc, "a\xE4\xB8\xAD", 4),
	    fate->bad == NP_BAD_FAIL ? NP_ERR_BYTES : NP_OK);
	ck_assert_int_eq(done, fate->done);
	ck_assert_uint_eq(out.len, strlen(fate->written));
	ck_assert_mem_eq(out.buf, fate->written, out.len);
	np_enc_out_close(enc);
	np_out_close(&out, &err);
}
END_TEST

START_TEST(encodes)
{
	const struct encoding_case *e = &encodings[_i];
	char *out = malloc(ROOM), lacking[256] = "";
	size_t len =
	    encode(e->encoding, e->text, strlen(e->text), SIZE_MAX, note_lack, lacking, out);
	ck_assert_uint_eq(len, e->out.len);
	ck_assert_mem_eq(out, e->out.ptr, len);
	ck_assert_str_eq(lacking, e->lacking);
	free(out);
}
END_TEST

/* ---- every code point ---- */

/* What has no name here, and iconv(3) writes with care or without. */
static const char *const others[] = { "euc-tw", "cp932", "euc-jp-ms", "cp949", "iso-2022-jp",
	"iso-2022-kr", "euc-jisx0213", "shift_jisx0213", "johab", "tcvn", "cp1258", "cp437",
	"ibm939", "koi8-r" };
enum { OTHERS = sizeof others / sizeof others[0], LISTED = 20, AT_ONCE = 4096 };

struct lacks {
	uint32_t first;
	bool lacking[AT_ONCE];
};

static void
mark_lack(void *ctx, uint32_t cp, uint64_t line, enum np_bad done)
{
	struct lacks *lacks = ctx;
	(void)line, (void)done;
	/* "?" itself and the line feeds between are in every encoding. */
	ck_assert(cp >= lacks->first && cp - lacks->first < AT_ONCE);
	lacks->lacking[cp - lacks->first] = true;
}

/* What is written is read as what it was, or is told to be lacking: line by line, so that nothing joins. */
static void
come_back(const char *encoding, uint32_t first)
{
	char *text = malloc(ROOM), *bytes = malloc(ROOM), *expected = malloc(ROOM);
	struct decoded *got = malloc(sizeof *got);
	struct lacks lacks = { .first = first };
	size_t len = 0, wanted = 0;
	for (uint32_t i = 0; i < AT_ONCE; i++) {
		len += np_utf8_put(text + len, first + i);
		text[len++] = '\n';
	}
	size_t made = encode(encoding, text, len, SIZE_MAX, mark_lack, &lacks, bytes);
	for (uint32_t cp = first; cp < first + AT_ONCE; cp++) {
		uint32_t what = lacks.lacking[cp - first] ? '?' : cp;
		wanted += np_utf8_put(expected + wanted, what);
		expected[wanted++] = '\n';
	}
	decode(got, encoding, bytes, made, SIZE_MAX, 4096);
	ck_assert_int_eq(got->code, NP_END);
	if (got->len != wanted || memcmp(got->text, expected, wanted) != 0)
		ck_abort_msg("%s from U+%04X: not what was written", encoding, (unsigned)first);
	ck_assert_str_eq(got->reports, "");
	free(text);
	free(bytes);
	free(expected);
	free(got);
}

/*
 * All of the planes that character sets are from, of the others the beginning, where plane 14 has its tags,
 * which iconv(3) drops; FULL=1 in the environment asks for all.
 */
START_TEST(every_code_point)
{
	const struct np_charset *charset = _i < LISTED ? np_charset_listed((size_t)_i) : NULL;
	const char *name = charset != NULL ? charset->name : others[_i - LISTED];
	const char *full = getenv("FULL");
	if (!np_enc_writable(name))
		return;
	for (uint32_t first = 0; first < 0x110000; first += AT_ONCE * brief(11)) {
		uint32_t plane = first >> 16;
		bool whole = plane == 0 || plane == 2 || (full != NULL && *full == '1');
		if (whole || (first & 0xFFFF) == 0)
			come_back(name, first);
	}
}
END_TEST

/* ---- names and errors ---- */

START_TEST(names)
{
	const struct np_charset *charset;
	ck_assert(np_charset_listed(LISTED - 1) != NULL && np_charset_listed(LISTED) == NULL);
	ck_assert(np_enc_known("auto") && !np_enc_writable("auto"));
	ck_assert(np_enc_known("GB_2312-80") && np_enc_known("iso-8859-1"));
	ck_assert(!np_enc_known("") && !np_enc_writable(""));
	ck_assert(!np_enc_known("gbk//IGNORE") && !np_enc_writable("gbk//TRANSLIT"));
	ck_assert(!np_enc_known("no-such-thing") && !np_enc_writable("no-such-thing"));
	ck_assert(np_enc_is_utf8("UTF_8") && !np_enc_is_utf8("utf-16"));
	for (size_t i = 0; (charset = np_charset_listed(i)) != NULL; i++) {
		ck_assert_ptr_eq(np_charset_find(charset->name), charset);
		ck_assert(np_enc_known(charset->name) && np_enc_writable(charset->name));
		ck_assert(strlen(charset->says) > 0 && strlen(charset->written) > 0);
	}
}
END_TEST

START_TEST(open_errors)
{
	struct np_in in = input_of("\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 7);
	struct np_enc *enc;
	struct np_enc_out *out;
	struct np_error err;

	ck_assert_int_eq(np_enc_open(&enc, &in, "no-such", NULL, NULL, &err), NP_ERR_UNKNOWN);
	ck_assert_ptr_null(enc);
	ck_assert_int_eq(np_enc_open(&enc, &in, "auto", NULL, NULL, &err), NP_ERR_BYTES);
	ck_assert_ptr_null(enc);
	ck_assert_ptr_nonnull(err.msg);
	ck_assert_int_eq(np_enc_out_open(&out, NULL, "no-such", NULL, NULL, &err), NP_ERR_UNKNOWN);
	ck_assert_ptr_null(out);
	np_in_close(&in);
}
END_TEST

START_TEST(read_errors)
{
	static const char *const encs[] = { "utf-8", "gbk", "utf-16le" };
	struct np_in in = { .fd = -1, .name = "input" };
	struct np_enc *enc;
	struct np_error err = { .code = NP_OK };
	char buf[64];
	size_t got;

	for (size_t i = 0; i < 3; i++) {
		ck_assert_int_eq(np_enc_open(&enc, &in, encs[i], NULL, NULL, &err), NP_OK);
		for (int again = 0; again < 2; again++) {
			ck_assert_int_eq(
			    np_enc_read(enc, buf, sizeof buf, &got, &err), NP_ERR_READ);
			ck_assert_uint_eq(got, 0);
			ck_assert_int_ne(err.sys, 0);
		}
		np_enc_close(enc);
	}
	ck_assert_int_eq(np_enc_open(&enc, &in, "auto", NULL, NULL, &err), NP_ERR_READ);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("enc");
	TCase *tc = tcase_create("enc");

	tcase_set_timeout(tc, 600);
	tcase_add_loop_test(tc, decodes, 0, sizeof decodings / sizeof decodings[0]);
	tcase_add_loop_test(tc, same_at_every_size, 0, sizeof hostile / sizeof hostile[0]);
	tcase_add_loop_test(tc, across_buffers, 0, 5);
	tcase_add_loop_test(tc, same_on_every_cpu, 0, sizeof swift / sizeof swift[0]);
	tcase_add_loop_test(tc, every_unit, 0, 2);
	tcase_add_loop_test(tc, escapes_anything, 0, EXACT);
	tcase_add_loop_test(tc, escapes_between, 0, EXACT);
	tcase_add_test(tc, long_ascii);
	tcase_add_loop_test(tc, views, 0, 5);
	tcase_add_loop_test(tc, replaces, 0, sizeof replacements / sizeof replacements[0]);
	tcase_add_loop_test(tc, round_trip, 0, sizeof rounds / sizeof rounds[0]);
	tcase_add_loop_test(tc, tells_what_became, 0, (int)(sizeof fates / sizeof fates[0]));
	tcase_add_loop_test(tc, encodes, 0, sizeof encodings / sizeof encodings[0]);
	tcase_add_loop_test(tc, every_code_point, 0, LISTED + OTHERS);
	tcase_add_test(tc, names);
	tcase_add_test(tc, open_errors);
	tcase_add_test(tc, read_errors);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
