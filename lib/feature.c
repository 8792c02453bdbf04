/*
 * feature.c - what is seen of a line: its form, its words, its neighbours, its page
 *
 * A feature says one thing that a reader of the page would see too: how long a line is, how it
 * ends, what stands above it, whether the page opens its articles with datelines.  Lengths are in columns,
 * and coarse: a model must hold for papers that it never saw.
 */
#include "feature.h"

#include <stdlib.h>
#include <string.h>

#include "pair.h"
#include "uni.h"
#include "utf8.h"

/* ---- templates ---- */

#define TEMPLATES(X)                                                                               \
	X(BIAS, "bias")                                                                            \
	X(KIND, "kind")                                                                            \
	X(KIND_PREV, "kind-1.0")                                                                   \
	X(KIND_NEXT, "kind.0+1")                                                                   \
	X(KIND_BOTH, "kind-1.0+1")                                                                 \
	X(KIND_PREV2, "kind-2-1.0")                                                                \
	X(KIND_NEXT2, "kind.0+1+2")                                                                \
	X(KIND_M1, "kind-1")                                                                       \
	X(KIND_M2, "kind-2")                                                                       \
	X(KIND_P1, "kind+1")                                                                       \
	X(KIND_P2, "kind+2")                                                                       \
	X(LENGTH, "length")                                                                        \
	X(LENGTH_KIND, "length.kind")                                                              \
	X(LENGTH_PREV, "length-1.0")                                                               \
	X(LENGTH_NEXT, "length.0+1")                                                               \
	X(END, "end")                                                                              \
	X(END_LENGTH, "end.length")                                                                \
	X(END_PREV, "end-1.start")                                                                 \
	X(END_PREV_KIND, "end-1.kind")                                                             \
	X(START, "start")                                                                          \
	X(START_KIND, "start.kind")                                                                \
	X(STOPS, "stops.length")                                                                   \
	X(COMMAS, "commas.length")                                                                 \
	X(SPACES, "spaces.length")                                                                 \
	X(DIGITS, "digits.length")                                                                 \
	X(FIRST_CHAR, "first-char")                                                                \
	X(LAST_CHAR, "last-char")                                                                  \
	X(CUE, "cue")                                                                              \
	X(CUE_LENGTH, "cue.length")                                                                \
	X(CUE_PREV, "cue-1")                                                                       \
	X(CUE_NEXT, "cue+1")                                                                       \
	X(MARK, "mark")                                                                            \
	X(MARK_LENGTH, "mark.length")                                                              \
	X(MARK_PREV, "mark-1")                                                                     \
	X(MARK_NEXT, "mark+1")                                                                     \
	X(MARK_NEXT2, "mark+2")                                                                    \
	X(MARK_AROUND, "mark-1.kind.mark+1")                                                       \
	X(WHOLE, "whole")                                                                          \
	X(WHOLE_PREV, "whole-1")                                                                   \
	X(WHOLE_NEXT, "whole+1")                                                                   \
	X(HEADING, "heading")                                                                      \
	X(HEADING_PREV, "heading-1")                                                               \
	X(HEADING_KIND, "heading.kind")                                                            \
	X(BOLD, "bold.page")                                                                       \
	X(BLANKS, "blanks.page")                                                                   \
	X(BLANKS_NEXT, "blanks+1.page")                                                            \
	X(BLANKS_KIND, "blanks.kind")                                                              \
	X(INDENT, "indent.page")                                                                   \
	X(INDENT_KIND, "indent.kind")                                                              \
	X(FILL, "fill")                                                                            \
	X(FILL_PREV, "fill-1.end-1")                                                               \
	X(FILL_PREV_INDENT, "fill-1.end-1.indent")                                                 \
	X(FILL_BOTH, "fill-1.fill.end-1")                                                          \
	X(OPEN, "open.end-1")                                                                      \
	X(OPEN_FILL, "open.fill-1")                                                                \
	X(WRAP, "wrap.kind")                                                                       \
	X(WRAP_FILL, "wrap.fill-1.end-1.blanks")                                                   \
	X(RUN, "run")                                                                              \
	X(RUN_KIND, "run.kind")                                                                    \
	X(RUN_LENGTHS, "run.longer")                                                               \
	X(RUN_AFTER, "run.after")                                                                  \
	X(HOUSE, "house")                                                                          \
	X(HOUSE_DATE, "house.date.run")                                                            \
	X(HOUSE_CLOSE, "house.close.run")                                                          \
	X(HOUSE_HEAD, "house.heads")                                                               \
	X(PARALLEL, "parallel")                                                                    \
	X(PARALLEL_RUN, "parallel.run")                                                            \
	X(TOPIC_BELOW, "topic.below")                                                              \
	X(TOPIC_ABOVE, "topic.above")                                                              \
	X(TOPIC_BOTH, "topic.both.run")                                                            \
	X(TOPIC_CUT, "topic.cut.run")                                                              \
	X(TOPIC_RANK, "topic.rank.run")                                                            \
	X(JOINT, "joint.end-1")                                                                    \
	X(JOINT_FILL, "joint.fill-1.wraps")                                                        \
	X(JOINT_KIND, "joint.kind-1.kind")                                                         \
	X(LEAVES, "leaves.open.whole")                                                             \
	X(LEAVES_FILL, "leaves.fill.whole")                                                        \
	X(WHOLE_FILL, "whole.fill.wraps")                                                          \
	X(SAME_ABOVE, "same.above.kind")                                                           \
	X(SAME_BELOW, "same.below.kind")                                                           \
	X(SAME_BOTH, "same.both.kind")                                                             \
	X(SAME_HOUSE, "same.above.dated.mark")                                                     \
	X(STANZA, "stanza.fill")                                                                   \
	X(STANZA_KIND, "stanza.kind")                                                              \
	X(STANZA_END, "stanza.end.fill")                                                           \
	X(STANZA_FULL, "stanza.full.wraps")                                                        \
	X(STANZA_NEXT, "stanza.stanza+1")                                                          \
	X(STANZA_PREV, "stanza-1.stanza.end-1")                                                    \
	X(FILL_NEXT, "fill.fill+1.blanks+1")                                                       \
	X(SINCE, "since.kind")                                                                     \
	X(SEGMENT, "segment.run")                                                                  \
	X(PLACE, "place")                                                                          \
	X(PLACE_KIND, "place.kind")                                                                \
	X(CELLS, "cells.cells+1")                                                                  \
	X(NOISE, "noise.length")

enum {
#define ENUM_OF(name, text) T_##name,
	TEMPLATES(ENUM_OF)
#undef ENUM_OF
	    TEMPLATE_COUNT
};

const char *const np_feature_names[] = {
#define NAME_OF(name, text) text,
	TEMPLATES(NAME_OF)
#undef NAME_OF
};
_Static_assert(sizeof np_feature_names / sizeof *np_feature_names == NP_FEATURE_TEMPLATES,
    "feature.h tells their number");

enum { FEATURES_A_LINE = TEMPLATE_COUNT + 24 };

/* ---- a line ---- */

/* How a text ends. */
enum end {
	END_OPEN,    /* a Han character or a letter: nothing says that it is over */
	END_STOP,    /* 。 */
	END_CALL,    /* ！ ？ */
	END_QUOTE,   /* a closing quotation mark after a stop */
	END_UNQUOTE, /* a closing quotation mark after a word */
	END_BRACKET,
	END_COLON,
	END_COMMA, /* ， 、 */
	END_SEMICOLON,
	END_DASH, /* — … */
	END_DIGIT,
	END_OPENING, /* an opening quotation mark or bracket */
	END_KINDS
};

/* How a text begins. */
enum start {
	START_HAN,
	START_QUOTE,
	START_BRACKET,
	START_LENTICULAR, /* 【 〔 */
	START_BULLET,     /* ● ■ ◆ □ ▲ … */
	START_NUMBER,     /* 一、 （一） 1. 第一 */
	START_DIGIT,
	START_LATIN,
	START_CLOSING, /* a comma, a stop, a closing bracket */
	START_OTHER,
	START_KINDS
};

