/* folio.c - what the running heads and feet of a page say of it */
#include "folio.h"

#include <string.h>

#include "scan.h"
#include "uni.h"
#include "utf8.h"
#include "words.h"

enum { SECTION_MAX = 12, PAPER_MIN = 2 }; /* characters */

void
np_folio_init(struct np_folio *folio)
{
	const struct np_span nothing = { "", 0 };

	memset(folio, 0, sizeof *folio);
	folio->paper = folio->section = nothing;
	folio->date.hour = -1;
}

/* ---- what is told by its form ---- */

static bool
scan_weekday(struct np_span *rest, unsigned *weekday)
{
	static const char *const words[] = { "星期", "礼拜", "禮拜", "周", "週", NULL };
	static const char *const days[] = { "一", "二", "三", "四", "五", "六", "日", "天" };
	static const char *const short_days[] = { "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN" };
	struct np_span next = *rest;

	for (unsigned i = 0; i < 7; i++) {
		if (np_scan_word(&next, short_days[i])) {
			*weekday = i + 1;
			*rest = next;
			return true;
		}
	}
	if (!np_scan_any(&next, words))
		return false;
	np_scan_blanks(&next);
	for (unsigned i = 0; i < 8; i++) {
		if (np_scan_word(&next, days[i])) {
			struct np_span behind = next;
			/* 周一鸣 is a name. */
			if (behind.len > 0 && np_uni_class(np_scan_char(&behind)) == NP_HAN)
				return false;
			*weekday = i < 7 ? i + 1 : 7;
			*rest = next;
			return true;
		}
	}
	return false;
}

/* A date with its month: 四號 is a house. */
static bool
scan_day(struct np_span *rest, struct np_date *date)
{
	struct np_span next = *rest;

	if (!np_date_scan(&next, date) || date->month == 0)
		return false;
	*rest = next;
	return true;
}

/* True for what parts the words of a running head. */
static bool
is_seam(uint32_t cp)
{
	enum np_class class = cp == NP_UTF8_BAD ? NP_CONTROL : np_uni_class(cp);

	return class == NP_SPACE || class == NP_CONTROL ||
	       ((class == NP_PUNCT || class == NP_CJKPUNCT) && cp != 0x00B7 && cp != 0x2027 &&
		   cp != 0x30FB && cp != '/' && cp != '-');
}

/* True if a seam, or nothing, stands there. */
static bool
ends_there(struct np_span rest)
{
	return rest.len == 0 || is_seam(np_scan_char(&rest));
}

static bool
only_seams(struct np_span text)
{
	while (text.len > 0) {
		if (!is_seam(np_scan_char(&text)))
			return false;
	}
	return true;
}

/* True if a clock's time goes on there, behind its first number: 08:42. */
static bool
is_time(struct np_span behind)
{
	uint32_t colon = behind.len > 0 ? np_scan_char(&behind) : ' ';

	return (colon == ':' || colon == 0xFF1A) && behind.len > 0 &&
	       np_scan_digit(np_scan_char(&behind)) >= 0;
}

/* True if a number there is how many pages the issue has, and not which one this is: 今日16版, 本期共8版. */
static bool
counts_pages(struct np_span before, struct np_span rest)
{
	static const char *const words[] = { "今日", "今天", "共", "出版", "今出" };

	before = np_uni_trim(before);
	if (np_scan_word(&rest, "第"))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		size_t len = strlen(words[i]);
		if (before.len >= len && memcmp(before.ptr + before.len - len, words[i], len) == 0)
			return true;
	}
	return false;
}

/* A page's number in the text: one that a word marks, or one that stands alone at an end of it. */
static bool
scan_page(struct np_span text, struct np_span *rest, char page_no[NP_PAGE_NO_MAX], bool *marked)
{
	struct np_span next = *rest;

	if (!np_page_no_scan(&next, page_no, marked))
		return false;
	if (!*marked) {
		struct np_span before = np_scan_taken(text, *rest),
			       number = np_scan_taken(*rest, next);
		uint32_t last = ' ';
		if (before.len > 0)
			np_utf8_prev(before.ptr, before.len, &last);
		if (last == ':' || last == 0xFF1A || !ends_there(next) || is_time(next))
			return false;
		/* In the midst it is one as 08 or 【8】. */
		if (!only_seams(before) && !only_seams(next) && last != 0x3010 &&
		    (number.len != 2 || number.ptr[0] != '0'))
			return false;
	}
	*rest = next;
	return true;
}

