/* reform.c - text with some of its characters in another form: normal forms, width, punctuation */
#include "reform.h"

#include <stdlib.h>
#include <string.h>

#include "big5.h"
#include "gb18030.h"
#include "uni.h"
#include "utf8.h"

#include <utf8proc.h>

/* A line longer than this is cut, where no character depends on the one before. */
enum { LONGEST_LINE = 256 * 1024 };

struct buffer {
	char *ptr;
	size_t len, cap;
};

struct np_reform {
	struct np_reform_opts opts;
	struct buffer held;     /* text that is not given yet */
	struct buffer steps[2]; /* what the steps read and write, by turns */
	size_t given;           /* of held, by the last call */
	uint64_t settled;
	bool begun; /* a text has begun: settled counts for it */
};

/* ---- names ---- */

static bool
find_name(const char *name, size_t len, const char *const *names, unsigned *found)
{
	for (unsigned i = 0; names[i] != NULL; i++) {
		if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0) {
			*found = i;
			return true;
		}
	}
	return false;
}

bool
np_reform_form(const char *name, enum np_form *form)
{
	static const char *const names[] = { "none", "nfc", "nfd", "nfkc", "nfkd", NULL };
	unsigned found;
	if (!find_name(name, strlen(name), names, &found))
		return false;
	*form = (enum np_form)found;
	return true;
}

bool
np_reform_eol(const char *name, enum np_eol *eol)
{
	static const char *const names[] = { "keep", "lf", "crlf", "cr", NULL };
	unsigned found;
	if (!find_name(name, strlen(name), names, &found))
		return false;
	*eol = (enum np_eol)found;
	return true;
}

bool
np_reform_width(const char *list, enum np_width width[NP_WIDTH_CLASSES])
{
	static const char *const classes[] = { "digits", "latin", "punct", "space", NULL };
	static const char *const widths[] = { "keep", "half", "full", NULL };
	for (;;) {
		size_t len = strcspn(list, "=,");
		unsigned class, how;
		if (list[len] != '=' || !find_name(list, len, classes, &class))
			return false;
		list += len + 1;
		len = strcspn(list, ",");
		if (!find_name(list, len, widths, &how))
			return false;
		width[class] = (enum np_width)how;
		if (list[len] == '\0')
			return true;
		list += len + 1;
	}
}

bool
np_reform_idle(const struct np_reform_opts *opts)
{
	for (int i = 0; i < NP_WIDTH_CLASSES; i++) {
		if (opts->width[i] != NP_WIDTH_KEEP)
			return false;
	}
	return opts->settle == NP_SETTLE_NONE && opts->form == NP_FORM_NONE && !opts->punct &&
	       opts->eol == NP_EOL_KEEP;
}

/* ---- buffers ---- */

static bool
add(struct buffer *buffer, const char *ptr, size_t len)
{
	if (len > buffer->cap - buffer->len) {
		size_t cap = buffer->cap == 0 ? 4096 : buffer->cap;
		while (cap - buffer->len < len) {
			if (cap > SIZE_MAX / 2)
				return false;
			cap *= 2;
		}
		char *grown = realloc(buffer->ptr, cap);
		if (grown == NULL)
			return false;
		buffer->ptr = grown;
		buffer->cap = cap;
	}
	if (len > 0)
		memcpy(buffer->ptr + buffer->len, ptr, len);
	buffer->len += len;
	return true;
}

static bool
add_char(struct buffer *buffer, uint32_t cp)
{
	char text[4] = { 0 };
	return add(buffer, text, np_utf8_put(text, cp));
}

/* ---- private use ---- */

static bool
settle(struct np_reform *reform, struct np_span text, struct buffer *out)
{
	for (size_t i = 0, used; i < text.len; i += used) {
		uint32_t cp, now, mark = 0;
		used = np_utf8_next(text.ptr + i, text.len - i, &cp);
		now = cp;
		if (cp >= 0xE000 && cp <= 0xF8FF)
			now = reform->opts.settle == NP_SETTLE_GB ? np_gb18030_settled(cp)
								  : np_big5_settled(cp, &mark);
		if (now == cp) {
			if (!add(out, text.ptr + i, used))
				return false;
			continue;
		}
		reform->settled++;
		if (!add_char(out, now) || (mark != 0 && !add_char(out, mark)))
			return false;
	}
	return true;
}

/* ---- normal forms ---- */