/* What sort of line it is at first sight. */
enum kind {
	KIND_NONE, /* before the first, behind the last */
	KIND_PARAGRAPH,
	KIND_LEDE,     /* opens with a dateline */
	KIND_CLOSING,  /* ends with a byline */
	KIND_PICTURE,  /* ends with a credit */
	KIND_PART,     /* long, and stops in mid sentence */
	KIND_SENTENCE, /* short, with a full stop */
	KIND_LINE,     /* short, without one */
	KIND_LABEL,    /* short, ends with a colon */
	KIND_LISTED,   /* short, with a bullet or number before it */
	KIND_SPEECH,   /* short, in quotation marks */
	KIND_BYLINE,
	KIND_CREDIT,
	KIND_JUMP,
	KIND_FOLIO,
	KIND_CELLS,  /* like a row of a table */
	KIND_FILLED, /* a full line of wrapped text */
	KIND_COUNT
};

/* Marks in a line, as bits. */
enum {
	MARK_DATE_HEAD = 1,
	MARK_BY_HEAD = 2,
	MARK_BY_TAIL = 4,
	MARK_CREDIT = 8,
	MARK_JUMP = 16,
	MARK_DATE_LATER = 32
};

/* Words and forms that tell a role, as bits. */
enum {
	CUE_PICTURE = 1,   /* 图为 上图 图片 */
	CUE_DATE_HEAD = 2, /* 3月26日 … */
	CUE_NOTICE = 4,    /* 公告 启事 声明 … */
	CUE_PHONE = 8,
	CUE_ADDRESS = 16,       /* @ or www. */
	CUE_ASKING = 32,        /* 记者： 问： 答： */
	CUE_ISSUE = 64,         /* 版 期 星期 年月日 */
	CUE_EDITOR = 128,       /* 责编 编辑 校对 … */
	CUE_SERIES = 256,       /* 之一 （上） 系列 */
	CUE_IMAGE = 512,        /* ![ */
	CUE_SPEECH_VERB = 1024, /* 说 表示 介绍 */
	CUE_COUNT = 11
};

struct info {
	size_t columns, chars;
	enum end end;
	enum end end_before; /* the end of what stands before a closing mark */
	enum start start;
	enum kind kind;
	unsigned marks, cues;
	int whole; /* role of a line that is one mark, -1 */
	unsigned stops, commas, spaces, digits, cells, odd;
	bool han_inside;
	int leaves; /* and behind it */
	unsigned
	    joint; /* how firmly its first character stands with the last one of the line before */
	unsigned same_above, same_below; /* words in common with the paragraphs around, in steps */
	int open;                        /* quotation marks and brackets open before it */
	bool candidate;                  /* may be a heading */
	bool longest;                    /* no line of its run is longer */
	unsigned run_at, run_of;         /* place in its run of candidates, 0-based; their number */
	size_t segment;
	unsigned stanza_at,
	    stanza_of;        /* place among the lines between two blank ones; their number */
	unsigned stanza_full; /* how many of these fill the width: 0 few … 2 most */
	enum end stanza_end;  /* how the last of them ends */
	uint32_t first, second, last, before_last;
};

static bool
is_opening(uint32_t cp)
{
	return cp == 0x201C || cp == 0x300C || cp == 0x300E || cp == 0x2018 || cp == 0xFF08 ||
	       cp == '(' || cp == 0x300A || cp == 0x3010 || cp == 0x3014 || cp == '[';
}

static bool
is_closing_quote(uint32_t cp)
{
	return cp == 0x201D || cp == 0x300D || cp == 0x300F || cp == 0x2019;
}

static bool
is_closing(uint32_t cp)
{
	return is_closing_quote(cp) || cp == 0xFF09 || cp == ')' || cp == 0x300B || cp == 0x3011 ||
	       cp == 0x3015 || cp == ']';
}

static bool
is_stop(uint32_t cp)
{
	return cp == 0x3002 || cp == 0xFF0E || cp == 0xFF61;
}

static bool
is_call(uint32_t cp)
{
	return cp == 0xFF01 || cp == 0xFF1F || cp == '!' || cp == '?';
}

static bool
is_comma(uint32_t cp)
{
	return cp == 0xFF0C || cp == 0x3001 || cp == ',' || cp == 0xFE50 || cp == 0xFE51;
}

static bool
is_bullet(uint32_t cp)
{
	return (cp >= 0x25A0 && cp <= 0x25FF) || (cp >= 0x2600 && cp <= 0x27BF) || cp == 0x2022 ||
	       cp == 0x00B7 || cp == 0x30FB || cp == 0x203B || (cp >= 0x2580 && cp <= 0x259F) ||
	       (cp >= 0x2190 && cp <= 0x21FF) || cp == '*' || cp == 0x3003;
}

static bool
is_han_number(uint32_t cp)
{
	switch (cp) {
	case 0x4E00: /* 一 二 三 四 五 六 七 八 九 十 廿 卅 */
	case 0x4E8C:
	case 0x4E09:
	case 0x56DB:
	case 0x4E94:
	case 0x516D:
	case 0x4E03:
	case 0x516B:
	case 0x4E5D:
	case 0x5341:
	case 0x5EFF:
	case 0x5345:
		return true;
	default:
		return false;
	}
}

static enum end
end_of(struct np_span text)
{
	uint32_t cp, before = 0;
	if (text.len == 0)
		return END_OPEN;
	size_t n = np_utf8_prev(text.ptr, text.len, &cp);
	if (text.len > n)
		np_utf8_prev(text.ptr, text.len - n, &before);
	if (is_stop(cp) || (cp == '.' && before >= 0x2E80))
		return END_STOP;
	if (is_call(cp))
		return END_CALL;
	if (is_closing_quote(cp) || cp == '"')
		return is_stop(before) || is_call(before) || before == 0x2026 ? END_QUOTE
									      : END_UNQUOTE;
	if (is_closing(cp))
		return END_BRACKET;
	if (cp == 0xFF1A || cp == ':')
		return END_COLON;
	if (is_comma(cp))
		return END_COMMA;
	if (cp == 0xFF1B || cp == ';')
		return END_SEMICOLON;
	if (cp == 0x2014 || cp == 0x2026 || cp == '-' || cp == 0x2015)
		return END_DASH;
	if (is_opening(cp))
		return END_OPENING;
	if (np_uni_class(cp) == NP_DIGIT || cp == '%' || cp == 0xFF05)
		return END_DIGIT;
	return END_OPEN;
}

/* True for ends behind which a paragraph may be over. */
static bool
is_final(enum end end)
{
	return end == END_STOP || end == END_CALL || end == END_QUOTE || end == END_BRACKET;
}

/* 一、 （一） 1. 1、 ① 第一 其一: a number that lists. */
static bool
starts_numbered(struct np_span text)
{
	uint32_t cp[5] = { 0 };
	size_t at = 0, n = 0;
	while (n < 5 && at < text.len)
		at += np_utf8_next(text.ptr + at, text.len - at, &cp[n++]);
	if (cp[0] >= 0x2460 && cp[0] <= 0x249B)
		return true;
	size_t i = 0;
	bool bracket = cp[0] == 0xFF08 || cp[0] == '(';
	bool ordinal = cp[0] == 0x7B2C || cp[0] == 0x5176; /* 第 其 */
	if (bracket || ordinal)
		i++;
	size_t digits = i;
	while (i < 4 && (is_han_number(cp[i]) || (digits < 3 && np_uni_class(cp[i]) == NP_DIGIT)))
		i++;
	if (i == digits)
		return false;
	if (bracket)
		return cp[i] == 0xFF09 || cp[i] == ')';
	if (ordinal)
		return true;
	return cp[i] == 0x3001 || cp[i] == '.' || cp[i] == 0xFF0E || cp[i] == 0xFF1A ||
	       cp[i] == ':' || cp[i] == 0x00B7 || cp[i] == 0xFF0E || (cp[i] == 0x3000);
}

