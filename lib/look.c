/* look.c - a line as a reader sees it: how it begins and ends, its marks, its kind */
#include "look.h"

#include <string.h>

#include "bigram.h"
#include "chars.h"
#include "cue.h"
#include "sign.h"
#include "uni.h"
#include "utf8.h"

/* ---- forms that tell ---- */

/* True for what a date may begin with: 3, 三, and 年 or 月 of one that is cut. */
static bool
may_be_date(uint32_t cp)
{
	return cp == U'年' || cp == U'月' || np_edge_is_han_number(cp) ||
	       np_uni_class(cp) == NP_DIGIT;
}

/* True for 3月26日, ３月２６日, 三月廿六日 at the start. */
static bool
starts_with_date(struct np_span text)
{
	bool digit = false, month = false;
	size_t at = 0, n = 0;
	while (at < text.len && n++ < 14) {
		uint32_t cp;
		at += np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (np_uni_class(cp) == NP_DIGIT || np_edge_is_han_number(cp)) {
			digit = true;
		} else if (cp == U'年' || cp == U'月') {
			month = digit;
		} else {
			return cp == U'日' && month;
		}
	}
	return false;
}

/* True for a text with 2013-09-18, 2013/9/18, 2013.9.18 or 08:42 in it: digits, and at places a sign of these. */
static bool
has_stamp(const struct np_chars *chars)
{
	size_t digits = 0, before = 0; /* digits in a row; as many before the last sign */
	uint32_t sign = 0;
	/* Behind the last character stands a 0. */
	for (size_t i = 0; i <= chars->count; i++) {
		uint32_t c = chars->cp[i];
		if (c >= '0' && c <= '9') {
			digits++;
			continue;
		}
		bool clock = sign == ':' && before >= 1 && before <= 2 && digits == 2;
		bool date = c != 0 && c == sign && before == 4 && digits >= 1 && digits <= 2;
		if (clock || date)
			return true;
		sign = digits > 0 && (c == ':' || c == '-' || c == '/' || c == '.') ? c : 0;
		before = digits;
		digits = 0;
	}
	return false;
}

/* The first character behind the digits, points and commas that a text begins with; 0 for none. */
static uint32_t
unit_of(struct np_span text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		at += np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (cp == NP_UTF8_BAD)
			return 0;
		if (np_uni_class(cp) != NP_DIGIT && cp != '.' && cp != ',' && cp != U'．')
			return cp;
	}
	return 0;
}

/* chars: all characters of the text, or NULL. */
static bool
find_marks(struct np_marks *marks, struct np_span text, const struct np_chars *chars,
    struct np_arena *arena, struct np_look *info)
{
	struct np_mark found[NP_LOOK_MARKS];
	enum np_role role;
	/* Names, dates and page numbers need no sentence, and little room. */
	bool fits = info->stops == 0 && info->chars <= 120, whole = false;
	size_t n =
	    np_marks_read(marks, text, chars, found, NP_LOOK_MARKS, fits ? &whole : NULL, &role);
	size_t head = 0, tail = text.len;
	for (size_t i = 0; i < n; i++) {
		bool early = found[i].start <= head + 3;
		if (found[i].role == NP_DATELINE) {
			info->marks |= early ? NP_HAS_DATE_HEAD : NP_HAS_DATE_LATER;
		} else if (found[i].role == NP_BYLINE) {
			bool late = found[i].end == text.len && found[i].start > 0 && !early;
			info->marks |= late ? NP_HAS_BY_TAIL : NP_HAS_BY_HEAD;
		} else if (found[i].role == NP_CREDIT) {
			info->marks |= NP_HAS_CREDIT;
		} else if (found[i].role == NP_JUMP) {
			info->marks |= NP_HAS_JUMP;
		}
		if (early)
			head = found[i].end;
		if (found[i].end == text.len)
			tail = found[i].start;
	}
	info->end_before = tail == text.len
			       ? info->end
			       : np_edge_end_of(np_uni_trim((struct np_span){ text.ptr, tail }));
	info->whole = whole ? (int)role : -1;
	if (n == 0)
		return true;
	struct np_mark *kept = np_arena_take(arena, n * sizeof *kept);
	if (kept == NULL)
		return false;
	memcpy(kept, found, n * sizeof *kept);
	info->found = kept;
	info->found_count = n;
	return true;
}

