/* press.c - stories set as a page, with the damage of OCR */
#include "press.h"

#include <stdio.h>
#include <string.h>

#include "uni.h"
#include "utf8.h"

static void
put(struct np_press *press, const char *ptr, size_t len)
{
	if (press->draft->failed || len == 0)
		return;
	if (press->cap - press->len < len) {
		size_t cap = (press->cap + len) * 2;
		char *buf = np_arena_grow(press->draft->arena, press->buf, press->cap, cap);
		if (buf == NULL) {
			press->draft->failed = true;
			return;
		}
		press->buf = buf;
		press->cap = cap;
	}
	memcpy(press->buf + press->len, ptr, len);
	press->len += len;
}

/* The ASCII character that page conversions put for a full-width one; 0 for none. */
static char
ascii_for(uint32_t cp)
{
	switch (cp) {
	case 0xFF0C:
		return ',';
	case 0xFF1A:
		return ':';
	case 0xFF1B:
		return ';';
	case 0xFF08:
		return '(';
	case 0xFF09:
		return ')';
	case 0xFF01:
		return '!';
	case 0xFF1F:
		return '?';
	default:
		return 0;
	}
}

/* True for punctuation that a page without any lacks. */
static bool
is_lost(const struct np_setting *setting, uint32_t cp)
{
	switch (cp) {
	case 0x3001:
	case 0xFF0C:
	case 0xFF1A:
	case 0xFF1B:
		return setting->unpointed;
	case 0x3002:
		return setting->unstopped;
	default:
		return false;
	}
}

/* One character, as it comes out of this press. */
static void
put_char(struct np_press *press, const char *ptr, size_t n, uint32_t cp)
{
	struct np_setting *setting = &press->setting;
	struct np_chance *chance = &press->draft->chance;
	char ascii = ascii_for(cp);
	if (is_lost(setting, cp)) {
		put(press, setting->point, strlen(setting->point));
		return;
	}
	if (setting->ascii && ascii != 0) {
		put(press, &ascii, 1);
		return;
	}
	if (setting->garbled > 0 && np_chance_happens(chance, setting->garbled) &&
	    np_uni_class(cp) == NP_HAN) {
		char other[4];
		/* A common character: the basic block is sorted by radical, so its neighbour is alike. */
		uint32_t wrong = 0x4E00 + (uint32_t)np_chance_between(chance, 0, 0x5000);
		put(press, other,
		    np_utf8_put(other, np_chance_happens(chance, .5) ? wrong : cp + 1));
		return;
	}
	if (setting->swaps > 0 && (ascii != 0 || cp == 0x3002 || cp == 0x3001) &&
	    np_chance_happens(chance, setting->swaps)) {
		static const char swaps[] = ".,'.: ";
		put(press, &swaps[np_chance_between(chance, 0, sizeof swaps - 2)], 1);
		return;
	}
	put(press, ptr, n);
	if (setting->blanks > 0 && np_chance_happens(chance, setting->blanks))
		put(press, " ", 1);
}

/* True when nothing is left of the words on a page without punctuation. */
static bool
all_lost(const struct np_setting *setting, struct np_span text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		at += np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (!is_lost(setting, cp))
			return false;
	}
	return true;
}

static void
put_words(struct np_press *press, struct np_span text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		size_t n = np_utf8_next(text.ptr + at, text.len - at, &cp);
		put_char(press, text.ptr + at, n, cp);
		at += n;
	}
}

static void
put_bold(struct np_press *press, struct np_span text)
{
	put(press, "**", 2);
	put_words(press, text);
	put(press, "**", 2);
}

/*
 * Sets bytes from to end of a unit as one line, with Markdown's mark before it.  from 0 is the
 * unit's first line; `more` says that this line goes on with the one before.
 */