static enum start
start_of(struct np_span text, uint32_t cp)
{
	if (starts_numbered(text))
		return START_NUMBER;
	if (cp == 0x3010 || cp == 0x3014 || cp == 0x3016)
		return START_LENTICULAR;
	if (cp == 0xFF08 || cp == '(')
		return START_BRACKET;
	if (is_opening(cp) || cp == '"')
		return START_QUOTE;
	if (is_bullet(cp))
		return START_BULLET;
	if (is_closing(cp) || is_stop(cp) || is_comma(cp) || is_call(cp) || cp == 0xFF1A ||
	    cp == ':' || cp == 0xFF1B || cp == ';')
		return START_CLOSING;
	switch (np_uni_class(cp)) {
	case NP_HAN:
		return START_HAN;
	case NP_DIGIT:
		return START_DIGIT;
	case NP_LATIN:
		return START_LATIN;
	default:
		return START_OTHER;
	}
}

/* ---- words that tell ---- */

struct cue {
	const char *word;
	unsigned bits;
	bool head; /* only at the start */
};

static const struct cue cues[] = {
	{ "图为", CUE_PICTURE, false },
	{ "圖為", CUE_PICTURE, false },
	{ "上图", CUE_PICTURE, false },
	{ "下图", CUE_PICTURE, false },
	{ "左图", CUE_PICTURE, false },
	{ "右图", CUE_PICTURE, false },
	{ "图①", CUE_PICTURE, false },
	{ "图片", CUE_PICTURE, false },
	{ "圖片", CUE_PICTURE, false },
	{ "资料图", CUE_PICTURE, false },
	{ "公告", CUE_NOTICE, false },
	{ "启事", CUE_NOTICE, false },
	{ "啟事", CUE_NOTICE, false },
	{ "声明", CUE_NOTICE, false },
	{ "聲明", CUE_NOTICE, false },
	{ "遗失", CUE_NOTICE, false },
	{ "招聘", CUE_NOTICE, false },
	{ "徵聘", CUE_NOTICE, false },
	{ "拍卖", CUE_NOTICE, false },
	{ "广告", CUE_NOTICE, false },
	{ "廣告", CUE_NOTICE, false },
	{ "讣告", CUE_NOTICE, false },
	{ "出租", CUE_NOTICE, false },
	{ "转让", CUE_NOTICE, false },
	{ "大減價", CUE_NOTICE, false },
	{ "电话", CUE_PHONE, false },
	{ "電話", CUE_PHONE, false },
	{ "热线", CUE_PHONE, false },
	{ "@", CUE_ADDRESS, false },
	{ "www.", CUE_ADDRESS, false },
	{ "http", CUE_ADDRESS, false },
	{ "记者：", CUE_ASKING, true },
	{ "记者:", CUE_ASKING, true },
	{ "記者：", CUE_ASKING, true },
	{ "问：", CUE_ASKING, true },
	{ "答：", CUE_ASKING, true },
	{ "問：", CUE_ASKING, true },
	{ "星期", CUE_ISSUE, false },
	{ "第", CUE_ISSUE, true },
	{ "日报", CUE_ISSUE, false },
	{ "晚报", CUE_ISSUE, false },
	{ "日報", CUE_ISSUE, false },
	{ "责编", CUE_EDITOR, false },
	{ "責編", CUE_EDITOR, false },
	{ "编辑", CUE_EDITOR, false },
	{ "編輯", CUE_EDITOR, false },
	{ "校对", CUE_EDITOR, false },
	{ "美编", CUE_EDITOR, false },
	{ "版式", CUE_EDITOR, false },
	{ "之一", CUE_SERIES, false },
	{ "之二", CUE_SERIES, false },
	{ "系列", CUE_SERIES, false },
	{ "![", CUE_IMAGE, false },
	{ "说", CUE_SPEECH_VERB, false },
	{ "說", CUE_SPEECH_VERB, false },
	{ "表示", CUE_SPEECH_VERB, false },
	{ "介绍", CUE_SPEECH_VERB, false },
};

static bool
contains(struct np_span text, const char *word)
{
	size_t len = strlen(word);
	for (const char *at = text.ptr; len <= text.len - (size_t)(at - text.ptr); at++) {
		at = memchr(at, word[0], text.len - (size_t)(at - text.ptr) - len + 1);
		if (at == NULL)
			return false;
		if (memcmp(at, word, len) == 0)
			return true;
	}
	return false;
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
		if (np_uni_class(cp) == NP_DIGIT || is_han_number(cp)) {
			digit = true;
		} else if (cp == 0x5E74 || cp == 0x6708) { /* 年 月 */
			month = digit;
		} else {
			return cp == 0x65E5 && month; /* 日 */
		}
	}
	return false;
}

/* Long lines are read at their ends only: what tells a role stands there. */
static unsigned
find_cues(struct np_span text)
{
	enum { LOOKED_AT = 150 };
	unsigned found = starts_with_date(text) ? CUE_DATE_HEAD : 0;
	struct np_span head = text;
	if (head.len > LOOKED_AT)
		head.len = LOOKED_AT;
	for (size_t i = 0; i < sizeof cues / sizeof *cues; i++) {
		size_t len = strlen(cues[i].word);
		if (cues[i].head ? head.len >= len && memcmp(head.ptr, cues[i].word, len) == 0
				 : contains(head, cues[i].word))
			found |= cues[i].bits;
	}
	return found;
}

static void
find_marks(struct np_marks *marks, struct np_span text, struct info *info)
{
	struct np_mark found[8];
	enum np_role role;
	size_t n = np_marks_find(marks, text, found, 8), head = 0, tail = text.len;
	for (size_t i = 0; i < n; i++) {
		bool early = found[i].start <= head + 3;
		if (found[i].role == NP_DATELINE) {
			info->marks |= early ? MARK_DATE_HEAD : MARK_DATE_LATER;
		} else if (found[i].role == NP_BYLINE) {
			bool late = found[i].end == text.len && found[i].start > 0 && !early;
			info->marks |= late ? MARK_BY_TAIL : MARK_BY_HEAD;
		} else if (found[i].role == NP_CREDIT) {
			info->marks |= MARK_CREDIT;
		} else if (found[i].role == NP_JUMP) {
			info->marks |= MARK_JUMP;
		}
		if (early)
			head = found[i].end;
		if (found[i].end == text.len)
			tail = found[i].start;
	}
	info->end_before = end_of(np_uni_trim((struct np_span){ text.ptr, tail }));
	info->whole = np_marks_whole(marks, text, &role) ? (int)role : -1;
}

static void
read_chars(struct np_span text, struct info *info)
{
	bool in_space = false;
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		at += np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (info->chars == 0)
			info->first = cp;
		if (info->chars == 1)
			info->second = cp;
		info->before_last = info->last;
		info->last = cp;
		info->chars++;
		enum np_class class = cp == NP_UTF8_BAD ? NP_CONTROL : np_uni_class(cp);
		if (class == NP_SPACE) {
			if (!in_space)
				info->spaces++;
			in_space = true;
			continue;
		}
		in_space = false;
		if ((is_stop(cp) || is_call(cp)) && at < text.len)
			info->stops++;
		if (is_comma(cp) && at < text.len)
			info->commas++;
		if (class == NP_DIGIT)
			info->digits++;
		if (class == NP_HAN)
			info->han_inside = true;
		if (class == NP_CONTROL || (class == NP_PUNCT && cp != '.' && cp != ',' &&
					       cp != ':' && cp != '(' && cp != ')' && cp != '%'))
			info->odd++;
		if (cp == '|')
			info->cells++;
	}
	info->cells += info->spaces + 1;
}

