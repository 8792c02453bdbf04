/* dateline.c - from whom, where and when a report was sent, as its dateline says */
#include "dateline.h"

#include <string.h>

#include "people.h"
#include "scan.h"
#include "uni.h"
#include "utf8.h"
#include "words.h"

const char *
np_dateline_kind_name(enum np_dateline_kind kind)
{
	static const char *const names[NP_DATELINE_KINDS] = { "wire", "special", "news", "message",
		"report" };

	return names[kind];
}

/* True if cp is one of the characters of a text. */
static bool
among(uint32_t cp, const char *chars)
{
	struct np_span rest = { chars, strlen(chars) };

	while (rest.len > 0) {
		if (np_scan_char(&rest) == cp)
			return true;
	}
	return false;
}

/* The text without blanks: 新 华 社 北 京 电; ptr NULL when memory is out. */
static struct np_span
without_blanks(struct np_span text, struct np_arena *arena)
{
	char *out = np_arena_take(arena, text.len + 1);
	size_t len = 0;

	for (size_t at = 0, step; out != NULL && at < text.len; at += step) {
		uint32_t cp;
		step = np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (cp == NP_UTF8_BAD || !np_uni_is_space(cp)) {
			memcpy(out + len, text.ptr + at, step);
			len += step;
		}
	}
	return (struct np_span){ out, len };
}

/* The text without brackets and signs at its ends. */
static struct np_span
unbracketed(struct np_span text)
{
	for (;;) {
		uint32_t first, last;
		text = np_uni_trim(text);
		if (text.len == 0)
			return text;
		size_t head = np_utf8_next(text.ptr, text.len, &first);
		size_t tail = np_utf8_prev(text.ptr, text.len, &last);
		if (among(first, "（(【〔［[﹝〖▲△●■◆□○◎★※")) {
			text.ptr += head;
			text.len -= head;
		} else if (among(last, "）)】〕］]﹞〗：:")) {
			text.len -= tail;
		} else {
			return text;
		}
	}
}

/* Endings, each behind what it ends with: the longer first. */
static const struct {
	const char *word;
	enum np_dateline_kind kind;
} endings[] = {
	{ "综合报道", NP_DATELINE_REPORT },
	{ "綜合報道", NP_DATELINE_REPORT },
	{ "綜合報導", NP_DATELINE_REPORT },
	{ "文章", NP_DATELINE_REPORT },
	{ "报道", NP_DATELINE_REPORT },
	{ "報道", NP_DATELINE_REPORT },
	{ "報導", NP_DATELINE_REPORT },
	{ "社论", NP_DATELINE_REPORT },
	{ "社論", NP_DATELINE_REPORT },
	{ "评论", NP_DATELINE_REPORT },
	{ "評論", NP_DATELINE_REPORT },
	{ "专稿", NP_DATELINE_REPORT },
	{ "專稿", NP_DATELINE_REPORT },
	{ "特稿", NP_DATELINE_REPORT },
	{ "综合消息", NP_DATELINE_MESSAGE },
	{ "消息", NP_DATELINE_MESSAGE },
	{ "专电", NP_DATELINE_SPECIAL },
	{ "專電", NP_DATELINE_SPECIAL },
	{ "特电", NP_DATELINE_SPECIAL },
	{ "特電", NP_DATELINE_SPECIAL },
	{ "综合电", NP_DATELINE_WIRE },
	{ "綜合電", NP_DATELINE_WIRE },
	{ "急电", NP_DATELINE_WIRE },
	{ "急電", NP_DATELINE_WIRE },
	{ "航电", NP_DATELINE_WIRE },
	{ "快电", NP_DATELINE_WIRE },
	{ "电", NP_DATELINE_WIRE },
	{ "電", NP_DATELINE_WIRE },
	{ "通讯", NP_DATELINE_NEWS },
	{ "通訊", NP_DATELINE_NEWS },
	{ "特讯", NP_DATELINE_NEWS },
	{ "特訊", NP_DATELINE_NEWS },
	{ "专讯", NP_DATELINE_NEWS },
	{ "專訊", NP_DATELINE_NEWS },
	{ "航讯", NP_DATELINE_NEWS },
	{ "航訊", NP_DATELINE_NEWS },
	{ "综合讯", NP_DATELINE_NEWS },
	{ "讯", NP_DATELINE_NEWS },
	{ "訊", NP_DATELINE_NEWS },
};

