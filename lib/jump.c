/* jump.c - where an article goes on or comes from, as a jump line says */
#include "jump.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan.h"
#include "uni.h"
#include "utf8.h"

const char *
np_jump_kind_name(enum np_jump_kind kind)
{
	static const char *const names[NP_JUMP_KINDS] = { "to", "from", "see" };

	return names[kind];
}

/* A letter of a section, A or Ａ, as A; 0 if it is none. */
static char
section_letter(uint32_t cp)
{
	if (cp >= 0xFF21 && cp <= 0xFF5A)
		cp -= 0xFEE0;
	if (cp >= 'a' && cp <= 'z')
		cp -= 'a' - 'A';
	return cp >= 'A' && cp <= 'Z' ? (char)cp : '\0';
}

/* The letters before the number, at most two, into out. */
static size_t
scan_letters(struct np_span *rest, char *out)
{
	size_t count = 0;

	for (struct np_span next = *rest; next.len > 0; *rest = next) {
		char letter = section_letter(np_scan_char(&next));
		if (letter == '\0')
			break;
		if (count == 2)
			return 3;
		out[count++] = letter;
	}
	return count;
}

static bool
is_han(struct np_span text)
{
	uint32_t cp = np_scan_char(&text);

	return cp != NP_UTF8_BAD && np_uni_class(cp) == NP_HAN;
}

static const char *const page_words[] = { "版", "页", "頁", "面", "张", "張", "叠", "疊", NULL };

/* Words between the pages of a list, and between the first and the last of a range. */
static const char *const commas[] = { "、", "，", ",", "；", ";", "／", "/", "和", "及", "与", "與",
	"暨", NULL };
static const char *const dashes[] = { "-", "－", "—", "–", "～", "~", "〜", "至", "到", NULL };

/* True if a page is joined to what stood before: 至4版 of 第2至4版. */
static bool
joins_page(struct np_span rest)
{
	char letters[3];
	unsigned number;

	if (!np_scan_any(&rest, commas) && !np_scan_any(&rest, dashes))
		return false;
	(void)np_scan_word(&rest, "第");
	(void)scan_letters(&rest, letters);
	return np_scan_number(&rest, &number) > 0 && np_scan_any(&rest, page_words);
}

/* 头版, 封二: a page that has a name for its number. */
static bool
scan_named(struct np_span *rest, char page_no[NP_PAGE_NO_MAX])
{
	static const char *const covers[] = { "封二", "封三", "封四", "封底", "封面", NULL };
	struct np_span name;

	if (np_scan_word(rest, "头版") || np_scan_word(rest, "頭版")) {
		strcpy(page_no, "1");
		return true;
	}
	(void)np_scan_word(rest, "第");
	np_scan_blanks(rest);
	name = *rest;
	if (!np_scan_any(rest, covers))
		return false;
	name = np_scan_taken(name, *rest);
	memcpy(page_no, name.ptr, name.len);
	page_no[name.len] = '\0';
	return true;
}

/* 2, A6, 第三版; *told: a word beside it tells that it is a page, or a letter. */
static bool
scan_number(struct np_span *rest, char page_no[NP_PAGE_NO_MAX], bool *told)
{
	char letters[3];
	struct np_span behind;
	size_t letter_count, digits;
	unsigned number = 0;

	*told = np_scan_word(rest, "第");
	np_scan_blanks(rest);
	letter_count = scan_letters(rest, letters);
	if (letter_count > 2)
		return false;
	np_scan_blanks(rest);
	if (letter_count > 0)
		(void)np_scan_word(rest, "-");
	digits = np_scan_number(rest, &number);
	if (digits > 4 || number > 999 || (digits > 0 && number == 0) ||
	    (digits == 0 && letter_count != 1))
		return false;
	behind = *rest;
	np_scan_blanks(&behind);
	if (np_scan_any(&behind, page_words)) {
		*told = true;
		*rest = behind;
	} else if (digits == 0 || (*told && is_han(behind) && !joins_page(behind))) {
		return false; /* a letter alone; 第三届 */
	}
	*told = *told || letter_count > 0;
	letters[letter_count] = '\0';
	if (digits > 0)
		snprintf(page_no, NP_PAGE_NO_MAX, "%s%u", letters, number);
	else
		snprintf(page_no, NP_PAGE_NO_MAX, "%s", letters);
	return true;
}

bool
np_page_no_scan(struct np_span *rest, char page_no[NP_PAGE_NO_MAX], bool *marked)
{
	struct np_span named = *rest, numbered = *rest;
	bool told = scan_named(&named, page_no);

	if (told)
		*rest = named;
	else if (scan_number(&numbered, page_no, &told))
		*rest = numbered;
	else
		return false;
	if (marked != NULL)
		*marked = told;
	return true;
}