static enum kind
kind_of(const struct info *info)
{
	bool is_short = info->columns <= 64;
	if (info->whole == NP_BYLINE || info->whole == NP_DATELINE)
		return KIND_BYLINE;
	if (info->whole == NP_CREDIT)
		return KIND_CREDIT;
	if (info->whole == NP_JUMP)
		return KIND_JUMP;
	if (info->whole == NP_FOLIO)
		return KIND_FOLIO;
	if (info->marks & MARK_DATE_HEAD)
		return KIND_LEDE;
	if (info->marks & MARK_CREDIT)
		return KIND_PICTURE;
	if (info->marks & MARK_BY_TAIL)
		return KIND_CLOSING;
	if (info->cells >= 3 && info->stops == 0 && info->digits * 4 >= info->chars &&
	    info->columns <= 100)
		return KIND_CELLS;
	if (!is_short)
		return is_final(info->end) || info->end == END_COLON || info->end == END_SEMICOLON
			   ? KIND_PARAGRAPH
			   : KIND_PART;
	if (info->end == END_STOP || info->end == END_QUOTE || info->stops > 0)
		return info->start == START_QUOTE ? KIND_SPEECH : KIND_SENTENCE;
	if (info->end == END_COLON || info->end == END_COMMA || info->end == END_SEMICOLON)
		return KIND_LABEL;
	if (info->start == START_BULLET || info->start == START_NUMBER ||
	    info->start == START_LENTICULAR)
		return KIND_LISTED;
	if (info->start == START_QUOTE && info->end == END_UNQUOTE)
		return KIND_SPEECH;
	return KIND_LINE;
}

static void
look_at(struct np_marks *marks, const struct np_line *line, struct info *info)
{
	memset(info, 0, sizeof *info);
	info->columns = np_page_columns(line->text);
	read_chars(line->text, info);
	info->end = end_of(line->text);
	info->start = start_of(line->text, info->first);
	info->cues = find_cues(line->text);
	find_marks(marks, line->text, info);
	info->kind = kind_of(info);
}

/* ---- the page ---- */

/* A stretch of text between headings, for comparing words. */
struct segment {
	size_t first, last; /* lines, last one included */
	uint32_t *pairs;    /* its pairs of Han characters, as numbers; no pair twice */
	size_t count;
	double weight;
	double cut;    /* how alike it is to the segment before */
	unsigned rank; /* of that among the page's cuts: 0 least alike … 3, 4 unknown */
};

struct sheet {
	const struct np_page *page;
	struct info *info;
	size_t count;
	size_t width;         /* columns at which lines are cut, 0 if they are not */
	unsigned wraps;       /* 0 no, 1 some, 2 most lines are cut at one width */
	unsigned spaced;      /* 0 no, 1 some, 2 nearly all lines have a blank line before them */
	unsigned indents;     /* 0 no, 1 some, 2 most paragraphs are indented */
	unsigned top_heading; /* the page's highest Markdown level, 0 for none */
	unsigned dated;       /* 0 no, 1 some, 2 most runs of headings are followed by a dateline */
	unsigned closed;      /* 0 no, 1 some, 2 most are preceded by a closing byline */
	unsigned heads;       /* runs of headings to paragraphs: 0 few … 3 many */
	struct segment *segments;
	size_t segment_count;
};

static unsigned
share(size_t part, size_t whole)
{
	if (part * 8 < whole || whole == 0)
		return 0;
	return part * 2 < whole ? 1 : 2;
}

/* The width at which most lines without a full stop end. */
static void
find_width(struct sheet *sheet)
{
	enum { WIDEST = 160 };
	size_t at_width[WIDEST + 1] = { 0 }, best = 0, open = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		const struct info *info = &sheet->info[i];
		size_t columns = info->columns + sheet->page->lines[i].indent;
		if (columns < 14 || columns > WIDEST)
			continue;
		at_width[columns]++;
	}
	for (size_t w = 16; w <= WIDEST; w++) {
		size_t n = at_width[w] + at_width[w - 1] + at_width[w - 2];
		if (n > best) {
			best = n;
			sheet->width = w;
		}
	}
	for (size_t i = 0; i < sheet->count; i++)
		open += !is_final(sheet->info[i].end);
	sheet->wraps = open * 5 < sheet->count * 2 || best < 4 ? 0 : share(best, sheet->count);
	if (sheet->wraps == 0)
		sheet->width = 0;
}

/* How far a line falls short of the widest lines around it: 0 full … 4 far, in steps. */
static unsigned
fill_of(const struct sheet *sheet, size_t i)
{
	size_t widest = sheet->width;
	size_t own = sheet->info[i].columns + sheet->page->lines[i].indent;
	if (sheet->wraps == 0)
		return 5;
	if (own > sheet->width + 2) {
		widest = own;
	} else {
		size_t from = i > 3 ? i - 3 : 0,
		       to = i + 3 < sheet->count ? i + 3 : sheet->count - 1;
		size_t local = 0;
		for (size_t j = from; j <= to; j++) {
			size_t w = sheet->info[j].columns + sheet->page->lines[j].indent;
			if (w > local && w <= sheet->width)
				local = w;
		}
		if (local > 0)
			widest = local;
	}
	size_t lack = widest > own ? widest - own : 0;
	return lack <= 1 ? 0 : lack <= 3 ? 1 : lack <= 6 ? 2 : lack * 3 <= widest ? 3 : 4;
}

static unsigned
blank_class(const struct sheet *sheet, size_t i)
{
	unsigned blanks = sheet->page->lines[i].blanks_before;
	return blanks > 2 ? 3 : blanks;
}

static unsigned
indent_class(const struct sheet *sheet, size_t i)
{
	unsigned indent = sheet->page->lines[i].indent;
	return indent == 0 ? 0 : indent <= 2 ? 1 : indent <= 5 ? 2 : 3;
}

/* True if the line before seems to go on in this one. */
static bool
runs_on(const struct sheet *sheet, size_t i)
{
	if (i == 0)
		return false;
	const struct info *before = &sheet->info[i - 1];
	if (before->whole >= 0 || is_final(before->end) || indent_class(sheet, i) > 1)
		return false;
	if (sheet->wraps > 0)
		return fill_of(sheet, i - 1) <= 1 && before->kind != KIND_CELLS;
	return before->columns > 64;
}

/* Lines between two blank ones, or between indents where there are no blank ones. */
static void
find_stanzas(struct sheet *sheet)
{
	for (size_t i = 0, end; i < sheet->count; i = end) {
		size_t full = 0;
		for (end = i; end < sheet->count; end++) {
			if (end > i && (sheet->page->lines[end].blanks_before > 0 ||
					   (sheet->page->lines[end].indent >= 2 &&
					       sheet->page->lines[end - 1].indent < 2)))
				break;
			full += sheet->wraps > 0 && fill_of(sheet, end) <= 1;
		}
		for (size_t j = i; j < end; j++) {
			struct info *info = &sheet->info[j];
			info->stanza_at = (unsigned)(j - i);
			info->stanza_of = (unsigned)(end - i);
			info->stanza_full = share(full, end - i);
			info->stanza_end = sheet->info[end - 1].end_before;
		}
	}
}

/*
 * True if a line seems to begin a wrapped paragraph: it is full, or short of that by no more than
 * an indent that was lost, and a full line follows at once.
 */
static bool
begins_wrapped(const struct sheet *sheet, size_t i)
{
	const struct np_line *line = &sheet->page->lines[i];
	if (sheet->wraps == 0 || i + 1 == sheet->count || is_final(sheet->info[i].end) ||
	    line->heading > 0 || line[1].blanks_before > 0 ||
	    (line[1].indent >= 2 && line->indent < 2))
		return false;
	unsigned fill = fill_of(sheet, i), next = fill_of(sheet, i + 1);
	return fill <= 1 || (fill == 2 && next <= 1 && line[1].indent <= line->indent);
}