/* The words up to the next seam, number or date; dots inside them are kept. */
static struct np_span
scan_token(struct np_span *rest)
{
	struct np_span before = *rest, next = *rest;
	bool behind_han = false;

	while (next.len > 0) {
		struct np_span trial = next;
		struct np_date date;
		uint32_t cp = np_scan_char(&next);
		if (is_seam(cp))
			break;
		if (behind_han && (np_uni_class(cp) == NP_DIGIT || scan_day(&trial, &date) ||
				      np_scan_word(&trial, "第") || np_scan_word(&trial, "星期")))
			break;
		behind_han = np_uni_class(cp) == NP_HAN;
		*rest = next;
	}
	return np_scan_taken(before, *rest);
}

static size_t
chars_of(struct np_span text)
{
	return np_utf8_count(text.ptr, text.len, NULL);
}

/* ---- words ---- */

static bool
has_word(struct np_span text, const char *const *words)
{
	for (struct np_span rest = text; rest.len > 0; (void)np_scan_char(&rest)) {
		struct np_span next = rest;
		if (np_scan_any(&next, words))
			return true;
	}
	return false;
}

/* 人民日报, 晨星周报: a paper by its last word; 要闻周刊 is a section. */
static bool
is_paper(struct np_span token)
{
	static const char *const lasts[] = { "报", "報", "晚刊", "晨刊" };

	if (chars_of(token) < PAPER_MIN || chars_of(token) > SECTION_MAX + 2)
		return false;
	for (size_t i = 0; i < sizeof lasts / sizeof *lasts; i++) {
		size_t len = strlen(lasts[i]);
		if (token.len >= len && memcmp(token.ptr + token.len - len, lasts[i], len) == 0)
			return true;
	}
	return false;
}

/* Words that are no section: numbers of the issue, addresses, weather, staff, the lunar calendar. */
static bool
is_section(struct np_span token)
{
	static const char *const others[] = { "电话", "電話", "热线", "熱線", "邮箱", "邮编",
		"郵編", "传真", "网址", "網址", "电邮", "地址", "社址", "信箱", "专线", "專線",
		"微信", "总第", "總第", "期", "统一", "刊号", "刊號", "零售", "定价", "每份",
		"发行", "發行", "邮发", "出版", "承印", "印刷", "农历", "農曆", "阴历", "夏历",
		"初", "廿", "年", "月", "今日", "星期", "www", "http", "@", "代号", "代號", "责编",
		"責編", "编辑", "編輯", "美编", "美編", "校对", "校對", "版式", "主编", "设计",
		"组版", "审读", "视觉", "值班", "多云", "多雲", "总编", "统筹", "主任", "本版",
		"图编", "制图", "設計", "校订", "校訂", "主办", "主辦", "内部资料", "文字", "美术",
		"号", "號", "更新", "时间", "出品", "来源", "來源", "作者", "字体", "阅读", "浏览",
		NULL };
	struct np_span first = token;
	uint32_t cp = np_scan_char(&first);
	size_t chars = chars_of(token);

	return cp != NP_UTF8_BAD && np_uni_class(cp) == NP_HAN && chars >= 2 &&
	       chars <= SECTION_MAX && !has_word(token, others);
}

/* True if somebody is named so: 责编 唐宁 has no section 唐宁. */
static bool
names_somebody(const struct np_people *people, struct np_span token)
{
	for (size_t i = 0; i < people->count; i++) {
		const struct np_person *person = &people->list[i];
		if (person->name.len <= token.len && person->name.len > 0 &&
		    memcmp(token.ptr + token.len - person->name.len, person->name.ptr,
			person->name.len) == 0)
			return true;
		/* A padded name has two tokens. */
		if (token.len < person->name.len &&
		    (memcmp(person->name.ptr, token.ptr, token.len) == 0 ||
			memcmp(person->name.ptr + person->name.len - token.len, token.ptr,
			    token.len) == 0))
			return true;
	}
	return false;
}

/* ---- all of it ---- */

/* True if the folios name that person already, and as the same. */
static bool
is_known(const struct np_people *people, const struct np_person *person)
{
	for (size_t i = 0; i < people->count; i++) {
		if (people->list[i].kind == person->kind &&
		    np_span_same(people->list[i].name, person->name))
			return true;
	}
	return false;
}