/* The words that tell the way, the longer of two that begin alike first. */
static const struct {
	const char *word;
	enum np_jump_kind kind;
} ways[] = {
	{ "下转", NP_JUMP_TO },
	{ "下轉", NP_JUMP_TO },
	{ "下接", NP_JUMP_TO },
	{ "文转", NP_JUMP_TO },
	{ "文轉", NP_JUMP_TO },
	{ "续转", NP_JUMP_TO },
	{ "續轉", NP_JUMP_TO },
	{ "转载", NP_JUMP_SEE },
	{ "转", NP_JUMP_TO },
	{ "轉", NP_JUMP_TO },
	{ "上接", NP_JUMP_FROM },
	{ "紧接", NP_JUMP_FROM },
	{ "緊接", NP_JUMP_FROM },
	{ "文接", NP_JUMP_FROM },
	{ "续接", NP_JUMP_FROM },
	{ "續接", NP_JUMP_FROM },
	{ "上转", NP_JUMP_FROM },
	{ "上轉", NP_JUMP_FROM },
	{ "接", NP_JUMP_FROM },
	{ "见", NP_JUMP_SEE },
	{ "見", NP_JUMP_SEE },
	{ "刊", NP_JUMP_SEE },
	{ "载", NP_JUMP_SEE },
	{ "載", NP_JUMP_SEE },
};

/* Takes the word of the way off the front of *rest, which becomes what is behind it. */
static bool
scan_way(struct np_span *rest, enum np_jump_kind *kind)
{
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		if (np_scan_word(rest, ways[i].word)) {
			*kind = ways[i].kind;
			return true;
		}
	}
	return false;
}

/* What stands in 《》 or 〈〉 in the text. */
static struct np_span
title_in(struct np_span text)
{
	static const char *const opening[] = { "《", "〈", NULL };
	static const char *const closing[] = { "》", "〉", NULL };

	while (text.len > 0) {
		if (np_scan_any(&text, opening)) {
			struct np_span title = { text.ptr, 0 };
			for (struct np_span end; text.len > 0; (void)np_scan_char(&text)) {
				end = text;
				title.len = (size_t)(text.ptr - title.ptr);
				if (np_scan_any(&end, closing))
					return title;
			}
			break;
		}
		(void)np_scan_char(&text);
	}
	return (struct np_span){ "", 0 };
}

/* Takes a title in 《》 off the front. */
static void
skip_title(struct np_span *rest)
{
	struct np_span next = *rest;

	if (!np_scan_word(&next, "《"))
		return;
	while (next.len > 0) {
		if (np_scan_word(&next, "》")) {
			*rest = next;
			return;
		}
		(void)np_scan_char(&next);
	}
}

/* The letters before a page number, and the number behind them; 0 for a name such as 封底. */
static unsigned
number_of(const char *page_no, size_t *letters)
{
	*letters = strcspn(page_no, "0123456789");
	return (unsigned)strtoul(page_no + *letters, NULL, 10);
}

static void
add_page(struct np_jump *jump, const char *page_no)
{
	for (size_t i = 0; i < jump->page_count; i++) {
		if (strcmp(jump->pages[i], page_no) == 0)
			return;
	}
	if (jump->page_count < NP_JUMP_PAGES)
		memcpy(jump->pages[jump->page_count++], page_no, strlen(page_no) + 1);
}

/* Adds a page of a list, or the last one of a range, whose letters may be those of the one before. */
static void
add_next(struct np_jump *jump, const char *page_no, bool range)
{
	const char *before = jump->pages[jump->page_count - 1];
	size_t letters, own_letters;
	unsigned from = number_of(before, &letters), to = number_of(page_no, &own_letters);
	char page[NP_PAGE_NO_MAX];

	if (from == 0 || to == 0 ||
	    (own_letters > 0 &&
		(own_letters != letters || memcmp(before, page_no, letters) != 0))) {
		add_page(jump, page_no);
		return;
	}
	memcpy(page, before, letters);
	for (unsigned n = range && from < to ? from + 1 : to;
	     n <= to && jump->page_count < NP_JUMP_PAGES; n++) {
		snprintf(page + letters, sizeof page - letters, "%u", n);
		add_page(jump, page);
	}
}

/* Takes the pages that are named off the front of *rest: 第2、3版, A2-A4版, 第二版和第三版. */
static bool
scan_pages(struct np_span *rest, struct np_jump *jump)
{
	char page_no[NP_PAGE_NO_MAX];
	bool marked;

	jump->page_count = 0;
	if (!np_page_no_scan(rest, page_no, NULL))
		return false;
	add_page(jump, page_no);
	for (;;) {
		struct np_span next = *rest;
		bool range;

		np_scan_blanks(&next);
		range = np_scan_any(&next, dashes);
		if (!range && !np_scan_any(&next, commas))
			return true;
		np_scan_blanks(&next);
		/* 第2版，3月起 names one page. */
		if (!np_page_no_scan(&next, page_no, &marked) || (!marked && is_han(next)))
			return true;
		add_next(jump, page_no, range);
		*rest = next;
	}
}

bool
np_jump_parse(struct np_span text, struct np_jump *jump)
{
	static const char *const days[] = { "明日", "昨日", "今日", "本报", "本報", NULL };

	if (text.len > NP_JUMP_BYTES)
		text.len = NP_JUMP_BYTES;
	for (struct np_span rest = text; rest.len > 0; (void)np_scan_char(&rest)) {
		struct np_span next = rest;
		if (!scan_way(&next, &jump->kind))
			continue;
		np_scan_blanks(&next);
		(void)np_scan_any(&next, days);
		skip_title(&next);
		np_scan_blanks(&next);
		if (scan_pages(&next, jump)) {
			jump->title = title_in(text);
			return true;
		}
	}
	return false;
}