static void
find_candidates(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++) {
		struct info *info = &sheet->info[i];
		bool line = info->kind == KIND_LINE || info->kind == KIND_LISTED ||
			    info->kind == KIND_SPEECH || info->kind == KIND_LABEL;
		if (info->kind == KIND_SENTENCE && info->columns <= 40 && info->end != END_STOP)
			line = true;
		if (sheet->page->lines[i].heading > 0)
			line = true;
		if (begins_wrapped(sheet, i)) {
			line = false;
			/* What is cut in its dateline or byline is no line of marks alone. */
			if (info->whole >= 0) {
				info->whole = -1;
				info->kind = kind_of(info);
			}
		}
		info->candidate = line && (!runs_on(sheet, i) || sheet->page->lines[i].heading > 0);
		if (sheet->wraps > 0 && !info->candidate &&
		    (fill_of(sheet, i) <= 1 || begins_wrapped(sheet, i)) &&
		    (info->kind == KIND_LINE || info->kind == KIND_PART ||
			info->kind == KIND_LABEL))
			info->kind = KIND_FILLED;
	}
	for (size_t i = 0; i < sheet->count;) {
		size_t end = i;
		while (end < sheet->count && sheet->info[end].candidate)
			end++;
		size_t longest = 0;
		for (size_t j = i; j < end; j++) {
			if (sheet->info[j].columns > longest)
				longest = sheet->info[j].columns;
		}
		for (size_t j = i; j < end; j++) {
			sheet->info[j].longest = sheet->info[j].columns == longest;
			sheet->info[j].run_at = (unsigned)(j - i);
			sheet->info[j].run_of = (unsigned)(end - i);
		}
		i = end > i ? end : i + 1;
	}
}

static void
find_house(struct sheet *sheet)
{
	size_t runs = 0, dated = 0, closed = 0, spaced = 0, indented = 0, paragraphs = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		const struct info *info = &sheet->info[i];
		const struct np_line *line = &sheet->page->lines[i];
		spaced += line->blanks_before > 0;
		if (line->heading > 0 &&
		    (sheet->top_heading == 0 || line->heading < sheet->top_heading))
			sheet->top_heading = line->heading;
		if (!info->candidate) {
			bool opens = sheet->wraps == 0 || !runs_on(sheet, i);
			paragraphs += opens;
			indented += opens && line->indent >= 2;
			continue;
		}
		if (info->run_at != 0)
			continue;
		runs++;
		size_t next = i + info->run_of;
		if (next < sheet->count && sheet->info[next].kind == KIND_BYLINE)
			next++;
		dated += next < sheet->count && (sheet->info[next].marks & MARK_DATE_HEAD) != 0;
		closed += i > 0 && (sheet->info[i - 1].marks & MARK_BY_TAIL ||
				       sheet->info[i - 1].kind == KIND_BYLINE);
	}
	sheet->spaced = share(spaced, sheet->count * 3 / 4);
	sheet->indents = share(indented, paragraphs * 3 / 4);
	sheet->dated = share(dated, runs);
	sheet->closed = share(closed, runs);
	sheet->heads = runs * 8 < paragraphs   ? 0
		       : runs * 4 < paragraphs ? 1
		       : runs * 2 < paragraphs ? 2
					       : 3;
}

/* ---- words in common ---- */

enum { PAIR_BITS = 16, PAIR_SPACE = 1 << PAIR_BITS };

static uint32_t
pair_number(uint32_t a, uint32_t b)
{
	uint32_t x = a * UINT32_C(0x9E3779B1) ^ b * UINT32_C(0x85EBCA77);
	return (x ^ x >> 15) & (PAIR_SPACE - 1);
}

/*
 * Notes the pairs of Han characters of lines first to last that seen[] has not at mark.
 * Answers how many; out may be NULL to count only.
 */
static size_t
collect_pairs(const struct sheet *sheet, size_t first, size_t last, uint32_t *seen, uint32_t mark,
    uint32_t *out)
{
	size_t n = 0;
	for (size_t i = first; i <= last; i++) {
		struct np_span text = sheet->page->lines[i].text;
		uint32_t before = 0;
		for (size_t at = 0; at < text.len;) {
			uint32_t cp;
			at += np_utf8_next(text.ptr + at, text.len - at, &cp);
			bool han = cp >= 0x3400 && cp != NP_UTF8_BAD && np_uni_class(cp) == NP_HAN;
			if (han && before != 0) {
				uint32_t pair = pair_number(before, cp);
				if (seen[pair] != mark) {
					seen[pair] = mark;
					if (out != NULL)
						out[n] = pair;
					n++;
				}
			}
			before = han ? cp : 0;
		}
	}
	return n;
}

/* What share of a's words, the rare ones counted more, b has too. */
static double
likeness(const struct segment *a, const struct segment *b, uint32_t *seen, uint32_t *mark,
    const float *weights)
{
	double common = 0;
	++*mark;
	for (size_t i = 0; i < b->count; i++)
		seen[b->pairs[i]] = *mark;
	for (size_t i = 0; i < a->count; i++) {
		if (seen[a->pairs[i]] == *mark)
			common += (double)weights[a->pairs[i]];
	}
	double least = a->weight < b->weight ? a->weight : b->weight;
	return least > 0 ? common / least : 0;
}

/* What pairs stand where: an entry is the mark of the set that it was put into last. */
struct words {
	uint32_t *seen, mark;
	uint32_t *below, *above; /* of the segment at hand: under its headings, and before it */
	size_t segment;          /* that segment + 1 */
	float *weights;
};

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* Ranks the page's cuts by how alike their two sides are. */
static bool
rank_cuts(struct sheet *sheet, struct np_arena *arena)
{
	size_t n = sheet->segment_count;
	double *sorted = np_arena_array(arena, n + 1, sizeof *sorted);
	if (sorted == NULL)
		return false;
	for (size_t s = 1; s < n; s++)
		sorted[s - 1] = sheet->segments[s].cut;
	if (n > 1)
		qsort(sorted, n - 1, sizeof *sorted, by_value);
	for (size_t s = 0; s < n; s++) {
		size_t lower = 0, upper = n > 0 ? n - 1 : 0;
		while (lower < upper) {
			size_t middle = lower + (upper - lower) / 2;
			if (sorted[middle] < sheet->segments[s].cut)
				lower = middle + 1;
			else
				upper = middle;
		}
		sheet->segments[s].rank = n > 2 ? (unsigned)(lower * 4 / n) : 4;
	}
	return true;
}

static unsigned
likeness_step(double likeness)
{
	return likeness < .01   ? 0
	       : likeness < .03 ? 1
	       : likeness < .06 ? 2
	       : likeness < .12 ? 3
	       : likeness < .25 ? 4
				: 5;
}

/* Cuts the page at its runs of candidates and compares what stands on both sides. */
static bool
compare_segments(struct sheet *sheet, struct words *words, struct np_arena *arena)
{
	size_t runs = 0, n = 0;
	for (size_t i = 0; i < sheet->count; i++)
		runs += sheet->info[i].candidate && sheet->info[i].run_at == 0;
	words->seen = np_arena_array(arena, PAIR_SPACE, sizeof *words->seen);
	words->weights = np_arena_array(arena, PAIR_SPACE, sizeof *words->weights);
	sheet->segments = np_arena_array(arena, runs + 1, sizeof *sheet->segments);
	words->below = np_arena_array(arena, PAIR_SPACE, sizeof *words->below);
	words->above = np_arena_array(arena, PAIR_SPACE, sizeof *words->above);
	if (words->seen == NULL || words->weights == NULL || words->below == NULL ||
	    words->above == NULL || sheet->segments == NULL)
		return false;
	for (size_t i = 0; i < sheet->count; i++) {
		const struct info *info = &sheet->info[i];
		if (i == 0 || (info->candidate && info->run_at == 0)) {
			sheet->segments[n].first = i;
			n++;
		}
		sheet->segments[n - 1].last = i;
		sheet->info[i].segment = n - 1;
	}
	sheet->segment_count = n;
	for (size_t s = 0; s < n; s++) {
		struct segment *seg = &sheet->segments[s];
		seg->count =
		    collect_pairs(sheet, seg->first, seg->last, words->seen, ++words->mark, NULL);
		seg->pairs = np_arena_array(arena, seg->count + 1, sizeof *seg->pairs);
		if (seg->pairs == NULL)
			return false;
		collect_pairs(sheet, seg->first, seg->last, words->seen, ++words->mark, seg->pairs);
		for (size_t p = 0; p < seg->count; p++)
			words->weights[seg->pairs[p]] += 1;
	}
	/* Document frequency to weight: what stands everywhere says little. */
	for (size_t p = 0; p < PAIR_SPACE; p++) {
		if (words->weights[p] > 0)
			words->weights[p] = words->weights[p] < 2 ? 1 : 2 / words->weights[p];
	}
	for (size_t s = 0; s < n; s++) {
		struct segment *seg = &sheet->segments[s];
		for (size_t p = 0; p < seg->count; p++)
			seg->weight += (double)words->weights[seg->pairs[p]];
	}
	for (size_t s = 1; s < n; s++)
		sheet->segments[s].cut = likeness(&sheet->segments[s - 1], &sheet->segments[s],
		    words->seen, &words->mark, words->weights);
	return rank_cuts(sheet, arena);
}