static void
set_line(struct np_press *press, const struct np_draft_unit *unit, const char *mark,
    uint64_t article, size_t from, size_t end, bool more)
{
	const struct np_setting *setting = &press->setting;
	struct np_span words = np_uni_trim((struct np_span){ unit->text.ptr + from, end - from });
	if (words.len == 0)
		return;
	struct np_gold_line *lines = np_arena_room(
	    press->draft->arena, press->lines, press->count, &press->room, sizeof *lines);
	if (lines == NULL) {
		press->draft->failed = true;
		return;
	}
	press->lines = lines;
	press->lines[press->count++] =
	    (struct np_gold_line){ .role = unit->role, .article = article, .continues = more };
	size_t start = (size_t)(words.ptr - unit->text.ptr);
	bool paragraph = unit->role == NP_BODY || unit->role == NP_CAPTION;
	size_t head = setting->bold_datelines && paragraph && start == 0 && unit->head < words.len
			  ? unit->head
			  : 0;
	size_t tail = setting->bold && paragraph && unit->tail > start + head &&
			      unit->tail < start + words.len && end == unit->text.len
			  ? unit->tail - start
			  : words.len;
	bool emphatic = strcmp(mark, "**") == 0;
	if (paragraph && !more && !unit->resumes)
		put(press, setting->indent, strlen(setting->indent));
	if (emphatic || !more)
		put(press, mark, strlen(mark));
	if (head > 0)
		put_bold(press, (struct np_span){ words.ptr, head });
	if (all_lost(setting, words)) /* a line stays a line */
		put(press, words.ptr, words.len);
	else
		put_words(press, (struct np_span){ words.ptr + head, tail - head });
	if (tail < words.len)
		put_bold(press, (struct np_span){ words.ptr + tail, words.len - tail });
	if (emphatic)
		put(press, mark, strlen(mark));
	put(press, "\n", 1);
}

static void
set_blanks(struct np_press *press, unsigned blanks)
{
	for (unsigned i = 0; i < blanks && press->count > 0; i++)
		put(press, "\n", 1);
}

/* A line of noise, as OCR makes of pictures: outside of all articles. */
static void
set_noise(struct np_press *press)
{
	static const char *const bits[] = { "~", "|", "i", "l1", ".", "-", "一", "丨", "“", "』",
		"2", "巴", "A", " ", "匕", "_", "^", "口", "人", "Z" };
	struct np_chance *chance = &press->draft->chance;
	char text[64];
	size_t len = 0, n = np_chance_between(chance, 1, 9);
	for (size_t i = 0; i < n; i++) {
		const char *bit =
		    bits[np_chance_between(chance, 0, sizeof bits / sizeof *bits - 1)];
		memcpy(text + len, bit, strlen(bit));
		len += strlen(bit);
	}
	char *copy = np_draft_room(press->draft, len + 1, 1);
	if (copy == NULL)
		return;
	memcpy(copy, text, len);
	struct np_draft_unit unit = { .role = NP_OTHER, .text = { copy, len } };
	set_line(press, &unit, "", 0, 0, len, false);
}

/* What stands between articles: outside of all of them. */
static void
set_rule(struct np_press *press)
{
	const struct np_setting *setting = &press->setting;
	size_t size = strlen(setting->rule), len = 0;
	char *text = np_draft_room(press->draft, size * setting->rule_length, 1);
	if (text == NULL)
		return;
	for (size_t i = 0; i < setting->rule_length; i++, len += size)
		memcpy(text + len, setting->rule, size);
	struct np_draft_unit unit = { .role = NP_OTHER, .text = { text, len } };
	set_line(press, &unit, "", 0, 0, len, false);
}

/* A folio line from some page, in the middle of a paragraph. */
static void
set_folio(struct np_press *press)
{
	struct np_draft *draft = press->draft;
	const struct np_gold *gold = np_draft_donor(draft);
	for (size_t i = 0; i < gold->page.count; i++) {
		if (gold->lines[i].role != NP_FOLIO)
			continue;
		struct np_draft_unit unit = { .role = NP_FOLIO, .text = gold->page.lines[i].text };
		set_line(press, &unit, "", 0, 0, unit.text.len, false);
		return;
	}
}

/* Where a paragraph is cut by the foot of a column: anywhere, or just behind its start or before its end. */
static size_t
column_foot(struct np_press *press, struct np_span text, size_t from)
{
	struct np_chance *chance = &press->draft->chance;
	size_t left = text.len - from, at;
	switch (np_chance_between(chance, 0, 5)) {
	case 0:
		at = from + np_chance_between(chance, 9, left < 36 ? left : 36);
		break;
	case 1:
		at = text.len - np_chance_between(chance, 9, left < 36 ? left : 36);
		break;
	default:
		at = from + np_chance_between(chance, 3, left);
	}
	return np_utf8_ceil(text.ptr, text.len, at);
}

