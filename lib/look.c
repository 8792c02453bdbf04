/* look.c - a line as a reader sees it: how it begins and ends, its marks, its kind */
#include "look.h"

#include <string.h>

#include "uni.h"
#include "utf8.h"

bool
np_look_opens(uint32_t cp)
{
	return cp == 0x201C || cp == 0x300C || cp == 0x300E || cp == 0x2018 || cp == 0xFF08 ||
	       cp == '(' || cp == 0x300A || cp == 0x3010 || cp == 0x3014 || cp == '[';
}

static bool
is_closing_quote(uint32_t cp)
{
	return cp == 0x201D || cp == 0x300D || cp == 0x300F || cp == 0x2019;
}

bool
np_look_closes(uint32_t cp)
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

static enum np_look_end
np_look_end_of(struct np_span text)
{
	uint32_t cp, before = 0;
	if (text.len == 0)
		return NP_END_OPEN;
	size_t n = np_utf8_prev(text.ptr, text.len, &cp);
	if (text.len > n)
		np_utf8_prev(text.ptr, text.len - n, &before);
	if (is_stop(cp) || (cp == '.' && before >= 0x2E80))
		return NP_END_STOP;
	if (is_call(cp))
		return NP_END_CALL;
	if (is_closing_quote(cp) || cp == '"')
		return is_stop(before) || is_call(before) || before == 0x2026 ? NP_END_QUOTE
									      : NP_END_UNQUOTE;
	if (np_look_closes(cp))
		return NP_END_BRACKET;
	if (cp == 0xFF1A || cp == ':')
		return NP_END_COLON;
	if (is_comma(cp))
		return NP_END_COMMA;
	if (cp == 0xFF1B || cp == ';')
		return NP_END_SEMICOLON;
	if (cp == 0x2014 || cp == 0x2026 || cp == '-' || cp == 0x2015)
		return NP_END_DASH;
	if (np_look_opens(cp))
		return NP_END_OPENING;
	if (np_uni_class(cp) == NP_DIGIT || cp == '%' || cp == 0xFF05)
		return NP_END_DIGIT;
	return NP_END_OPEN;
}

bool
np_look_final(enum np_look_end end)
{
	return end == NP_END_STOP || end == NP_END_CALL || end == NP_END_QUOTE ||
	       end == NP_END_BRACKET;
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
	       cp[i] == ':' || cp[i] == 0x00B7 || cp[i] == 0x3000;
}

static enum np_look_start
start_of(struct np_span text, uint32_t cp)
{
	if (starts_numbered(text))
		return NP_START_NUMBER;
	if (cp == 0x3010 || cp == 0x3014 || cp == 0x3016)
		return NP_START_LENTICULAR;
	if (cp == 0xFF08 || cp == '(')
		return NP_START_BRACKET;
	if (np_look_opens(cp) || cp == '"')
		return NP_START_QUOTE;
	if (is_bullet(cp))
		return NP_START_BULLET;
	if (np_look_closes(cp) || is_stop(cp) || is_comma(cp) || is_call(cp) || cp == 0xFF1A ||
	    cp == ':' || cp == 0xFF1B || cp == ';')
		return NP_START_CLOSING;
	switch (np_uni_class(cp)) {
	case NP_HAN:
		return NP_START_HAN;
	case NP_DIGIT:
		return NP_START_DIGIT;
	case NP_LATIN:
		return NP_START_LATIN;
	default:
		return NP_START_OTHER;
	}
}

/* ---- words that tell ---- */

enum {
	ANYWHERE = 150, /* bytes: what tells a role stands soon after a line's start */
	SOON = 75,
	START = 1,
};

struct cue {
	const char *word;
	size_t len;
	unsigned bits;
	size_t within; /* it begins before that byte */
};

#define CUE(word, bits, within)                                                                    \
	{                                                                                          \
		word, sizeof(word) - 1, bits, within                                               \
	}