/* True for characters that no form changes, and that join nothing before them: nearly all. */
static bool
is_inert(uint32_t cp)
{
	return cp < 0x80 || (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3001 && cp <= 0x3029) ||
	       cp == NP_UTF8_BAD;
}

enum { CLASSES = 256 };

static unsigned
class_of(utf8proc_int32_t cp)
{
	return (unsigned)utf8proc_get_property(cp)->combining_class;
}

/* Sorts marks by their classes, those of one class as they came; room is for as many. */
static void
sort_marks(utf8proc_int32_t *marks, size_t count, utf8proc_int32_t *room)
{
	size_t starts[CLASSES + 1] = { 0 }, sorted = 1;
	while (sorted < count && class_of(marks[sorted - 1]) <= class_of(marks[sorted]))
		sorted++;
	if (sorted >= count)
		return;
	for (size_t i = 0; i < count; i++)
		starts[class_of(marks[i]) + 1]++;
	for (size_t class = 0; class < CLASSES; class ++)
		starts[class + 1] += starts[class];
	for (size_t i = 0; i < count; i++)
		room[starts[class_of(marks[i])]++] = marks[i];
	memcpy(marks, room, count * sizeof *marks);
}

/* Brings marks behind each other into canonical order (UAX #15). */
static void
order_marks(utf8proc_int32_t *codes, size_t count, utf8proc_int32_t *room)
{
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i; end < count && class_of(codes[end]) != 0;)
			end++;
		sort_marks(codes + i, end - i, room);
		end += end == i;
	}
}

/* As utf8proc_map(), whose time grows with the square of the marks that stand behind each other. */
static bool
normalise_run(const struct np_reform *reform, const char *ptr, size_t len, struct buffer *out)
{
	static const int options[] = {
		[NP_FORM_NFC] = UTF8PROC_STABLE | UTF8PROC_COMPOSE,
		[NP_FORM_NFD] = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE,
		[NP_FORM_NFKC] = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT,
		[NP_FORM_NFKD] = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT,
	};
	const utf8proc_option_t how = (utf8proc_option_t)options[reform->opts.form];
	/* Without room it only tells how many there will be. */
	utf8proc_ssize_t most =
	    utf8proc_decompose((const utf8proc_uint8_t *)ptr, (utf8proc_ssize_t)len, NULL, 0, how);
	if (most < 0)
		return add(out, ptr, len);
	utf8proc_int32_t *codes = calloc((size_t)most * 2 + 1, sizeof *codes);
	if (codes == NULL)
		return false;
	utf8proc_ssize_t count = 0;
	for (size_t at = 0; at < len;) {
		uint32_t cp;
		at += np_utf8_next(ptr + at, len - at, &cp);
		count += utf8proc_decompose_char(
		    (utf8proc_int32_t)cp, codes + count, most - count, how, NULL);
	}
	order_marks(codes, (size_t)count, codes + most);
	count = utf8proc_normalize_utf32(codes, count, how);
	bool fine = true;
	for (utf8proc_ssize_t i = 0; i < count && fine; i++)
		fine = add_char(out, (uint32_t)codes[i]);
	free(codes);
	return fine;
}

/* Runs of what may change go through utf8proc, each with the character before it; the rest stays. */
static bool
normalise(struct np_reform *reform, struct np_span text, struct buffer *out)
{
	size_t done = 0, before = 0; /* before: where the last character before i begins */
	for (size_t i = 0, used; i < text.len; i += used) {
		uint32_t cp;
		used = np_utf8_next(text.ptr + i, text.len - i, &cp);
		if (is_inert(cp)) {
			/* A bad piece is nothing to join. */
			before = cp == NP_UTF8_BAD ? i + used : i;
			continue;
		}
		size_t end = i + used;
		while (end < text.len) {
			size_t more = np_utf8_next(text.ptr + end, text.len - end, &cp);
			if (is_inert(cp))
				break;
			end += more;
		}
		if (!add(out, text.ptr + done, before - done) ||
		    !normalise_run(reform, text.ptr + before, end - before, out))
			return false;
		used = end - i;
		done = before = end;
	}
	return add(out, text.ptr + done, text.len - done);
}

/* ---- width ---- */

/* Signs whose full-width form is not theirs plus FEE0. */
static const uint16_t odd_widths[][2] = { { 0xA2, 0xFFE0 }, { 0xA3, 0xFFE1 }, { 0xAC, 0xFFE2 },
	{ 0xAF, 0xFFE3 }, { 0xA6, 0xFFE4 }, { 0xA5, 0xFFE5 }, { 0x20A9, 0xFFE6 } };