/* A headline as digests set it: behind a square, in brackets, behind its number. */
static struct np_span
adorned(struct np_press *press, struct np_span text)
{
	const struct np_setting *setting = &press->setting;
	char number[32] = "";
	if (setting->numbered)
		snprintf(number, sizeof number, "%zu", ++press->headlines);
	size_t size = strlen(number) + strlen(setting->ornament) + text.len +
		      strlen(setting->ornament_end) + 1;
	char *buf = np_draft_room(press->draft, size, 1);
	if (buf == NULL)
		return text;
	int len = snprintf(buf, size, "%s%s%.*s%s", number, setting->ornament, (int)text.len,
	    text.ptr, setting->ornament_end);
	return (struct np_span){ buf, (size_t)len };
}

static void
set_unit(
    struct np_press *press, const struct np_draft_unit *unit, const struct np_draft_story *story)
{
	const struct np_setting *setting = &press->setting;
	struct np_chance *chance = &press->draft->chance;
	bool paragraph =
	    unit->role == NP_BODY || unit->role == NP_CAPTION || unit->role == NP_NOTICE;
	bool heading = unit->role == NP_DECK || unit->role == NP_HEADLINE ||
		       unit->role == NP_KICKER || unit->role == NP_SUBHEAD;
	bool wraps = story->width > 0 && (paragraph || (heading && setting->wrap_headings));
	bool broken =
	    unit->role == NP_BODY && unit->text.len > 60 && np_chance_happens(chance, setting->cut);
	bool interrupted = unit->role == NP_BODY && np_chance_happens(chance, setting->interrupt);
	bool more = unit->continues;
	struct np_draft_unit headline = *unit;
	if (setting->ornament != NULL && unit->role == NP_HEADLINE && !more) {
		headline.text = adorned(press, unit->text);
		unit = &headline;
	}
	const char *mark = setting->marks[unit->role];
	if (heading && setting->unmarked > 0 && np_chance_happens(chance, setting->unmarked))
		mark = "";
	if (setting->bold && (unit->role == NP_BYLINE || unit->role == NP_CREDIT))
		mark = "**";
	for (size_t from = 0; from < unit->text.len && !press->draft->failed;) {
		size_t end = unit->text.len;
		if (wraps) {
			size_t width = story->width;
			if (paragraph && from == 0 && !unit->resumes && setting->indented < width)
				width -= setting->indented;
			end = np_draft_line_end(unit->text, from, width);
		} else if (broken && end - from > 40) {
			end = column_foot(press, unit->text, from);
		}
		if (from > 0) {
			if (wraps && interrupted) {
				set_folio(press);
				interrupted = false;
			}
			set_blanks(press, wraps ? setting->line_gap : setting->gap);
			if (wraps && broken && np_chance_happens(chance, .15))
				set_blanks(press, 1);
		}
		set_line(press, unit, mark, story->article, from, end, more);
		more = true;
		broken = broken && np_chance_happens(chance, wraps ? 1 : .5);
		from = end;
	}
}

/* The blank lines before a unit of a story. */
static unsigned
blanks_before(const struct np_press *press, const struct np_draft_story *story, size_t unit)
{
	const struct np_setting *setting = &press->setting;
	if (story->units[unit].kept)
		return story->units[unit].blanks;
	return setting->gap + (unit == 0 && !story->goes_on ? setting->article_gap : 0);
}

void
np_press_set(struct np_press *press)
{
	struct np_draft *draft = press->draft;
	for (size_t s = 0; s < draft->count && !draft->failed; s++) {
		const struct np_draft_story *story = &draft->stories[s];
		if (s > 0 && story->article != 0 && !story->goes_on &&
		    press->setting.rule != NULL) {
			set_blanks(press, press->setting.gap);
			set_rule(press);
		}
		for (size_t i = 0; i < story->count; i++) {
			set_blanks(press, blanks_before(press, story, i));
			if (press->setting.noise > 0 &&
			    np_chance_happens(&draft->chance, press->setting.noise)) {
				set_noise(press);
				set_blanks(press, press->setting.gap);
			}
			set_unit(press, &story->units[i], story);
		}
	}
}