static const struct cue cues[] = {
	CUE("图为", NP_CUE_PICTURE, ANYWHERE),
	CUE("圖為", NP_CUE_PICTURE, ANYWHERE),
	CUE("上图", NP_CUE_PICTURE, ANYWHERE),
	CUE("下图", NP_CUE_PICTURE, ANYWHERE),
	CUE("左图", NP_CUE_PICTURE, ANYWHERE),
	CUE("右图", NP_CUE_PICTURE, ANYWHERE),
	CUE("图①", NP_CUE_PICTURE, ANYWHERE),
	CUE("图片", NP_CUE_PICTURE, ANYWHERE),
	CUE("圖片", NP_CUE_PICTURE, ANYWHERE),
	CUE("资料图", NP_CUE_PICTURE, ANYWHERE),
	CUE("公告", NP_CUE_NOTICE, ANYWHERE),
	CUE("启事", NP_CUE_NOTICE, ANYWHERE),
	CUE("啟事", NP_CUE_NOTICE, ANYWHERE),
	CUE("声明", NP_CUE_NOTICE, ANYWHERE),
	CUE("聲明", NP_CUE_NOTICE, ANYWHERE),
	CUE("遗失", NP_CUE_NOTICE, ANYWHERE),
	CUE("招聘", NP_CUE_NOTICE, ANYWHERE),
	CUE("徵聘", NP_CUE_NOTICE, ANYWHERE),
	CUE("拍卖", NP_CUE_NOTICE, ANYWHERE),
	CUE("广告", NP_CUE_NOTICE, ANYWHERE),
	CUE("廣告", NP_CUE_NOTICE, ANYWHERE),
	CUE("讣告", NP_CUE_NOTICE, ANYWHERE),
	CUE("出租", NP_CUE_NOTICE, ANYWHERE),
	CUE("转让", NP_CUE_NOTICE, ANYWHERE),
	CUE("大減價", NP_CUE_NOTICE, ANYWHERE),
	CUE("电话", NP_CUE_PHONE, ANYWHERE),
	CUE("電話", NP_CUE_PHONE, ANYWHERE),
	CUE("热线", NP_CUE_PHONE, ANYWHERE),
	CUE("@", NP_CUE_ADDRESS, ANYWHERE),
	CUE("www.", NP_CUE_ADDRESS, ANYWHERE),
	CUE("http", NP_CUE_ADDRESS, ANYWHERE),
	CUE("记者：", NP_CUE_ASKING, START),
	CUE("记者:", NP_CUE_ASKING, START),
	CUE("記者：", NP_CUE_ASKING, START),
	CUE("问：", NP_CUE_ASKING, START),
	CUE("答：", NP_CUE_ASKING, START),
	CUE("問：", NP_CUE_ASKING, START),
	CUE("星期", NP_CUE_ISSUE, ANYWHERE),
	CUE("第", NP_CUE_ISSUE, START),
	CUE("日报", NP_CUE_ISSUE, ANYWHERE),
	CUE("晚报", NP_CUE_ISSUE, ANYWHERE),
	CUE("日報", NP_CUE_ISSUE, ANYWHERE),
	CUE("责编", NP_CUE_EDITOR, ANYWHERE),
	CUE("責編", NP_CUE_EDITOR, ANYWHERE),
	CUE("编辑", NP_CUE_EDITOR, ANYWHERE),
	CUE("編輯", NP_CUE_EDITOR, ANYWHERE),
	CUE("校对", NP_CUE_EDITOR, ANYWHERE),
	CUE("美编", NP_CUE_EDITOR, ANYWHERE),
	CUE("版式", NP_CUE_EDITOR, ANYWHERE),
	CUE("之一", NP_CUE_SERIES, ANYWHERE),
	CUE("之二", NP_CUE_SERIES, ANYWHERE),
	CUE("系列", NP_CUE_SERIES, ANYWHERE),
	CUE("![", NP_CUE_IMAGE, ANYWHERE),
	CUE("说", NP_CUE_SPEECH_VERB, ANYWHERE),
	CUE("說", NP_CUE_SPEECH_VERB, ANYWHERE),
	CUE("表示", NP_CUE_SPEECH_VERB, ANYWHERE),
	CUE("介绍", NP_CUE_SPEECH_VERB, ANYWHERE),
	CUE("昨天", NP_CUE_WHEN, SOON),
	CUE("昨日", NP_CUE_WHEN, SOON),
	CUE("昨晚", NP_CUE_WHEN, SOON),
	CUE("昨晨", NP_CUE_WHEN, SOON),
	CUE("昨夜", NP_CUE_WHEN, SOON),
	CUE("前天", NP_CUE_WHEN, SOON),
	CUE("前日", NP_CUE_WHEN, SOON),
	CUE("今天", NP_CUE_WHEN, SOON),
	CUE("今日", NP_CUE_WHEN, SOON),
	CUE("今晨", NP_CUE_WHEN, SOON),
	CUE("今晚", NP_CUE_WHEN, SOON),
	CUE("今年", NP_CUE_WHEN, SOON),
	CUE("去年", NP_CUE_WHEN, SOON),
	CUE("日前", NP_CUE_WHEN, SOON),
	CUE("近日", NP_CUE_WHEN, SOON),
	CUE("近期", NP_CUE_WHEN, SOON),
	CUE("近来", NP_CUE_WHEN, SOON),
	CUE("近來", NP_CUE_WHEN, SOON),
	CUE("连日", NP_CUE_WHEN, SOON),
	CUE("連日", NP_CUE_WHEN, SOON),
	CUE("最近", NP_CUE_WHEN, SOON),
	CUE("上周", NP_CUE_WHEN, SOON),
	CUE("上週", NP_CUE_WHEN, SOON),
	CUE("本周", NP_CUE_WHEN, SOON),
	CUE("本週", NP_CUE_WHEN, SOON),
	CUE("本月", NP_CUE_WHEN, SOON),
	CUE("上月", NP_CUE_WHEN, SOON),
	CUE("月初", NP_CUE_WHEN, SOON),
	CUE("月底", NP_CUE_WHEN, SOON),
	CUE("记者", NP_CUE_SOURCE, SOON),
	CUE("記者", NP_CUE_SOURCE, SOON),
	CUE("据", NP_CUE_SOURCE, SOON),
	CUE("據", NP_CUE_SOURCE, SOON),
	CUE("获悉", NP_CUE_SOURCE, SOON),
	CUE("獲悉", NP_CUE_SOURCE, SOON),
	CUE("报道", NP_CUE_SOURCE, SOON),
	CUE("報道", NP_CUE_SOURCE, SOON),
	CUE("報導", NP_CUE_SOURCE, SOON),
	CUE("消息", NP_CUE_SOURCE, SOON),
};
#undef CUE