/* How many in a hundred of the line's pairs a segment has, in steps 0 to 5. */
static unsigned
topic_step(double part)
{
	return part <= 0 ? 0 : part < .1 ? 1 : part < .2 ? 2 : part < .35 ? 3 : part < .55 ? 4 : 5;
}

/* Makes the sets of words under a segment's headings and in the segment before it. */
static void
open_segment(const struct sheet *sheet, size_t segment, struct words *words)
{
	const struct segment *own = &sheet->segments[segment];
	uint32_t mark = (uint32_t)segment + 1;
	if (words->segment == segment + 1)
		return;
	words->segment = segment + 1;
	size_t from = own->first + sheet->info[own->first].run_of;
	if (from <= own->last)
		collect_pairs(sheet, from, own->last, words->below, mark, NULL);
	for (size_t p = 0; segment > 0 && p < own[-1].count; p++)
		words->above[own[-1].pairs[p]] = mark;
}

struct topic {
	unsigned below, above, cut, rank;
};

/* Compares the words of a heading with the segment under it and the one above. */
static struct topic
find_topic(const struct sheet *sheet, size_t i, struct words *words)
{
	enum { LONGEST = 180 }; /* bytes of a heading */
	struct topic topic = { 0, 0, 0, 0 };
	const struct segment *own = &sheet->segments[sheet->info[i].segment];
	uint32_t pairs[LONGEST / 3], mark = (uint32_t)sheet->info[i].segment + 1;
	if (sheet->page->lines[i].text.len > LONGEST)
		return topic;
	size_t n = collect_pairs(sheet, i, i, words->seen, ++words->mark, pairs);
	if (n == 0)
		return topic;
	size_t below = 0, above = 0;
	open_segment(sheet, sheet->info[i].segment, words);
	for (size_t p = 0; p < n; p++) {
		below += words->below[pairs[p]] == mark;
		above += words->above[pairs[p]] == mark;
	}
	topic.below = topic_step((double)below / (double)n);
	topic.above = topic_step((double)above / (double)n);
	topic.cut = own->cut < .02   ? 0
		    : own->cut < .05 ? 1
		    : own->cut < .1  ? 2
		    : own->cut < .2  ? 3
				     : 4;
	topic.rank = own->rank;
	return topic;
}

/* ---- paragraphs ---- */

/*
 * Compares each paragraph with the two before it and the one behind: a story that begins without
 * a headline shows in words that change.
 */
static bool
compare_paragraphs(struct sheet *sheet, struct words *words, struct np_arena *arena)
{
	struct segment *parts = np_arena_array(arena, sheet->count + 1, sizeof *parts);
	size_t n = 0;
	if (parts == NULL)
		return false;
	for (size_t i = 0; i < sheet->count; i++) {
		if (n == 0 || !runs_on(sheet, i))
			parts[n++].first = i;
		parts[n - 1].last = i;
	}
	for (size_t p = 0; p < n; p++) {
		struct segment *part = &parts[p];
		part->count =
		    collect_pairs(sheet, part->first, part->last, words->seen, ++words->mark, NULL);
		part->pairs = np_arena_array(arena, part->count + 1, sizeof *part->pairs);
		if (part->pairs == NULL)
			return false;
		collect_pairs(
		    sheet, part->first, part->last, words->seen, ++words->mark, part->pairs);
		for (size_t q = 0; q < part->count; q++)
			part->weight += (double)words->weights[part->pairs[q]];
	}
	for (size_t p = 0; p < n; p++) {
		double above = p > 0 ? likeness(&parts[p], &parts[p - 1], words->seen, &words->mark,
					   words->weights)
				     : 0;
		if (p > 1) {
			double more = likeness(
			    &parts[p], &parts[p - 2], words->seen, &words->mark, words->weights);
			above = more > above ? more : above;
		}
		double below = p + 1 < n ? likeness(&parts[p], &parts[p + 1], words->seen,
					       &words->mark, words->weights)
					 : 0;
		sheet->info[parts[p].first].same_above = 1 + likeness_step(above);
		sheet->info[parts[p].first].same_below = 1 + likeness_step(below);
	}
	return true;
}

/* Does the join of two lines read on: do the two characters stand together elsewhere? */
static void
find_joints(struct sheet *sheet, const struct words *words)
{
	for (size_t i = 1; i < sheet->count; i++) {
		uint32_t left = sheet->info[i - 1].last, right = sheet->info[i].first;
		bool seen = left != 0 && right != 0 && words->weights[pair_number(left, right)] > 0;
		sheet->info[i].joint = (unsigned)np_pair_strength(left, right) * 2 + seen;
	}
}

/* ---- features ---- */

struct list {
	np_feature *features;
	size_t count;
};

static void
add(struct list *list, size_t template, uint32_t value)
{
	if (list->count < FEATURES_A_LINE)
		list->features[list->count++] = np_feature_make(template, value);
}

static unsigned
length_step(const struct info *info)
{
	static const size_t steps[] = { 2, 4, 8, 12, 16, 20, 24, 28, 34, 42, 54, 70, 110, 200 };
	unsigned n = 0;
	while (n < sizeof steps / sizeof *steps && info->columns > steps[n])
		n++;
	return n;
}

static unsigned
coarse_length(const struct info *info)
{
	return info->columns <= 8     ? 0
	       : info->columns <= 16  ? 1
	       : info->columns <= 30  ? 2
	       : info->columns <= 48  ? 3
	       : info->columns <= 72  ? 4
	       : info->columns <= 160 ? 5
				      : 6;
}

static unsigned
few(unsigned n, unsigned most)
{
	return n < most ? n : most;
}

