/* look.c - a line as a reader sees it: how it begins and ends, its marks, its kind */
#include "look.h"

#include <string.h>

#include "bigram.h"
#include "chars.h"
#include "uni.h"
#include "utf8.h"

/* What a character of punctuation is good for, as bits. */
enum { STOPS = 1, CALLS = 2, COMMA = 4, OPENS = 8, CLOSES = 16, QUOTES = 32 };

static unsigned
traits_of(uint32_t cp)
{
	switch (cp) {
	case 0x3002: /* 。 and the like */
	case 0xFF0E:
	case 0xFF61:
		return STOPS;
	case 0xFF01: /* ！ ？ */
	case 0xFF1F:
	case '!':
	case '?':
		return CALLS;
	case 0xFF0C: /* ， 、 */
	case 0x3001:
	case ',':
	case 0xFE50:
	case 0xFE51:
		return COMMA;
	case 0x201C: /* “ 「 『 ‘ （ 《 【 〔 */
	case 0x300C:
	case 0x300E:
	case 0x2018:
	case 0xFF08:
	case '(':
	case 0x300A:
	case 0x3010:
	case 0x3014:
	case '[':
		return OPENS;
	case 0x201D: /* ” 」 』 ’ */
	case 0x300D:
	case 0x300F:
	case 0x2019:
		return CLOSES | QUOTES;
	case 0xFF09: /* ） 》 】 〕 */
	case ')':
	case 0x300B:
	case 0x3011:
	case 0x3015:
	case ']':
		return CLOSES;
	default:
		return 0;
	}
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

/* How a text ends whose last characters are before and cp; 0 for one that it does not have. */
static enum np_look_end
end_of(uint32_t before, uint32_t cp)
{
	unsigned traits = traits_of(cp);
	if (np_chars_is_han(cp) || cp == 0)
		return NP_END_OPEN;
	if ((traits & STOPS) != 0 || (cp == '.' && before >= 0x2E80))
		return NP_END_STOP;
	if ((traits & CALLS) != 0)
		return NP_END_CALL;
	if ((traits & QUOTES) != 0 || cp == '"')
		return (traits_of(before) & (STOPS | CALLS)) != 0 || before == 0x2026
			   ? NP_END_QUOTE
			   : NP_END_UNQUOTE;
	if ((traits & CLOSES) != 0)
		return NP_END_BRACKET;
	if (cp == 0xFF1A || cp == ':')
		return NP_END_COLON;
	if ((traits & COMMA) != 0)
		return NP_END_COMMA;
	if (cp == 0xFF1B || cp == ';')
		return NP_END_SEMICOLON;
	if (cp == 0x2014 || cp == 0x2026 || cp == '-' || cp == 0x2015)
		return NP_END_DASH;
	if ((traits & OPENS) != 0)
		return NP_END_OPENING;
	if (np_uni_class(cp) == NP_DIGIT || cp == '%' || cp == 0xFF05)
		return NP_END_DIGIT;
	return NP_END_OPEN;
}

/* The same of a text. */
static enum np_look_end
end_of_text(struct np_span text)
{
	uint32_t cp = 0, before = 0;
	size_t n = text.len > 0 ? np_utf8_prev(text.ptr, text.len, &cp) : 0;
	if (text.len > n)
		np_utf8_prev(text.ptr, text.len - n, &before);
	return end_of(before, cp);
}

bool
np_look_final(enum np_look_end end)
{
	return end == NP_END_STOP || end == NP_END_CALL || end == NP_END_QUOTE ||
	       end == NP_END_BRACKET;
}

enum { HEAD = 5 }; /* so many characters tell how a text begins */

/* 一、 （一） 1. 1、 ① 第一 其一: a number that lists.  cp: the first characters, 0 behind the last one. */
static bool
starts_numbered(const uint32_t cp[HEAD])
{
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
start_of(const uint32_t head[HEAD])
{
	uint32_t cp = head[0];
	unsigned traits = traits_of(cp);
	if (starts_numbered(head))
		return NP_START_NUMBER;
	if (np_chars_is_han(cp))
		return NP_START_HAN;
	if (cp == 0x3010 || cp == 0x3014 || cp == 0x3016)
		return NP_START_LENTICULAR;
	if (cp == 0xFF08 || cp == '(')
		return NP_START_BRACKET;
	if ((traits & OPENS) != 0 || cp == '"')
		return NP_START_QUOTE;
	if (is_bullet(cp))
		return NP_START_BULLET;
	if ((traits & (CLOSES | STOPS | COMMA | CALLS)) != 0 || cp == 0xFF1A || cp == ':' ||
	    cp == 0xFF1B || cp == ';')
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

/* Cues by their first character. */
#define CUE(word, bit, within)                                                                     \
	{                                                                                          \
		word, sizeof(word) - 1, NP_CUE_##bit, within                                       \
	}
#define CUES(X)                                                                                    \
	X(0x0021, CUE("![", IMAGE, ANYWHERE))                                                      \
	X(0x0040, CUE("@", ADDRESS, ANYWHERE))                                                     \
	X(0x0068, CUE("http", ADDRESS, ANYWHERE))                                                  \
	X(0x0077, CUE("www.", ADDRESS, ANYWHERE))                                                  \
	X(0x4E0A, CUE("上图", PICTURE, ANYWHERE), CUE("上周", WHEN, SOON),                         \
	    CUE("上週", WHEN, SOON), CUE("上月", WHEN, SOON), CUE("上一", SITE, ANYWHERE))         \
	X(0x4E0B, CUE("下图", PICTURE, ANYWHERE), CUE("下一", SITE, ANYWHERE))                     \
	X(0x4E4B, CUE("之一", SERIES, ANYWHERE), CUE("之二", SERIES, ANYWHERE))                    \
	X(0x4EBA, CUE("人气", SITE, ANYWHERE), CUE("人氣", SITE, ANYWHERE))                        \
	X(0x4ECA, CUE("今天", WHEN, SOON), CUE("今日", WHEN, SOON), CUE("今晨", WHEN, SOON),       \
	    CUE("今晚", WHEN, SOON), CUE("今年", WHEN, SOON))                                      \
	X(0x4ECB, CUE("介绍", SPEECH_VERB, ANYWHERE))                                              \
	X(0x4F5C, CUE("作者", ORIGIN, SOON))                                                       \
	X(0x4F86, CUE("來源", ORIGIN, SOON))                                                       \
	X(0x4F9B, CUE("供稿", ORIGIN, SOON))                                                       \
	X(0x5168, CUE("全文", SITE, ANYWHERE))                                                     \
	X(0x516C, CUE("公告", NOTICE, ANYWHERE))                                                   \
	X(0x5173, CUE("关键词", SITE, ANYWHERE), CUE("关闭", SITE, ANYWHERE))                      \
	X(0x51FA, CUE("出租", NOTICE, ANYWHERE))                                                   \
	X(0x5206, CUE("分享", SITE, ANYWHERE))                                                     \
	X(0x5217, CUE("列印", SITE, ANYWHERE))                                                     \
	X(0x524D, CUE("前天", WHEN, SOON), CUE("前日", WHEN, SOON))                                \
	X(0x53BB, CUE("去年", WHEN, SOON))                                                         \
	X(0x53D1, CUE("发布", ORIGIN, SOON))                                                       \
	X(0x53F3, CUE("右图", PICTURE, ANYWHERE))                                                  \
	X(0x542F, CUE("启事", NOTICE, ANYWHERE))                                                   \
	X(0x554F, CUE("問：", ASKING, START))                                                      \
	X(0x555F, CUE("啟事", NOTICE, ANYWHERE))                                                   \
	X(0x56FE, CUE("图为", PICTURE, ANYWHERE), CUE("图①", PICTURE, ANYWHERE),                   \
	    CUE("图片", PICTURE, ANYWHERE))                                                        \
	X(0x5716, CUE("圖為", PICTURE, ANYWHERE), CUE("圖片", PICTURE, ANYWHERE))                  \
	X(0x5831, CUE("報道", SOURCE, SOON), CUE("報導", SOURCE, SOON))                            \
	X(0x58F0, CUE("声明", NOTICE, ANYWHERE), CUE("声明：", SITE, ANYWHERE))                    \
	X(0x5927, CUE("大減價", NOTICE, ANYWHERE))                                                 \
	X(0x5B57, CUE("字号", SITE, ANYWHERE), CUE("字號", SITE, ANYWHERE),                        \
	    CUE("字体", SITE, ANYWHERE), CUE("字體", SITE, ANYWHERE))                              \
	X(0x5BFC, CUE("导航", SITE, ANYWHERE))                                                     \
	X(0x5C0E, CUE("導航", SITE, ANYWHERE))                                                     \
	X(0x5DE6, CUE("左图", PICTURE, ANYWHERE))                                                  \
	X(0x5E7F, CUE("广告", NOTICE, ANYWHERE))                                                   \
	X(0x5EE3, CUE("廣告", NOTICE, ANYWHERE))                                                   \
	X(0x5EF6, CUE("延伸", SITE, ANYWHERE))                                                     \
	X(0x5F80, CUE("往期", SITE, ANYWHERE))                                                     \
	X(0x5FAE, CUE("微信", SITE, ANYWHERE), CUE("微博", SITE, ANYWHERE))                        \
	X(0x5FB5, CUE("徵聘", NOTICE, ANYWHERE))                                                   \
	X(0x6253, CUE("打印", SITE, ANYWHERE))                                                     \
	X(0x626B, CUE("扫码", SITE, ANYWHERE), CUE("扫一", SITE, ANYWHERE))                        \
	X(0x62A5, CUE("报道", SOURCE, SOON))                                                       \
	X(0x62CD, CUE("拍卖", NOTICE, ANYWHERE))                                                   \
	X(0x62DB, CUE("招聘", NOTICE, ANYWHERE))                                                   \
	X(0x636E, CUE("据", SOURCE, SOON))                                                         \
	X(0x63A8, CUE("推荐", SITE, ANYWHERE), CUE("推薦", SITE, ANYWHERE))                        \
	X(0x64DA, CUE("據", SOURCE, SOON))                                                         \
	X(0x6536, CUE("收藏", SITE, ANYWHERE))                                                     \
	X(0x65E5, CUE("日报", ISSUE, ANYWHERE), CUE("日報", ISSUE, ANYWHERE),                      \
	    CUE("日前", WHEN, SOON))                                                               \
	X(0x661F, CUE("星期", ISSUE, ANYWHERE))                                                    \
	X(0x6628, CUE("昨天", WHEN, SOON), CUE("昨日", WHEN, SOON), CUE("昨晚", WHEN, SOON),       \
	    CUE("昨晨", WHEN, SOON), CUE("昨夜", WHEN, SOON))                                      \
	X(0x665A, CUE("晚报", ISSUE, ANYWHERE))                                                    \
	X(0x66F4, CUE("更多", SITE, ANYWHERE))                                                     \
	X(0x6700, CUE("最近", WHEN, SOON))                                                         \
	X(0x6708, CUE("月初", WHEN, SOON), CUE("月底", WHEN, SOON))                                \
	X(0x672C, CUE("本周", WHEN, SOON), CUE("本週", WHEN, SOON), CUE("本月", WHEN, SOON))       \
	X(0x6765, CUE("来源", ORIGIN, SOON))                                                       \
	X(0x6807, CUE("标签", SITE, ANYWHERE))                                                     \
	X(0x6821, CUE("校对", EDITOR, ANYWHERE))                                                   \
	X(0x6A19, CUE("標籤", SITE, ANYWHERE))                                                     \
	X(0x6D4F, CUE("浏览", SITE, ANYWHERE))                                                     \
	X(0x6D88, CUE("消息", SOURCE, SOON))                                                       \
	X(0x700F, CUE("瀏覽", SITE, ANYWHERE))                                                     \
	X(0x70B9, CUE("点击", SITE, ANYWHERE), CUE("点赞", SITE, ANYWHERE))                        \
	X(0x70ED, CUE("热线", PHONE, ANYWHERE))                                                    \
	X(0x7248, CUE("版式", EDITOR, ANYWHERE), CUE("版权", SITE, ANYWHERE),                      \
	    CUE("版權", SITE, ANYWHERE))                                                           \
	X(0x731C, CUE("猜你", SITE, ANYWHERE))                                                     \
	X(0x7372, CUE("獲悉", SOURCE, SOON))                                                       \
	X(0x7535, CUE("电话", PHONE, ANYWHERE))                                                    \
	X(0x7559, CUE("留言", SITE, ANYWHERE))                                                     \
	X(0x767C, CUE("發佈", ORIGIN, SOON), CUE("發布", ORIGIN, SOON))                            \
	X(0x76F8, CUE("相关", SITE, ANYWHERE), CUE("相關", SITE, ANYWHERE))                        \
	X(0x7A3F, CUE("稿源", ORIGIN, SOON))                                                       \
	X(0x7B2C, CUE("第", ISSUE, START))                                                         \
	X(0x7B54, CUE("答：", ASKING, START))                                                      \
	X(0x7CFB, CUE("系列", SERIES, ANYWHERE))                                                   \
	X(0x7DE8, CUE("編輯", EDITOR, ANYWHERE))                                                   \
	X(0x7F16, CUE("编辑", EDITOR, ANYWHERE))                                                   \
	X(0x7F8E, CUE("美编", EDITOR, ANYWHERE))                                                   \
	X(0x8072, CUE("聲明", NOTICE, ANYWHERE))                                                   \
	X(0x83B7, CUE("获悉", SOURCE, SOON))                                                       \
	X(0x8868, CUE("表示", SPEECH_VERB, ANYWHERE))                                              \
	X(0x8A18, CUE("記者：", ASKING, START), CUE("記者", SOURCE, SOON))                         \
	X(0x8A55, CUE("評論", SITE, ANYWHERE))                                                     \
	X(0x8AAA, CUE("說", SPEECH_VERB, ANYWHERE))                                                \
	X(0x8BA3, CUE("讣告", NOTICE, ANYWHERE))                                                   \
	X(0x8BB0, CUE("记者：", ASKING, START), CUE("记者:", ASKING, START),                       \
	    CUE("记者", SOURCE, SOON))                                                             \
	X(0x8BC4, CUE("评论", SITE, ANYWHERE))                                                     \
	X(0x8BF4, CUE("说", SPEECH_VERB, ANYWHERE))                                                \
	X(0x8CAC, CUE("責編", EDITOR, ANYWHERE))                                                   \
	X(0x8D23, CUE("责编", EDITOR, ANYWHERE))                                                   \
	X(0x8D44, CUE("资料图", PICTURE, ANYWHERE))                                                \
	X(0x8F49, CUE("轉載", SITE, ANYWHERE))                                                     \
	X(0x8F6C, CUE("转让", NOTICE, ANYWHERE), CUE("转载", SITE, ANYWHERE))                      \
	X(0x8FD1, CUE("近日", WHEN, SOON), CUE("近期", WHEN, SOON), CUE("近来", WHEN, SOON),       \
	    CUE("近來", WHEN, SOON))                                                               \
	X(0x8FD4, CUE("返回", SITE, ANYWHERE))                                                     \
	X(0x8FDE, CUE("连日", WHEN, SOON))                                                         \
	X(0x9023, CUE("連日", WHEN, SOON))                                                         \
	X(0x9057, CUE("遗失", NOTICE, ANYWHERE))                                                   \
	X(0x95B1, CUE("閱讀", SITE, ANYWHERE))                                                     \
	X(0x95DC, CUE("關鍵詞", SITE, ANYWHERE), CUE("關閉", SITE, ANYWHERE))                      \
	X(0x95EE, CUE("问：", ASKING, START))                                                      \
	X(0x9605, CUE("阅读", SITE, ANYWHERE))                                                     \
	X(0x96FB, CUE("電話", PHONE, ANYWHERE))                                                    \
	X(0x9996, CUE("首页", SITE, ANYWHERE), CUE("首頁", SITE, ANYWHERE))                        \
	X(0x9EDE, CUE("點擊", SITE, ANYWHERE))

enum { CUES_OF_ONE = 6 };

static const struct cue_group {
	uint32_t first;
	struct cue cues[CUES_OF_ONE]; /* the last ones may be empty */
} groups[] = {
#define GROUP_OF(first, ...) { first, { __VA_ARGS__ } },
	CUES(GROUP_OF)
#undef GROUP_OF
};
#undef CUE

/*
 * The group of a character by its low bits: asked for at each one, so no look through the groups.
 * Where two of them clash the compiler warns that one is initialised twice: then take more bits.
 */
enum { CUE_SLOTS = 1 << 12 };
enum {
#define NUMBER_OF(first, ...) GROUP_##first,
	CUES(NUMBER_OF)
#undef NUMBER_OF
};
static const unsigned char group_at[CUE_SLOTS] = {
#define SLOT_OF(first, ...) [(first) % CUE_SLOTS] = GROUP_##first + 1,
	CUES(SLOT_OF)
#undef SLOT_OF
};

/* The bits of the cues that begin at text with the character first; text is at that byte of its line. */
static unsigned
cues_at(struct np_span text, uint32_t first, size_t at)
{
	const struct cue_group *group = &groups[group_at[first % CUE_SLOTS] - 1];
	unsigned found = 0;
	for (size_t i = 0; group->first == first && i < CUES_OF_ONE; i++) {
		const struct cue *cue = &group->cues[i];
		if (at < cue->within && text.len >= cue->len &&
		    memcmp(text.ptr, cue->word, cue->len) == 0)
			found |= cue->bits;
	}
	return found;
}

/* True for what a date may begin with: 3, 三, and 年 or 月 of one that is cut. */
static bool
may_be_date(uint32_t cp)
{
	return cp == 0x5E74 || cp == 0x6708 || is_han_number(cp) || np_uni_class(cp) == NP_DIGIT;
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

/* True for a text with 2013-09-18, 2013/9/18, 2013.9.18 or 08:42 in it: digits, and at places a sign of these. */
static bool
has_stamp(struct np_span text)
{
	size_t digits = 0, before = 0; /* digits in a row; as many before the last sign */
	char sign = 0;
	for (size_t at = 0; at <= text.len; at++) {
		char c = at < text.len ? text.ptr[at] : ' ';
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
		if (np_uni_class(cp) != NP_DIGIT && cp != '.' && cp != ',' && cp != 0xFF0E)
			return cp;
	}
	return 0;
}

static bool
find_marks(
    struct np_marks *marks, struct np_span text, struct np_arena *arena, struct np_look *info)
{
	struct np_mark found[NP_LOOK_MARKS];
	enum np_role role;
	/* Names, dates and page numbers need no sentence, and little room. */
	bool fits = info->stops == 0 && info->chars <= 120, whole = false;
	size_t n = fits ? np_marks_read(marks, text, found, NP_LOOK_MARKS, &whole, &role)
			: np_marks_find(marks, text, found, NP_LOOK_MARKS);
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
			       : end_of_text(np_uni_trim((struct np_span){ text.ptr, tail }));
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
	uint32_t head[HEAD];          /* the whole text's first ones */
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

/* What stands near the start of the text. */
static void
read_early(struct reading *reading, struct np_look *look)
{
	const struct np_chars *chars = &reading->chars;
	struct np_span text = reading->text;
	for (size_t i = 0; i < HEAD && i < chars->count; i++)
		reading->head[i] = char_at(reading, i);
	look->first = reading->head[0];
	look->second = reading->head[1];
	look->opening = chars->count > 1 ? look->first << 16 ^ look->second : look->first;
	for (size_t i = 0; i < chars->count && chars->at[i] < ANYWHERE; i++) {
		/* What is no plain code point begins no cue. */
		uint32_t cp = chars->cp[i];
		size_t at = chars->at[i];
		if (group_at[cp % CUE_SLOTS] == 0)
			continue;
		look->cues |= cues_at((struct np_span){ text.ptr + at, text.len - at }, cp, at);
		/* 6月6日, 十三日; there are cues that begin with these two. */
		if (at < SOON && i > 0 && (cp == 0x65E5 || cp == 0x6708)) {
			uint32_t before = char_at(reading, i - 1);
			if (np_uni_class(before) == NP_DIGIT || is_han_number(before))
				look->cues |= NP_CUE_WHEN;
		}
	}
}

/* What a character adds that np_chars_is_han() is not true for; answers whether it is Han. */
static bool
read_other(uint32_t cp, bool is_last, bool *in_space, struct np_look *look)
{
	unsigned traits;
	look->columns += np_page_width(cp);
	enum np_class class = cp == NP_UTF8_BAD ? NP_CONTROL : np_uni_class(cp);
	if (class == NP_SPACE) {
		look->spaces += !*in_space;
		*in_space = true;
		return false;
	}
	*in_space = false;
	switch (class) {
	case NP_HAN:
		look->han_inside = true;
		return true;
	case NP_DIGIT:
		look->digits++;
		return false;
	case NP_CJKPUNCT:
	case NP_PUNCT:
		look->punctuation = look->punctuation * 31 + cp;
		traits = traits_of(cp);
		if ((traits & OPENS) != 0) {
			look->balance++;
			look->left_open++;
		} else if ((traits & CLOSES) != 0) {
			look->balance--;
			look->left_open -= look->left_open > 0;
		}
		look->stops += !is_last && (traits & (STOPS | CALLS)) != 0;
		look->commas += !is_last && (traits & COMMA) != 0;
		look->cells += cp == '|';
		look->odd += class == NP_PUNCT && cp != '.' && cp != ',' && cp != ':' &&
			     cp != '(' && cp != ')' && cp != '%';
		return false;
	default:
		look->odd += class == NP_CONTROL;
		return false;
	}
}

/* The characters that are not plain Han; those of them that are Han join the others in han. */
static void
read_others(struct reading *reading, bool ends, struct np_look *look)
{
	const size_t count = reading->chars.count;
	size_t others = 0, next = 0;
	for (size_t from = 0; from < count; from += 64) {
		uint64_t bits = ~reading->han[from / 64];
		if (count - from < 64)
			bits &= (UINT64_C(1) << (count - from)) - 1;
		for (; bits != 0; bits &= bits - 1) {
			size_t i = from + np_chars_lowest(bits);
			reading->in_space = reading->in_space && i == next;
			next = i + 1;
			others++;
			if (read_other(char_at(reading, i), ends && next == count,
				&reading->in_space, look))
				reading->han[from / 64] |= UINT64_C(1) << (i - from);
		}
	}
	reading->in_space = reading->in_space && next == count;
	look->columns += 2 * (count - others);
	look->han_inside = look->han_inside || others < count;
	look->chars += count;
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
		if (look->chars == 0)
			read_early(reading, look);
		read_others(reading, step == text->len, look);
		look->word_count += np_bigram_list(&reading->chars, text->ptr, reading->han, before,
		    look->words + look->word_count);
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

/* A text without its blanks, with all digits alike, as one number: FNV-1a; 0 for none. */
static uint32_t
wording_of(struct np_span text)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c == ' ' || c == '\t')
			continue;
		if (text.len - i >= 3 && memcmp(text.ptr + i, "　", 3) == 0) {
			i += 2;
			continue;
		}
		hash = (hash ^ (c >= '0' && c <= '9' ? '0' : c)) * 16777619u;
	}
	return hash;
}

enum {
	SHORT_LINE = 60
}; /* characters: what sites and papers repeat from story to story is no longer */

bool
np_look_at(struct np_marks *marks, const struct np_line *line, struct np_arena *arena,
    struct np_look *info)
{
	struct reading reading;
	memset(info, 0, sizeof *info);
	memset(reading.head, 0, sizeof reading.head);
	reading.text = line->text;
	reading.in_space = false;
	if (!read_chars(&reading, arena, info))
		return false;
	info->end = end_of(info->last_but_one, info->last);
	info->start = start_of(reading.head);
	if (info->start == NP_START_DIGIT)
		info->unit = unit_of(line->text);
	if (may_be_date(info->first) && starts_with_date(line->text))
		info->cues |= NP_CUE_DATE_HEAD;
	bool is_short = info->chars <= SHORT_LINE;
	if (is_short && info->digits >= 3 && has_stamp(line->text))
		info->cues |= NP_CUE_STAMP;
	if (is_short)
		info->wording = wording_of(line->text);
	if (!find_marks(marks, line->text, arena, info))
		return false;
	info->kind = np_look_kind_of(info);
	return true;
}