/* The class of a half-width character; NP_WIDTH_CLASSES for none. */
static enum np_width_class
width_class(uint32_t half)
{
	if (half == ' ')
		return NP_WIDTH_SPACE;
	if (half >= '0' && half <= '9')
		return NP_WIDTH_DIGITS;
	if ((half >= 'A' && half <= 'Z') || (half >= 'a' && half <= 'z'))
		return NP_WIDTH_LATIN;
	return half > ' ' ? NP_WIDTH_PUNCT : NP_WIDTH_CLASSES;
}

static uint32_t
other_width(const struct np_reform *reform, uint32_t cp)
{
	uint32_t half = cp, full = cp;
	if (cp >= ' ' && cp <= '~') {
		full = cp == ' ' ? 0x3000 : cp + 0xFEE0;
	} else if (cp == 0x3000 || (cp >= 0xFF01 && cp <= 0xFF5E)) {
		half = cp == 0x3000 ? ' ' : cp - 0xFEE0;
	} else {
		for (size_t i = 0; i < sizeof odd_widths / sizeof odd_widths[0]; i++) {
			if (cp == odd_widths[i][0] || cp == odd_widths[i][1]) {
				half = odd_widths[i][0];
				full = odd_widths[i][1];
			}
		}
	}
	if (half == full)
		return cp;
	enum np_width_class class = width_class(half);
	if (class == NP_WIDTH_CLASSES || reform->opts.width[class] == NP_WIDTH_KEEP)
		return cp;
	return reform->opts.width[class] == NP_WIDTH_HALF ? half : full;
}

static bool
change_width(struct np_reform *reform, struct np_span text, struct buffer *out)
{
	for (size_t i = 0, used; i < text.len; i += used) {
		uint32_t cp;
		used = np_utf8_next(text.ptr + i, text.len - i, &cp);
		uint32_t now = cp == NP_UTF8_BAD ? cp : other_width(reform, cp);
		if (now == cp ? !add(out, text.ptr + i, used) : !add_char(out, now))
			return false;
	}
	return true;
}

/* ---- punctuation ---- */

/* True for a character of Chinese text: one beside which a mark is full-width. */
static bool
is_chinese(uint32_t cp)
{
	if (cp == NP_UTF8_BAD)
		return false;
	enum np_class class = np_uni_class(cp);
	return class == NP_HAN || class == NP_CJKPUNCT;
}

static bool
is_mark(uint32_t cp)
{
	return cp == ',' || cp == ';' || cp == ':' || cp == '?' || cp == '!';
}

/*
 * True if a mark at at, of one byte, stands in Chinese text: behind a Chinese character, or a
 * mark or bracket that is, and not before a letter or digit.  Blanks behind it are passed over.
 */
static bool
is_chinese_mark(struct np_span line, size_t at, uint32_t before)
{
	uint32_t next;
	if (!is_chinese(before))
		return false;
	for (at++; at < line.len && line.ptr[at] == ' '; at++)
		continue;
	if (at == line.len)
		return true;
	np_utf8_next(line.ptr + at, line.len - at, &next);
	return is_chinese(next) || is_mark(next) || next == '(' || next == ')' || next == '"' ||
	       next == '\'' || np_uni_is_space(next);
}

/* Where in the line the bracket that opens at `at` is closed, with Chinese between; 0 if nowhere. */
static size_t
chinese_close(struct np_span line, size_t at)
{
	bool chinese = false;
	for (size_t i = at + 1, used; i < line.len; i += used) {
		uint32_t cp;
		used = np_utf8_next(line.ptr + i, line.len - i, &cp);
		if (cp == '(')
			return 0;
		if (cp == ')')
			return chinese ? i : 0;
		chinese = chinese || (cp != NP_UTF8_BAD && np_uni_class(cp) == NP_HAN);
	}
	return 0;
}

static bool
widen_line(struct np_span line, struct buffer *out)
{
	uint32_t before = '\n';
	size_t close = 0;
	for (size_t i = 0, used; i < line.len; i += used) {
		uint32_t cp, now;
		used = np_utf8_next(line.ptr + i, line.len - i, &cp);
		now = cp;
		if (cp == '(' && close == 0) {
			close = chinese_close(line, i);
			if (close > 0)
				now = 0xFF08;
		} else if (close > 0 && i == close) {
			now = 0xFF09;
			close = 0;
		} else if (is_mark(cp) && is_chinese_mark(line, i, before)) {
			now = cp + 0xFEE0;
		}
		if (now == cp ? !add(out, line.ptr + i, used) : !add_char(out, now))
			return false;
		before = now;
	}
	return true;
}