static void
add_neighbours(struct list *list, const struct sheet *sheet, size_t i)
{
	static const struct info nothing = { .kind = KIND_NONE, .whole = -1, .end = END_STOP };
	const struct info *own = &sheet->info[i];
	const struct info *m1 = i > 0 ? own - 1 : &nothing, *m2 = i > 1 ? own - 2 : &nothing;
	const struct info *p1 = i + 1 < sheet->count ? own + 1 : &nothing;
	const struct info *p2 = i + 2 < sheet->count ? own + 2 : &nothing;
	uint32_t k = own->kind, km1 = m1->kind, km2 = m2->kind, kp1 = p1->kind, kp2 = p2->kind;

	add(list, T_KIND_PREV, km1 * 32 + k);
	add(list, T_KIND_NEXT, k * 32 + kp1);
	add(list, T_KIND_BOTH, (km1 * 32 + k) * 32 + kp1);
	add(list, T_KIND_PREV2, (km2 * 32 + km1) * 32 + k);
	add(list, T_KIND_NEXT2, (k * 32 + kp1) * 32 + kp2);
	add(list, T_KIND_M1, km1);
	add(list, T_KIND_M2, km2);
	add(list, T_KIND_P1, kp1);
	add(list, T_KIND_P2, kp2);
	add(list, T_LENGTH_PREV, coarse_length(m1) * 8 + coarse_length(own));
	add(list, T_LENGTH_NEXT, coarse_length(own) * 8 + coarse_length(p1));
	add(list, T_END_PREV, (uint32_t)m1->end * 16 + (uint32_t)own->start);
	add(list, T_END_PREV_KIND, (uint32_t)m1->end * 32 + k);
	add(list, T_MARK_PREV, m1->marks);
	add(list, T_MARK_NEXT, p1->marks);
	add(list, T_MARK_NEXT2, p2->marks);
	add(list, T_MARK_AROUND, (m1->marks * 64 + p1->marks) * 32 + k);
	add(list, T_WHOLE_PREV, (uint32_t)(m1->whole + 1));
	add(list, T_WHOLE_NEXT, (uint32_t)(p1->whole + 1));
	for (unsigned bit = 0; bit < CUE_COUNT; bit++) {
		if (m1->cues & 1u << bit)
			add(list, T_CUE_PREV, bit);
		if (p1->cues & 1u << bit)
			add(list, T_CUE_NEXT, bit);
	}
	if (own->kind == KIND_CELLS || own->spaces > 1)
		add(list, T_CELLS,
		    (own->cells < 12 ? own->cells : 12) * 16 + (p1->cells < 12 ? p1->cells : 12));
}

static void
add_form(struct list *list, const struct info *info)
{
	unsigned length = length_step(info), coarse = coarse_length(info);
	add(list, T_BIAS, 0);
	add(list, T_KIND, (uint32_t)info->kind);
	add(list, T_LENGTH, length);
	add(list, T_LENGTH_KIND, length * 32 + (uint32_t)info->kind);
	add(list, T_END, (uint32_t)info->end);
	add(list, T_END_LENGTH, (uint32_t)info->end_before * 16 + length);
	add(list, T_START, (uint32_t)info->start);
	add(list, T_START_KIND, (uint32_t)info->start * 32 + (uint32_t)info->kind);
	add(list, T_STOPS, few(info->stops, 3) * 8 + coarse);
	add(list, T_COMMAS, few(info->commas, 4) * 8 + coarse);
	add(list, T_SPACES, few(info->spaces, 5) * 8 + coarse);
	add(list, T_DIGITS,
	    (info->chars > 0 ? (uint32_t)(info->digits * 5 / info->chars) : 0) * 8 + coarse);
	add(list, T_NOISE,
	    (info->chars > 0 ? few((unsigned)(info->odd * 12 / info->chars), 4) : 0) * 16 +
		(info->han_inside ? 8 : 0) + coarse);
	add(list, T_FIRST_CHAR, info->first);
	add(list, T_LAST_CHAR, info->last);
	add(list, T_MARK, info->marks);
	add(list, T_MARK_LENGTH, info->marks * 8 + coarse);
	add(list, T_WHOLE, (uint32_t)(info->whole + 1));
	for (unsigned bit = 0; bit < CUE_COUNT; bit++) {
		if (info->cues & 1u << bit) {
			add(list, T_CUE, bit);
			add(list, T_CUE_LENGTH, bit * 8 + coarse);
		}
	}
}

/* A line's place in its stanza: alone, first, second, inner or last; and the stanza's size. */
static uint32_t
stanza_place(const struct info *info)
{
	if (info->stanza_of == 1)
		return 0;
	unsigned at = info->stanza_at == 0                     ? 0
		      : info->stanza_at + 1 == info->stanza_of ? 1
		      : info->stanza_at == 1                   ? 2
							       : 3;
	return 1 + at * 3 + (info->stanza_of == 2 ? 0 : info->stanza_of <= 5 ? 1 : 2);
}

static void
add_layout(struct list *list, const struct sheet *sheet, size_t i)
{
	const struct np_line *line = &sheet->page->lines[i];
	const struct info *own = &sheet->info[i];
	unsigned blanks = blank_class(sheet, i), indent = indent_class(sheet, i);
	unsigned after = i + 1 < sheet->count ? blank_class(sheet, i + 1) : 4;
	unsigned fill = fill_of(sheet, i), fill_before = i > 0 ? fill_of(sheet, i - 1) : 6;
	uint32_t end_before = i > 0 ? (uint32_t)sheet->info[i - 1].end : END_KINDS;
	/* A heading's level counts against the page's own: ### under # is never a headline. */
	unsigned level = line->heading == 0                    ? (sheet->top_heading > 0 ? 1 : 0)
			 : line->heading == sheet->top_heading ? 2
							       : 3;
	add(list, T_HEADING, level);
	add(list, T_HEADING_KIND, level * 32 + (uint32_t)own->kind);
	if (i > 0)
		add(list, T_HEADING_PREV,
		    (line - 1)->heading == 0                    ? 0
		    : (line - 1)->heading == sheet->top_heading ? 1
								: 2);
	add(list, T_BOLD, (uint32_t)line->bold * 2 + (sheet->top_heading > 0));
	add(list, T_BLANKS, blanks * 4 + sheet->spaced);
	add(list, T_BLANKS_NEXT, after * 4 + sheet->spaced);
	add(list, T_BLANKS_KIND, (blanks * 4 + sheet->spaced) * 32 + (uint32_t)own->kind);
	add(list, T_INDENT, indent * 4 + sheet->indents);
	add(list, T_INDENT_KIND, (indent * 4 + sheet->indents) * 32 + (uint32_t)own->kind);
	add(list, T_FILL, fill);
	add(list, T_FILL_PREV, fill_before * 16 + end_before);
	add(list, T_FILL_PREV_INDENT,
	    ((fill_before * 16 + end_before) * 4 + indent) * 4 + sheet->indents);
	add(list, T_FILL_BOTH, (fill_before * 8 + fill) * 16 + end_before);
	add(list, T_OPEN,
	    (uint32_t)few((unsigned)(own->open > 0 ? own->open : 0), 2) * 16 + end_before);
	add(list, T_OPEN_FILL,
	    (uint32_t)few((unsigned)(own->open > 0 ? own->open : 0), 2) * 8 + fill_before);
	uint32_t place = stanza_place(own), last = i > 0 ? stanza_place(own - 1) : 16;
	uint32_t next = i + 1 < sheet->count ? stanza_place(own + 1) : 16;
	unsigned fill_after = i + 1 < sheet->count ? fill_of(sheet, i + 1) : 6;
	add(list, T_STANZA, (place * 8 + fill) * 4 + sheet->spaced);
	add(list, T_STANZA_KIND, place * 32 + (uint32_t)own->kind);
	add(list, T_STANZA_END, (place * 16 + (uint32_t)own->stanza_end) * 8 + fill);
	add(list, T_STANZA_FULL, (place * 4 + own->stanza_full) * 4 + sheet->wraps);
	add(list, T_STANZA_NEXT, (place * 32 + next) * 4 + own->stanza_full);
	add(list, T_STANZA_PREV, (last * 32 + place) * 16 + end_before);
	add(list, T_FILL_NEXT, (fill * 8 + fill_after) * 8 + after);
	unsigned leaves = (own->leaves > own->open ? 2u : 0) + (own->leaves < own->open ? 1u : 0);
	uint32_t whole = (uint32_t)(own->whole + 1);
	add(list, T_LEAVES, leaves * 16 + whole);
	add(list, T_LEAVES_FILL, (leaves * 8 + fill) * 16 + whole);
	add(list, T_WHOLE_FILL, (whole * 8 + fill) * 4 + sheet->wraps);
	add(list, T_JOINT, own->joint * 16 + end_before);
	add(list, T_JOINT_FILL, ((own->joint * 8 + fill_before) * 4 + sheet->wraps) * 4 + blanks);
	if (i > 0)
		add(list, T_JOINT_KIND,
		    (own->joint * 32 + (uint32_t)own[-1].kind) * 32 + (uint32_t)own->kind);
	if (own->same_above > 0) {
		add(list, T_SAME_ABOVE, own->same_above * 32 + (uint32_t)own->kind);
		add(list, T_SAME_BELOW, own->same_below * 32 + (uint32_t)own->kind);
		add(list, T_SAME_BOTH,
		    (own->same_above * 8 + own->same_below) * 32 + (uint32_t)own->kind);
		add(list, T_SAME_HOUSE, (own->same_above * 4 + sheet->dated) * 64 + own->marks);
	}
	add(list, T_WRAP, sheet->wraps * 32 + (uint32_t)own->kind);
	add(list, T_WRAP_FILL, ((sheet->wraps * 8 + fill_before) * 16 + end_before) * 4 + blanks);
	add(list, T_PLACE,
	    i == 0                  ? 0
	    : i == 1                ? 1
	    : i + 1 == sheet->count ? 2
	    : i + 2 == sheet->count ? 3
				    : 4);
	if (i < 3 || i + 2 >= sheet->count)
		add(list, T_PLACE_KIND,
		    (uint32_t)(i < 3 ? i : i + 5 - sheet->count) * 32 + (uint32_t)own->kind);
}