/* ---- character by character ---- */

/* A text while its characters are read, NP_CHARS of them at a time. */
struct reading {
	struct np_span text; /* of the characters at hand and those to come */
	struct np_chars chars;
	uint64_t han[NP_CHARS_WORDS]; /* of these characters */
	uint32_t head[NP_EDGE_HEAD];  /* the whole text's first ones */
	bool in_space;                /* the one before is a blank */
};

/* The i-th of the characters at hand. */
static uint32_t
char_at(const struct reading *reading, size_t i)
{
	const struct np_chars *chars = &reading->chars;
	uint32_t cp = chars->cp[i];
	if (cp == NP_CHARS_FAR || cp == NP_CHARS_BAD)
		np_utf8_next(
		    reading->text.ptr + chars->at[i], reading->text.len - chars->at[i], &cp);
	return cp;
}

/* How many characters begin near the start of the text; some are passed over together. */
static size_t
count_near(const struct np_chars *chars)
{
	enum { TOGETHER = 16 };
	size_t near = 0;
	while (near + TOGETHER <= chars->count && chars->at[near + TOGETHER - 1] < NP_CUE_NEAR)
		near += TOGETHER;
	while (near < chars->count && chars->at[near] < NP_CUE_NEAR)
		near++;
	return near;
}

/* The cues that begin with the i-th character, of which np_cue_may_begin() is true. */
static void
find_cues(const struct reading *reading, size_t i, struct np_look *look)
{
	/* What is no plain code point begins no cue. */
	uint32_t cp = reading->chars.cp[i];
	size_t at = reading->chars.at[i];
	struct np_span rest = { reading->text.ptr + at, reading->text.len - at };
	look->cues |= np_cue_find(rest, cp, at);
	/* 6月6日, 十三日; there are cues that begin with these two. */
	if (at < NP_CUE_SOON && i > 0 && (cp == U'日' || cp == U'月')) {
		uint32_t before = char_at(reading, i - 1);
		if (np_uni_class(before) == NP_DIGIT || np_edge_is_han_number(before))
			look->cues |= NP_CUE_WHEN;
	}
}

/* What stands near the start of the text. */
static void
read_early(struct reading *reading, struct np_look *look)
{
	const struct np_chars *chars = &reading->chars;
	for (size_t i = 0; i < NP_EDGE_HEAD && i < chars->count; i++)
		reading->head[i] = char_at(reading, i);
	look->first = reading->head[0];
	look->second = reading->head[1];
	look->opening = chars->count > 1 ? look->first << 16 ^ look->second : look->first;
	size_t near = count_near(chars);
	for (size_t from = 0; from < near; from += 64) {
		uint64_t bits =
		    np_cue_may_begin_at(chars->cp + from, near - from < 64 ? near - from : 64);
		for (; bits != 0; bits &= bits - 1)
			find_cues(reading, from + np_chars_lowest(bits), look);
	}
}

/* What punctuation adds to all that a line has of it, in its order. */
static void
read_punctuation(uint32_t cp, uint32_t sign, struct np_look *look)
{
	look->punctuation = look->punctuation * 31 + cp;
	if ((sign & NP_SIGN_OPENS) != 0) {
		look->balance++;
		look->left_open++;
	} else if ((sign & NP_SIGN_CLOSES) != 0) {
		look->balance--;
		look->left_open -= look->left_open > 0;
	}
}

/* Adds to the counts the signs of some characters, which were added up as sign.h tells, as they are and 4 bits lower. */
static void
count_signs(uint32_t sum, uint32_t low_sum, struct np_look *look)
{
	look->columns += sum & 0xFF;
	look->digits += sum >> 8 & 0xFF;
	look->stops += sum >> 16 & 0xFF;
	look->commas += sum >> 24;
	look->cells += low_sum & 0xFF;
	look->odd += low_sum >> 8 & 0xFF;
}

