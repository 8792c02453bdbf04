/* press.c - stories set as a page: layouts, and the damage of OCR */
#include "press.h"

#include <stdio.h>
#include <string.h>

#include "page.h"
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
	if (paragraph && !more)
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

/* The end of a line of width columns that begins at from: never before closing punctuation. */
static size_t
line_end(struct np_span text, size_t from, size_t width)
{
	size_t at = from, columns = 0;
	while (at < text.len) {
		uint32_t cp;
		size_t n = np_utf8_next(text.ptr + at, text.len - at, &cp);
		size_t w = np_page_columns((struct np_span){ text.ptr + at, n });
		bool hangs = cp == 0xFF0C || cp == 0x3002 || cp == 0x3001 || cp == 0x201D ||
			     cp == 0xFF09 || cp == 0xFF1B || cp == 0xFF1A || cp == 0xFF1F ||
			     cp == 0xFF01;
		if (columns + w > width && at > from && !hangs)
			break;
		columns += w;
		at += n;
	}
	return at;
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
	const struct np_gold *gold =
	    &draft->golds[np_chance_between(&draft->chance, 0, draft->gold_count - 1)];
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
set_unit(struct np_press *press, const struct np_draft_unit *unit, uint64_t article)
{
	const struct np_setting *setting = &press->setting;
	struct np_chance *chance = &press->draft->chance;
	bool paragraph =
	    unit->role == NP_BODY || unit->role == NP_CAPTION || unit->role == NP_NOTICE;
	bool heading = unit->role == NP_DECK || unit->role == NP_HEADLINE ||
		       unit->role == NP_KICKER || unit->role == NP_SUBHEAD;
	bool wraps = setting->width > 0 && (paragraph || (heading && setting->wrap_headings));
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
	size_t indent = setting->indent[0] != '\0' || setting->lost_indent ? 4 : 0;
	for (size_t from = 0; from < unit->text.len && !press->draft->failed;) {
		size_t end = unit->text.len;
		if (wraps) {
			size_t width = setting->width;
			if (paragraph && from == 0 && indent < width)
				width -= indent;
			end = line_end(unit->text, from, width);
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
		set_line(press, unit, mark, article, from, end, more);
		more = true;
		broken = broken && np_chance_happens(chance, wraps ? 1 : .5);
		from = end;
	}
}

/*
 * How a page that was turned into Markdown marks its headings.  Converters see sizes of type, not
 * roles: many mark headlines alone, some give all headings the same level or only bold type, most miss a
 * few, and what stands over or under a headline may be taken for one.
 */
static void
choose_marks(struct np_setting *setting, struct np_chance *chance)
{
	static const char *const headlines[] = { "# ", "# ", "# ", "# ", "## ", "## ", "### ", "**",
		"**", "" };
	static const char *const subheads[] = { "### ", "### ", "## ", "**", "**", "" };
	const char *headline = headlines[np_chance_between(chance, 0, 9)];
	setting->marks[NP_HEADLINE] = headline;
	setting->marks[NP_SUBHEAD] =
	    np_chance_happens(chance, .15) ? headline : subheads[np_chance_between(chance, 0, 5)];
	setting->marks[NP_KICKER] = np_chance_happens(chance, .3) ? headline : "";
	setting->marks[NP_DECK] = np_chance_happens(chance, .3) ? headline : "";
	if (np_chance_happens(chance, .5))
		setting->unmarked = (double)np_chance_between(chance, 5, 30) / 100;
}

/* What stands between all articles of a page: a rule, or what a site puts there. */
static void
choose_rule(struct np_setting *setting, struct np_chance *chance)
{
	static const char *const rules[] = { "-", "-", "=", "*", "* ", "─", "━", "—", "…", "·",
		"＊　", "◆", "_", "~", "☆", "※" };
	static const char *const lines[] = { "返回目录", "［返回］", "【打印本页】", "回到页首",
		"上一篇　下一篇", "分享到：", "点击查看原文", "相关新闻", "广告", "[关闭窗口]" };
	if (np_chance_happens(chance, .3)) {
		setting->rule =
		    lines[np_chance_between(chance, 0, sizeof lines / sizeof *lines - 1)];
		setting->rule_length = 1;
		return;
	}
	setting->rule = rules[np_chance_between(chance, 0, sizeof rules / sizeof *rules - 1)];
	setting->rule_length = np_chance_between(chance, 3, 40);
}

/* What all headlines of a page have before them, and some behind them. */
static void
choose_ornament(struct np_setting *setting, struct np_chance *chance)
{
	static const char *const ornaments[][2] = { { "■", "" }, { "■ ", "" }, { "●", "" },
		{ "◆", "" }, { "▲", "" }, { "★", "" }, { "□", "" }, { "◎", "" }, { "【", "】" },
		{ "【", "】" }, { "《", "》" }, { "〖", "〗" }, { "［", "］" }, { "• ", "" } };
	static const char *const behind_number[] = { ". ", ".", "、", "．", ") ", "）" };
	setting->ornament_end = "";
	setting->numbered = np_chance_happens(chance, .3);
	if (setting->numbered) {
		size_t count = sizeof behind_number / sizeof *behind_number;
		setting->ornament = behind_number[np_chance_between(chance, 0, count - 1)];
		return;
	}
	size_t count = sizeof ornaments / sizeof *ornaments;
	const char *const *ornament = ornaments[np_chance_between(chance, 0, count - 1)];
	setting->ornament = ornament[0];
	setting->ornament_end = ornament[1];
}

struct np_setting
np_press_choose(struct np_draft *draft)
{
	static const size_t widths[] = { 16, 22, 26, 28, 30, 32, 34, 36, 40, 44, 48, 56, 68, 80,
		120 };
	struct np_chance *chance = &draft->chance;
	const struct np_rates *rates = draft->rates;
	struct np_setting setting = { .indent = "" };
	bool wrap = np_chance_happens(chance, rates->wrap),
	     ocr = np_chance_happens(chance, rates->ocr);
	if (wrap || (ocr && np_chance_happens(chance, .8)))
		setting.width =
		    widths[np_chance_between(chance, 0, sizeof widths / sizeof *widths - 1)];
	setting.gap = np_chance_happens(chance, setting.width > 0 ? .4 : .55) ? 1 : 0;
	if (setting.width > 0 && setting.gap > 0 && np_chance_happens(chance, .25))
		setting.line_gap = 1;
	setting.lost_indent = np_chance_happens(chance, .4);
	setting.article_gap =
	    np_chance_happens(chance, .3) ? (unsigned)np_chance_between(chance, 1, 2) : 0;
	setting.wrap_headings = setting.width >= 22 && np_chance_happens(chance, .5);
	if (np_chance_happens(chance, setting.gap > 0 ? .2 : .6))
		setting.indent = np_chance_happens(chance, .85) ? "　　" : "    ";
	for (size_t role = 0; role < NP_ROLES; role++)
		setting.marks[role] = "";
	if (np_chance_happens(chance, rates->markdown))
		choose_marks(&setting, chance);
	if (np_chance_happens(chance, rates->ornament))
		choose_ornament(&setting, chance);
	if (np_chance_happens(chance, rates->rule))
		choose_rule(&setting, chance);

	setting.bold = np_chance_happens(chance, rates->bold);
	setting.bold_datelines = setting.bold && np_chance_happens(chance, .3);
	setting.ascii = np_chance_happens(chance, rates->ascii);
	if (np_chance_happens(chance, rates->unpoint)) {
		static const char *const points[] = { "", " ", "　" };
		setting.unpointed = true;
		setting.unstopped = np_chance_happens(chance, .5);
		setting.point = points[np_chance_between(chance, 0, 2)];
	}
	setting.cut =
	    np_chance_happens(chance, rates->cut) ? np_chance_happens(chance, .5) ? .15 : .4 : 0;
	setting.interrupt = np_chance_happens(chance, rates->interrupt) ? .06 : 0;
	if (ocr) {
		setting.blanks = np_chance_happens(chance, .6) ? .03 : 0;
		setting.swaps = np_chance_happens(chance, .7) ? .3 : .05;
		setting.garbled = np_chance_happens(chance, .7) ? .06 : 0;
		setting.noise = np_chance_happens(chance, .7) ? .03 : 0;
	}
	return setting;
}

void
np_press_set(struct np_press *press)
{
	struct np_draft *draft = press->draft;
	for (size_t s = 0; s < draft->count && !draft->failed; s++) {
		const struct np_draft_story *story = &draft->stories[s];
		if (s > 0 && story->article != 0 && press->setting.rule != NULL) {
			set_blanks(press, press->setting.gap);
			set_rule(press);
		}
		for (size_t i = 0; i < story->count; i++) {
			set_blanks(press, press->setting.gap);
			if (i == 0)
				set_blanks(press, press->setting.article_gap);
			if (press->setting.noise > 0 &&
			    np_chance_happens(&draft->chance, press->setting.noise)) {
				set_noise(press);
				set_blanks(press, press->setting.gap);
			}
			set_unit(press, &story->units[i], story->article);
		}
	}
}