static enum np_code
add_people(struct np_folio *folio, const struct np_people *more, struct np_arena *arena)
{
	struct np_people *all = &folio->people;

	for (size_t i = 0; i < more->count && all->count < NP_FOLIO_PEOPLE; i++) {
		if (is_known(all, &more->list[i]))
			continue;
		struct np_person *list =
		    np_arena_room(arena, all->list, all->count, &folio->people_cap, sizeof *list);
		if (list == NULL)
			return NP_ERR_MEMORY;
		all->list = list;
		list[all->count++] = more->list[i];
	}
	return NP_OK;
}

/* 都市报・城市新闻: what stands before the first dot; all of it without one. */
static struct np_span
before_dot(struct np_span token)
{
	struct np_span rest = token;

	while (rest.len > 0) {
		struct np_span next = rest;
		uint32_t cp = np_scan_char(&next);
		if (cp == 0x00B7 || cp == 0x30FB || cp == 0x2027)
			return np_scan_taken(token, rest);
		rest = next;
	}
	return token;
}

/* Takes a token of words; a section right behind the page's number is surest. */
static void
take_token(struct np_folio *line, const struct np_people *people, struct np_span token,
    bool after_number, bool *sure)
{
	struct np_span paper = before_dot(token);

	if (is_paper(paper)) {
		if (line->paper.len == 0)
			line->paper = paper;
		if (paper.len < token.len) {
			token.ptr += paper.len;
			token.len -= paper.len;
			(void)np_scan_char(&token);
			take_token(line, people, token, after_number, sure);
		}
	} else if (is_section(token) && !names_somebody(people, token) && !*sure) {
		if (line->section.len == 0 || after_number)
			line->section = token;
		*sure = after_number;
	}
}

/* What one line says, its people aside. */
static void
read_line(struct np_folio *line, const struct np_people *people, struct np_span text)
{
	char guess[NP_PAGE_NO_MAX] = ""; /* a number that no word marks */
	bool sure = false, after_number = false;
	const char *counted = NULL; /* where a number of pages ends: 今日四张十六版 has two */

	for (struct np_span rest = text; rest.len > 0;) {
		struct np_span next = rest;
		char page_no[NP_PAGE_NO_MAX];
		struct np_date date;
		bool number = false, marked;
		bool counts = rest.ptr == counted || counts_pages(np_scan_taken(text, rest), rest);
		if (is_seam(np_scan_char(&next))) {
			rest = next;
			continue;
		}
		if (scan_day(&rest, &date)) {
			if (!np_date_whole(&line->date) &&
			    (line->date.day == 0 || np_date_whole(&date)))
				line->date = date;
		} else if (scan_weekday(&rest, &line->weekday)) {
			;
		} else if (scan_page(text, &rest, page_no, &marked)) {
			char *out = marked ? line->page_no : guess;
			number = !counts;
			if (counts)
				counted = rest.ptr;
			else if (out[0] == '\0')
				memcpy(out, page_no, sizeof page_no);
		} else {
			struct np_span token = scan_token(&rest);
			if (token.len == 0)
				rest = next;
			else
				take_token(line, people, token, after_number, &sure);
		}
		after_number = number;
	}
	if (line->page_no[0] == '\0')
		memcpy(line->page_no, guess, sizeof guess);
}

/* True if the line is a running head, whose other words may be the section: no line of addresses. */
static bool
is_head(const struct np_folio *line, struct np_span text)
{
	return line->page_no[0] != '\0' || line->date.day != 0 || line->weekday != 0 ||
	       line->paper.len > 0 || line->section.len == np_uni_trim(text).len;
}

enum np_code
np_folio_add(struct np_folio *folio, struct np_span text, struct np_arena *arena)
{
	struct np_folio line;
	struct np_people people;

	if (np_people_read(text, NP_FOLIO, arena, &people) != NP_OK)
		return NP_ERR_MEMORY;
	np_folio_init(&line);
	read_line(&line, &people, text);
	if (folio->paper.len == 0)
		folio->paper = line.paper;
	if (!np_date_whole(&folio->date) && (folio->date.day == 0 || np_date_whole(&line.date)))
		folio->date = line.date;
	if (folio->weekday == 0)
		folio->weekday = line.weekday;
	if (folio->page_no[0] == '\0')
		memcpy(folio->page_no, line.page_no, sizeof line.page_no);
	if (folio->section.len == 0 && is_head(&line, text))
		folio->section = line.section;
	return add_people(folio, &people, arena);
}