/* The characters that are not plain Han; those of them that are Han join the others in han. */
static void
read_others(struct reading *reading, bool ends, struct np_look *look)
{
	const struct np_chars *chars = &reading->chars;
	const size_t count = chars->count;
	size_t others = 0, next = 0;
	uint32_t sign = 0;
	bool in_space = reading->in_space;
	for (size_t from = 0; from < count; from += 64) {
		uint64_t bits = ~reading->han[from / 64];
		uint32_t sum = 0, low_sum = 0;
		if (count - from < 64)
			bits &= (UINT64_C(1) << (count - from)) - 1;
		for (; bits != 0; bits &= bits - 1) {
			size_t i = from + np_chars_lowest(bits);
			uint32_t cp = chars->cp[i];
			bool after_space = in_space && i == next;
			if (cp == NP_CHARS_FAR) {
				cp = char_at(reading, i);
				sign = np_sign_of(cp);
			} else {
				sign = np_sign_taken((uint16_t)cp);
			}
			sum += sign & NP_SIGN_EIGHT_APART;
			low_sum += sign >> 4 & NP_SIGN_EIGHT_APART;
			in_space = (sign & NP_SIGN_SPACE) != 0;
			look->spaces += in_space && !after_space;
			next = i + 1;
			others++;
			if ((sign & NP_SIGN_PUNCTUATION) != 0)
				read_punctuation(cp, sign, look);
			else if ((sign & NP_SIGN_HAN) != 0)
				reading->han[from / 64] |= UINT64_C(1) << (i - from);
		}
		count_signs(sum, low_sum, look);
		look->han_inside = look->han_inside || reading->han[from / 64] != 0;
	}
	reading->in_space = in_space && next == count;
	/* A stop or a comma at the very end is none inside. */
	if (ends && next == count) {
		look->stops -= (sign & NP_SIGN_STOPS) != 0;
		look->commas -= (sign & NP_SIGN_COMMA) != 0;
	}
	look->columns += others + 2 * (count - others);
	look->chars += count;
}

/* So many characters, at most, are what sites and papers repeat from story to story. */
enum { SHORT_LINE = 60 };

/* And so many are in a line that may be a signature, or has parts as one has. */
enum { SIGNATURE = 24 };

static bool
is_blank(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == 0x3000;
}

/* The characters at hand without blanks, with all digits alike, as one number: FNV-1a; 0 for none. */
static uint32_t
wording_of(const struct reading *reading)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < reading->chars.count; i++) {
		uint32_t cp = reading->chars.cp[i];
		if (!np_chars_is_han(cp)) {
			cp = char_at(reading, i);
			if (is_blank(cp))
				continue;
			if (cp == NP_UTF8_BAD)
				cp = (unsigned char)reading->text.ptr[reading->chars.at[i]];
			if (cp >= '0' && cp <= '9')
				cp = '0';
		}
		hash = (hash ^ cp) * 16777619u;
	}
	return hash;
}

/* The last part of a short line, where a signature has its name: 第二车间　孟 福 生. */
static void
find_tail(const struct np_chars *chars, struct np_look *look)
{
	const uint16_t *cp = chars->cp;
	size_t from = chars->count, end, at = from, part;
	do {
		while (at > 0 && is_blank(cp[at - 1]))
			at--;
		end = at;
		while (at > 0 && !is_blank(cp[at - 1]))
			at--;
		part = end - at;
		if (part == 0 || (part > 1 && look->tail_chars > 0))
			break;
		look->tail_chars += (unsigned)part;
		from = at;
	} while (part == 1);
	for (size_t i = 0; i < from; i++)
		look->tail_after += !is_blank(cp[i]);
	look->tail_first = from < chars->count ? cp[from] : 0;
}