static bool
widen_marks(struct np_reform *reform, struct np_span text, struct buffer *out)
{
	(void)reform;
	for (size_t i = 0; i < text.len;) {
		const char *lf = memchr(text.ptr + i, '\n', text.len - i);
		size_t end = lf != NULL ? (size_t)(lf - text.ptr) : text.len;
		size_t words = end > i && text.ptr[end - 1] == '\r' ? end - 1 : end;
		if (!widen_line((struct np_span){ text.ptr + i, words - i }, out))
			return false;
		end += lf != NULL;
		if (!add(out, text.ptr + words, end - words))
			return false;
		i = end;
	}
	return true;
}

/* ---- line ends ---- */

static bool
change_eol(struct np_reform *reform, struct np_span text, struct buffer *out)
{
	static const char *const ends[] = {
		[NP_EOL_LF] = "\n", [NP_EOL_CRLF] = "\r\n", [NP_EOL_CR] = "\r"
	};
	const char *eol = ends[reform->opts.eol];
	for (size_t i = 0; i < text.len;) {
		size_t run = 0;
		while (i + run < text.len && text.ptr[i + run] != '\n' && text.ptr[i + run] != '\r')
			run++;
		if (!add(out, text.ptr + i, run))
			return false;
		i += run;
		if (i == text.len)
			break;
		i += text.ptr[i] == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n' ? 2 : 1;
		if (!add(out, eol, strlen(eol)))
			return false;
	}
	return true;
}

/* ---- all of it ---- */

enum np_code
np_reform_open(struct np_reform **reform, const struct np_reform_opts *opts, struct np_error *err)
{
	*reform = calloc(1, sizeof **reform);
	if (*reform == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	(*reform)->opts = *opts;
	return NP_OK;
}

void
np_reform_close(struct np_reform *reform)
{
	if (reform == NULL)
		return;
	free(reform->held.ptr);
	free(reform->steps[0].ptr);
	free(reform->steps[1].ptr);
	free(reform);
}

uint64_t
np_reform_settled(const struct np_reform *reform)
{
	return reform->settled;
}

/* How much of the text can be given: its whole lines, or much of one that is very long. */
static size_t
ready(const char *text, size_t len)
{
	size_t end = len;
	while (end > 0 && text[end - 1] != '\n')
		end--;
	if (end > 0 || len < LONGEST_LINE)
		return end;
	/* Before a character to which nothing is joined from behind. */
	for (size_t at = len, step; at > LONGEST_LINE / 2; at -= step) {
		uint32_t cp;
		step = np_utf8_prev(text, at, &cp);
		if (is_inert(cp) && cp != '\n' && at - step > 0 && text[at - step - 1] != '\r')
			return at - step;
	}
	return len;
}

typedef bool step_function(struct np_reform *reform, struct np_span text, struct buffer *out);

enum np_code
np_reform_text(struct np_reform *reform, const char *text, size_t len, bool last,
    struct np_span *out, struct np_error *err)
{
	const struct np_reform_opts *opts = &reform->opts;
	struct buffer *held = &reform->held;
	bool width = false;
	for (int i = 0; i < NP_WIDTH_CLASSES; i++)
		width = width || opts->width[i] != NP_WIDTH_KEEP;
	step_function *const steps[] = {
		opts->settle != NP_SETTLE_NONE ? settle : NULL,
		opts->form != NP_FORM_NONE ? normalise : NULL,
		width ? change_width : NULL,
		opts->punct ? widen_marks : NULL,
		opts->eol != NP_EOL_KEEP ? change_eol : NULL,
	};

	if (!reform->begun)
		reform->settled = 0;
	reform->begun = !last;
	held->len -= reform->given;
	if (reform->given > 0)
		memmove(held->ptr, held->ptr + reform->given, held->len);
	reform->given = 0;
	if (!add(held, text, len))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	reform->given = last ? held->len : ready(held->ptr, held->len);
	*out = (struct np_span){ held->ptr, reform->given };
	for (size_t i = 0, turn = 0; i < sizeof steps / sizeof steps[0] && out->len > 0; i++) {
		struct buffer *made = &reform->steps[turn];
		if (steps[i] == NULL)
			continue;
		made->len = 0;
		if (!steps[i](reform, *out, made))
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		*out = (struct np_span){ made->ptr, made->len };
		turn = 1 - turn;
	}
	return NP_OK;
}