/* The number of the ending at the front of rest, taken off; -1 for none. */
static int
scan_ending(struct np_span *rest)
{
	enum { FIRST = 3 }; /* bytes of the first character of each: nearly all differ in it */

	for (size_t i = 0; i < sizeof endings / sizeof *endings && rest->len >= FIRST; i++) {
		if (memcmp(rest->ptr, endings[i].word, FIRST) == 0 &&
		    np_scan_word(rest, endings[i].word))
			return (int)i;
	}
	return -1;
}

/*
 * Where the ending is: the first behind which is nothing, or a reporter and a blank or comma
 * before: 电视台 has none.  text.len, and no kind, if there is none.
 */
static size_t
find_ending(struct np_span text, enum np_dateline_kind *kind)
{
	static const char *const seams[] = { "，", ",", "（", "(", "记者", "記者", "本报记者",
		"本報記者", NULL };

	for (struct np_span rest = text; rest.len > 0; (void)np_scan_char(&rest)) {
		struct np_span next = rest;
		int number = scan_ending(&next);
		if (number < 0)
			continue;
		if (next.len == 0 || np_scan_any(&next, seams)) {
			*kind = endings[number].kind;
			return text.len - rest.len;
		}
	}
	return text.len;
}

/* The first date in the text, cut out: what stands before it stays. */
static struct np_span
take_date(struct np_span text, struct np_date *date)
{
	for (struct np_span rest = text; rest.len > 0;) {
		struct np_span next = rest;
		unsigned number;
		if (np_date_scan(&next, date))
			return np_uni_trim(np_scan_taken(text, rest));
		/* A number that begins no date has none inside. */
		if (np_scan_number(&rest, &number) == 0)
			(void)np_scan_char(&rest);
	}
	*date = (struct np_date){ 0, 0, 0, -1 };
	return np_uni_trim(text);
}

/* How long the sender's name at the front is: a known one, or one by its ending; 0 for none. */
static size_t
agency_length(struct np_span text)
{
	static const char *const ends[] = { "通讯社", "通訊社", "在线", "在線", "日报", "日報",
		"晚报", "晚報", "晨报", "都市报", "时报", "時報", "导报", "青年报", "商报", "快报",
		"早报", "周报", "新闻网", "都市网", "电视台", "電視台", "电台", "广播网", "新聞網",
		"客户端", "融媒体", "融媒", "频道", "星空", "网站", "網站", "报", "報", "社", "网",
		"網", NULL };
	const struct np_word *known = np_words_longest(text, NP_WORD_AGENCY);
	size_t chars = 0;

	if (known != NULL)
		return known->len;
	if (text.len >= 6 && memcmp(text.ptr, "中央", 6) == 0)
		return 6;
	for (struct np_span rest = text; rest.len > 0 && chars < 12; chars++) {
		struct np_span next = rest;
		if (chars > 0 && np_scan_any(&next, ends))
			return text.len - next.len;
		(void)np_scan_char(&rest);
	}
	return 0;
}

/*
 * 法国《解放报》, 美国《时代》周刊网站: the paper is the agency, and where it is stands before.  True if the text has
 * such a title.
 */
static bool
take_title(struct np_span text, struct np_dateline *dateline)
{
	struct np_span rest = text, name;

	for (;; (void)np_scan_char(&rest)) {
		struct np_span title = rest;
		if (rest.len == 0)
			return false;
		if (!np_scan_word(&title, "《"))
			continue;
		name = title;
		while (title.len > 0 && !np_scan_word(&title, "》"))
			(void)np_scan_char(&title);
		name.len = (size_t)(title.ptr - name.ptr);
		if (name.len <= strlen("》") ||
		    memcmp(title.ptr - strlen("》"), "》", strlen("》")) != 0)
			return false;
		name.len -= strlen("》");
		dateline->agencies[dateline->agency_count++] = name;
		dateline->place = np_uni_trim(np_scan_taken(text, rest));
		return true;
	}
}

/* 太岳总分社, 浙江频道: the place is what stands before. */
static struct np_span
without_branch(struct np_span text)
{
	static const char *const branches[] = { "总分社", "總分社", "分社", "支社", "频道", NULL };

	for (const char *const *branch = branches; *branch != NULL; branch++) {
		size_t len = strlen(*branch);
		if (text.len > len && memcmp(text.ptr + text.len - len, *branch, len) == 0) {
			text.len -= len;
			break;
		}
	}
	return text;
}