/* True if a cue begins with that character: asked of each one, so no look through the table. */
static bool
may_begin_cue(uint32_t cp)
{
	switch (cp) {
	case 0x0021: /* ! */
	case 0x0040: /* @ */
	case 0x0068: /* h */
	case 0x0077: /* w */
	case 0x4E0A: /* 上 */
	case 0x4E0B: /* 下 */
	case 0x4E4B: /* 之 */
	case 0x4ECA: /* 今 */
	case 0x4ECB: /* 介 */
	case 0x516C: /* 公 */
	case 0x51FA: /* 出 */
	case 0x524D: /* 前 */
	case 0x53BB: /* 去 */
	case 0x53F3: /* 右 */
	case 0x542F: /* 启 */
	case 0x554F: /* 問 */
	case 0x555F: /* 啟 */
	case 0x56FE: /* 图 */
	case 0x5716: /* 圖 */
	case 0x5831: /* 報 */
	case 0x58F0: /* 声 */
	case 0x5927: /* 大 */
	case 0x5DE6: /* 左 */
	case 0x5E7F: /* 广 */
	case 0x5EE3: /* 廣 */
	case 0x5FB5: /* 徵 */
	case 0x62A5: /* 报 */
	case 0x62CD: /* 拍 */
	case 0x62DB: /* 招 */
	case 0x636E: /* 据 */
	case 0x64DA: /* 據 */
	case 0x65E5: /* 日 */
	case 0x661F: /* 星 */
	case 0x6628: /* 昨 */
	case 0x665A: /* 晚 */
	case 0x6700: /* 最 */
	case 0x6708: /* 月 */
	case 0x672C: /* 本 */
	case 0x6821: /* 校 */
	case 0x6D88: /* 消 */
	case 0x70ED: /* 热 */
	case 0x7248: /* 版 */
	case 0x7372: /* 獲 */
	case 0x7535: /* 电 */
	case 0x7B2C: /* 第 */
	case 0x7B54: /* 答 */
	case 0x7CFB: /* 系 */
	case 0x7DE8: /* 編 */
	case 0x7F16: /* 编 */
	case 0x7F8E: /* 美 */
	case 0x8072: /* 聲 */
	case 0x83B7: /* 获 */
	case 0x8868: /* 表 */
	case 0x8A18: /* 記 */
	case 0x8AAA: /* 說 */
	case 0x8BA3: /* 讣 */
	case 0x8BB0: /* 记 */
	case 0x8BF4: /* 说 */
	case 0x8CAC: /* 責 */
	case 0x8D23: /* 责 */
	case 0x8D44: /* 资 */
	case 0x8F6C: /* 转 */
	case 0x8FD1: /* 近 */
	case 0x8FDE: /* 连 */
	case 0x9023: /* 連 */
	case 0x9057: /* 遗 */
	case 0x95EE: /* 问 */
	case 0x96FB: /* 電 */
		return true;
	default:
		return false;
	}
}