/* Takes the text's characters one after the other; false when memory is out. */
static bool
read_chars(struct reading *reading, struct np_arena *arena, struct np_look *look)
{
	struct np_span *text = &reading->text;
	uint32_t before = 0;
	look->words = np_arena_take(arena, (text->len / 3 + NP_BIGRAM_ROOM) * sizeof *look->words);
	if (look->words == NULL)
		return false;
	while (text->len > 0) {
		size_t step = np_chars_take(&reading->chars, text->ptr, text->len);
		size_t count = reading->chars.count;
		np_chars_find_han(&reading->chars, reading->han);
		if (look->chars == 0) {
			read_early(reading, look);
			if (count <= SHORT_LINE && step == text->len)
				look->wording = wording_of(reading);
			if (count <= SIGNATURE && step == text->len)
				find_tail(&reading->chars, look);
		}
		read_others(reading, step == text->len, look);
		look->word_count += np_bigram_list(&reading->chars, text->ptr, reading->han, before,
		    look->words + look->word_count);
		np_theme_add(&look->theme, &reading->chars);
		look->last_but_one = count > 1 ? char_at(reading, count - 2) : look->last;
		look->last = char_at(reading, count - 1);
		bool han = (reading->han[(count - 1) / 64] >> (count - 1) % 64 & 1) != 0;
		before = han ? look->last : 0;
		text->ptr += step;
		text->len -= step;
	}
	look->cells += look->spaces + 1;
	return true;
}

enum np_look_kind
np_look_kind_of(const struct np_look *info)
{
	bool is_short = info->columns <= 64;
	if (info->whole == NP_BYLINE || info->whole == NP_DATELINE)
		return NP_KIND_BYLINE;
	if (info->whole == NP_CREDIT)
		return NP_KIND_CREDIT;
	if (info->whole == NP_JUMP)
		return NP_KIND_JUMP;
	if (info->whole == NP_FOLIO)
		return NP_KIND_FOLIO;
	if (info->marks & NP_HAS_DATE_HEAD)
		return NP_KIND_LEDE;
	if (info->marks & NP_HAS_CREDIT)
		return NP_KIND_PICTURE;
	if (info->marks & NP_HAS_BY_TAIL)
		return NP_KIND_CLOSING;
	if (info->cells >= 3 && info->stops == 0 && info->digits * 4 >= info->chars &&
	    info->columns <= 100)
		return NP_KIND_CELLS;
	if (!is_short)
		return np_edge_is_final(info->end) || info->end == NP_END_COLON ||
			       info->end == NP_END_SEMICOLON
			   ? NP_KIND_PARAGRAPH
			   : NP_KIND_PART;
	if (info->end == NP_END_STOP || info->end == NP_END_QUOTE || info->stops > 0)
		return info->start == NP_START_QUOTE ? NP_KIND_SPEECH : NP_KIND_SENTENCE;
	if (info->end == NP_END_COLON || info->end == NP_END_COMMA || info->end == NP_END_SEMICOLON)
		return NP_KIND_LABEL;
	if (info->start == NP_START_BULLET || info->start == NP_START_NUMBER ||
	    info->start == NP_START_LENTICULAR)
		return NP_KIND_LISTED;
	if (info->start == NP_START_QUOTE && info->end == NP_END_UNQUOTE)
		return NP_KIND_SPEECH;
	return NP_KIND_LINE;
}

bool
np_look_at(struct np_marks *marks, const struct np_line *line, struct np_arena *arena,
    struct np_look *info)
{
	struct reading reading;
	memset(info, 0, sizeof *info);
	memset(reading.head, 0, sizeof reading.head);
	reading.text = line->text;
	reading.in_space = false;
	reading.chars.count = 0;
	reading.chars.bad = false;
	if (!read_chars(&reading, arena, info))
		return false;
	info->end = np_edge_end(info->last_but_one, info->last);
	info->start = np_edge_start(reading.head);
	if (info->start == NP_START_DIGIT)
		info->unit = unit_of(line->text);
	if (may_be_date(info->first) && starts_with_date(line->text))
		info->cues |= NP_CUE_DATE_HEAD;
	if (info->chars <= SHORT_LINE && info->digits >= 3 && has_stamp(&reading.chars))
		info->cues |= NP_CUE_STAMP;
	const struct np_chars *chars = info->chars == reading.chars.count ? &reading.chars : NULL;
	if (!find_marks(marks, line->text, chars, arena, info))
		return false;
	info->kind = np_look_kind_of(info);
	return true;
}