/* 记者 王明 between the agency and the place: behind them. */
static struct np_span
behind_reporter(struct np_span rest, struct np_arena *arena, bool *memory)
{
	static const char *const offices[] = { "记者", "記者", "特派员", "特派員", NULL };
	struct np_people people;
	struct np_span office = rest;

	for (struct np_span next; rest.len > 0; (void)np_scan_char(&rest)) {
		next = rest;
		if (!np_scan_any(&next, offices))
			continue;
		/* The office is read with the name, so that the name is known for one. */
		if (np_people_read(rest, NP_DATELINE, arena, &people) != NP_OK) {
			*memory = false;
			return next;
		}
		if (people.count > 0 && people.list[0].name.len <= next.len &&
		    memcmp(next.ptr, people.list[0].name.ptr, people.list[0].name.len) == 0) {
			next.ptr += people.list[0].name.len;
			next.len -= people.list[0].name.len;
		}
		return np_uni_trim(next);
	}
	return office;
}

/*
 * BEIJING, Nov. 3 (Xinhua) --: the place up to a comma or bracket, the day, the agency in brackets.  False where
 * it does not begin with a letter.
 */
static bool
read_english(struct np_span text, struct np_dateline *dateline)
{
	struct np_span rest = text, name;

	if (text.len == 0 || text.ptr[0] < 'A' || text.ptr[0] > 'Z')
		return false;
	dateline->kind = NP_DATELINE_WIRE;
	while (rest.len > 0 && rest.ptr[0] != ',' && rest.ptr[0] != '(' && rest.ptr[0] != '-' &&
	       (unsigned char)rest.ptr[0] < 0x80)
		(void)np_scan_char(&rest);
	dateline->place = np_uni_trim(np_scan_taken(text, rest));
	(void)take_date(rest, &dateline->date);
	while (rest.len > 0 && !np_scan_word(&rest, "("))
		(void)np_scan_char(&rest);
	name = rest;
	while (rest.len > 0 && rest.ptr[0] != ')')
		(void)np_scan_char(&rest);
	if (rest.len > 0 && rest.len < name.len)
		dateline->agencies[dateline->agency_count++] = np_scan_taken(name, rest);
	return true;
}

enum np_code
np_dateline_read(struct np_span text, struct np_arena *arena, struct np_dateline *dateline)
{
	static const char *const starts[] = { "以上", "本栏", "本欄", "均", "综合", "綜合", "另据",
		"另據", "又据", "又據", "再据", "据", "據", "转", "轉", "又", "另", "再", NULL };
	static const char *const others[] = { "据", "據", "转", "轉", NULL };
	static const char *const slashes[] = { "／", "/", "╱", NULL };
	struct np_span rest = without_blanks(text, arena), before;
	bool memory = true;

	memset(dateline, 0, sizeof *dateline);
	if (rest.ptr == NULL)
		return NP_ERR_MEMORY;
	if (read_english(np_uni_trim(text), dateline))
		return NP_OK;
	rest = unbracketed(rest);
	dateline->kind = NP_DATELINE_NEWS;
	dateline->place = (struct np_span){ "", 0 };
	rest.len = find_ending(rest, &dateline->kind);
	while (rest.len > 0 && (before = rest, np_scan_any(&rest, starts))) {
		struct np_span word = np_scan_taken(before, rest);
		for (; word.len > 0; (void)np_scan_char(&word)) {
			struct np_span at = word;
			dateline->after_other = dateline->after_other || np_scan_any(&at, others);
		}
	}
	rest = take_date(rest, &dateline->date);
	if (take_title(rest, dateline))
		return NP_OK;
	while (rest.len > 0 && dateline->agency_count < NP_DATELINE_AGENCIES) {
		static const char *const seams[] = { "、", "，", ",", NULL };
		size_t len = agency_length(rest);
		if (len == 0)
			break;
		dateline->agencies[dateline->agency_count++] = (struct np_span){ rest.ptr, len };
		rest.ptr += len;
		rest.len -= len;
		if (!np_scan_any(&rest, seams))
			break;
	}
	(void)np_scan_any(&rest, slashes);
	rest = behind_reporter(np_uni_trim(rest), arena, &memory);
	if (rest.len > 0)
		dateline->place = without_branch(rest);
	return memory ? NP_OK : NP_ERR_MEMORY;
}