static const struct info *
next_alone(const struct sheet *sheet, size_t i, int step)
{
	for (size_t j = i + (size_t)step; j < sheet->count; j += (size_t)step) {
		const struct info *info = &sheet->info[j];
		if (info->candidate && info->run_of == 1)
			return info;
		if (info->candidate)
			return NULL;
	}
	return NULL;
}

/* Subheads stand alone, and are alike in length and form. */
static unsigned
parallel_of(const struct sheet *sheet, size_t i)
{
	const struct info *own = &sheet->info[i];
	const struct info *sides[2] = { next_alone(sheet, i, -1), next_alone(sheet, i, 1) };
	unsigned sum = 0;
	for (int s = 0; s < 2; s++) {
		const struct info *other = sides[s];
		unsigned one = 0;
		if (other != NULL) {
			size_t gap = other->columns > own->columns ? other->columns - own->columns
								   : own->columns - other->columns;
			bool form = other->start == own->start && own->start != START_HAN;
			bool same = other->first == own->first || other->last == own->last;
			one = form || same ? 3 : gap <= 2 ? 2 : 1;
		}
		sum = sum * 4 + one;
	}
	return sum;
}

static void
add_heading(struct list *list, const struct sheet *sheet, size_t i, struct words *words)
{
	const struct info *own = &sheet->info[i];
	uint32_t house = (sheet->dated * 4 + sheet->closed) * 4 + sheet->heads;
	unsigned run = few(own->run_of, 4) * 4 + few(own->run_at, 3);
	if (!own->candidate) {
		add(list, T_RUN, 0);
		add(list, T_HOUSE, house * 32 + (uint32_t)own->kind);
		return;
	}
	size_t next = i - own->run_at + own->run_of, top = i - own->run_at;
	unsigned below = next < sheet->count ? (unsigned)sheet->info[next].kind : 0;
	unsigned above = top > 0 ? (unsigned)sheet->info[top - 1].kind : 0;
	size_t after =
	    next < sheet->count && sheet->info[next].kind == KIND_BYLINE ? next + 1 : next;
	unsigned date = after < sheet->count && (sheet->info[after].marks & MARK_DATE_HEAD) != 0;
	unsigned by = next < sheet->count && sheet->info[next].kind == KIND_BYLINE;
	unsigned closed =
	    top > 0 &&
	    ((sheet->info[top - 1].marks & (MARK_BY_TAIL | MARK_CREDIT | MARK_JUMP)) != 0 ||
		sheet->info[top - 1].whole >= 0);
	add(list, T_RUN, run + 1);
	add(list, T_RUN_KIND, run * 32 + (uint32_t)own->kind);
	add(list, T_RUN_AFTER, (run * 32 + above) * 32 + below);
	/* In a run: is this the longest?  The headline mostly is, or the one set largest. */
	unsigned next_is = i + 1 >= next ? 0 : own[1].columns > own->columns ? 1 : 2;
	add(list, T_RUN_LENGTHS, (run * 2 + own->longest) * 4 + next_is);
	add(list, T_HOUSE, house * 32 + (uint32_t)own->kind);
	add(list, T_HOUSE_DATE, (sheet->dated * 4 + date * 2 + by) * 32 + run);
	add(list, T_HOUSE_CLOSE, (sheet->closed * 2 + closed) * 32 + run);
	add(list, T_HOUSE_HEAD,
	    ((sheet->dated * 2 + date) * 4 + sheet->closed) * 8 + closed * 4 + few(own->run_of, 2));
	unsigned parallel = parallel_of(sheet, i);
	add(list, T_PARALLEL, parallel);
	add(list, T_PARALLEL_RUN, parallel * 32 + run);
	struct topic topic = find_topic(sheet, i, words);
	add(list, T_TOPIC_BELOW, topic.below * 32 + run);
	add(list, T_TOPIC_ABOVE, topic.above * 32 + run);
	add(list, T_TOPIC_BOTH, (topic.below * 8 + topic.above) * 32 + run);
	add(list, T_TOPIC_CUT, topic.cut * 32 + run);
	add(list, T_TOPIC_RANK, topic.rank * 32 + run);
	/* How much text stands under this run and above it, in lines. */
	const struct segment *seg = &sheet->segments[own->segment];
	unsigned under = (unsigned)(seg->last + 1 - next), over = 0;
	if (own->segment > 0)
		over = (unsigned)(seg->first - seg[-1].first);
	add(list, T_SEGMENT, (few(under, 7) * 8 + few(over, 7)) * 32 + run);
	add(list, T_SINCE, few(under, 7) * 32 + (uint32_t)own->kind);
}

/* Quotation marks and brackets that are open before each line. */
static void
carry_open(struct sheet *sheet)
{
	int open = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		struct np_span text = sheet->page->lines[i].text;
		sheet->info[i].open = open;
		for (size_t at = 0; at < text.len;) {
			uint32_t cp;
			at += np_utf8_next(text.ptr + at, text.len - at, &cp);
			if (is_opening(cp))
				open++;
			else if (is_closing(cp) && open > 0)
				open--;
		}
		/* A sentence that is over closes what was left open by mistake. */
		if (open > 3 || is_final(sheet->info[i].end))
			open = 0;
		sheet->info[i].leaves = open;
	}
}

struct np_observation *
np_feature_extract(struct np_marks *marks, const struct np_page *page, struct np_arena *arena)
{
	struct sheet sheet = { .page = page, .count = page->count };
	struct words words = { .mark = 0 };
	struct np_observation *seen = np_arena_array(arena, page->count, sizeof *seen);
	sheet.info = np_arena_array(arena, page->count, sizeof *sheet.info);
	if (seen == NULL || sheet.info == NULL)
		return NULL;
	for (size_t i = 0; i < page->count; i++)
		look_at(marks, &page->lines[i], &sheet.info[i]);
	carry_open(&sheet);
	find_width(&sheet);
	find_stanzas(&sheet);
	find_candidates(&sheet);
	find_house(&sheet);
	if (!compare_segments(&sheet, &words, arena) || !compare_paragraphs(&sheet, &words, arena))
		return NULL;
	find_joints(&sheet, &words);
	for (size_t i = 0; i < page->count; i++) {
		struct list list = { np_arena_take(arena, FEATURES_A_LINE * sizeof(np_feature)),
			0 };
		if (list.features == NULL)
			return NULL;
		add_form(&list, &sheet.info[i]);
		add_neighbours(&list, &sheet, i);
		add_layout(&list, &sheet, i);
		add_heading(&list, &sheet, i, &words);
		seen[i] = (struct np_observation){ list.features, list.count };
	}
	return seen;
}