/* The bits of the cues that begin at text, which is at that byte of its line. */
static unsigned
cues_at(struct np_span text, size_t at)
{
	unsigned found = 0;
	for (size_t i = 0; i < sizeof cues / sizeof *cues; i++) {
		const struct cue *cue = &cues[i];
		if (at < cue->within && text.len >= cue->len &&
		    memcmp(text.ptr, cue->word, cue->len) == 0)
			found |= cue->bits;
	}
	return found;
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

static void
find_marks(struct np_marks *marks, struct np_span text, struct np_look *info)
{
	struct np_mark found[8];
	enum np_role role;
	size_t n = np_marks_find(marks, text, found, 8), head = 0, tail = text.len;
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
	info->end_before = np_look_end_of(np_uni_trim((struct np_span){ text.ptr, tail }));
	/* Names, dates and page numbers need no sentence, and little room. */
	bool fits = info->stops == 0 && info->chars <= 120;
	info->whole = fits && np_marks_whole(marks, text, &role) ? (int)role : -1;
}

static void
read_chars(struct np_span text, struct np_look *look)
{
	bool in_space = false;
	for (size_t at = 0, next; at < text.len; at = next) {
		uint32_t cp;
		next = at + np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (at < ANYWHERE && may_begin_cue(cp))
			look->cues |= cues_at((struct np_span){ text.ptr + at, text.len - at }, at);
		/* 6月6日, 十三日 */
		if (at < SOON && (cp == 0x65E5 || cp == 0x6708) &&
		    (np_uni_class(look->last) == NP_DIGIT || is_han_number(look->last)))
			look->cues |= NP_CUE_WHEN;
		if (look->chars == 0)
			look->first = cp;
		if (look->chars < 2)
			look->opening = look->opening << 16 ^ cp;
		look->last = cp;
		look->chars++;
		look->columns += np_page_width(cp);
		enum np_class class = cp == NP_UTF8_BAD ? NP_CONTROL : np_uni_class(cp);
		if (class == NP_CJKPUNCT || class == NP_PUNCT)
			look->punctuation = look->punctuation * 31 + cp;
		if (class == NP_SPACE) {
			if (!in_space)
				look->spaces++;
			in_space = true;
			continue;
		}
		in_space = false;
		if ((is_stop(cp) || is_call(cp)) && next < text.len)
			look->stops++;
		if (is_comma(cp) && next < text.len)
			look->commas++;
		if (class == NP_DIGIT)
			look->digits++;
		if (class == NP_HAN)
			look->han_inside = true;
		if (class == NP_CONTROL || (class == NP_PUNCT && cp != '.' && cp != ',' &&
					       cp != ':' && cp != '(' && cp != ')' && cp != '%'))
			look->odd++;
		if (cp == '|')
			look->cells++;
	}
	look->cells += look->spaces + 1;
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
		return np_look_final(info->end) || info->end == NP_END_COLON ||
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

void
np_look_at(struct np_marks *marks, const struct np_line *line, struct np_look *info)
{
	memset(info, 0, sizeof *info);
	read_chars(line->text, info);
	info->end = np_look_end_of(line->text);
	info->start = start_of(line->text, info->first);
	if (starts_with_date(line->text))
		info->cues |= NP_CUE_DATE_HEAD;
	find_marks(marks, line->text, info);
	info->kind = np_look_kind_of(info);
}
