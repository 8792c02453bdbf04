/* marks.c - bylines, datelines, credits and jumps inside a paragraph; lines that are nothing else */
#include "marks.h"

#include <stdlib.h>
#include <string.h>

#include "io.h"
#include "rules.h"
#include "uni.h"
#include "utf8.h"

extern const struct np_rules_data np_marks_rules;
extern const struct np_sieve_data np_marks_sieve; /* both of these rules */
extern const struct np_backtrack_data np_marks_backtrack;

enum {
	FOUND_MAX = 32, /* marks in one text */
	CHAIN_MAX = 6,  /* marks one behind the other at a text's end */
	RULES_FILE_MAX = 1 << 20
};

struct np_marks {
	struct np_rules *rules;
};

/* ---- opening ---- */

/* Where messages of rules that are closed again live on. */
static char message[256];

static enum np_code
keep_message(enum np_code code, struct np_error *err)
{
	if (err != NULL && err->msg != NULL) {
		size_t len = strlen(err->msg);
		if (len >= sizeof message)
			len = sizeof message - 1;
		memcpy(message, err->msg, len);
		message[len] = '\0';
		err->msg = message;
	}
	return code;
}

static enum np_code
add_file(struct np_rules *rules, const char *path, struct np_error *err)
{
	char *text;
	size_t len;
	enum np_code code = np_in_whole(path, RULES_FILE_MAX, &text, &len, err);

	if (code == NP_OK)
		code = np_rules_add(rules, (struct np_span){ text, len }, true, err);
	else if (code == NP_ERR_TOOBIG)
		np_fail(err, code, 0, "more than 1 MiB of rules");
	free(text);
	return code;
}

enum np_code
np_marks_open(struct np_marks **marks, const char *rules_file, struct np_error *err)
{
	struct np_marks *made = calloc(1, sizeof *made);
	enum np_code code;

	*marks = NULL;
	if (made == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	code = np_rules_open(&made->rules, err);
	if (code == NP_OK)
		code = np_rules_take(made->rules, &np_marks_rules, err);
	if (code == NP_OK)
		code = np_rules_built(made->rules, &np_marks_sieve, &np_marks_backtrack, err);
	if (code == NP_OK && rules_file != NULL)
		code = add_file(made->rules, rules_file, err);
	if (code != NP_OK) {
		keep_message(code, err);
		np_marks_close(made);
		return code;
	}
	*marks = made;
	return NP_OK;
}

void
np_marks_close(struct np_marks *marks)
{
	if (marks == NULL)
		return;
	np_rules_close(marks->rules);
	free(marks);
}

/* ---- finding ---- */

bool
np_marks_starved(struct np_marks *marks)
{
	return np_rules_starved(marks->rules);
}

/* Signs put before an item or between names: they belong to no mark by themselves. */
static bool
is_sign(uint32_t cp)
{
	switch (cp) {
	case '*':
	case '-':
	case '>':
	case '|':
	case 0x00B7: /* · */
	case 0x2014: /* — */
	case 0x2022: /* • */
	case 0x203B: /* ※ */
	case 0x3001: /* 、 */
	case 0xFF0C: /* ， */
	case ',':
	case 0xFF1A: /* ： */
	case ':':
	case 0x3002: /* 。 */
	case '.':
	case 0xFF0F: /* ／ */
	case '/':
	case 0xFF1B: /* ； */
	case ';':
	case 0xFF5C: /* ｜ */
		return true;
	default:
		return cp >= 0x25A0 && cp <= 0x2606; /* ■ to ☆ */
	}
}

/* The first byte from pos on that is no blank nor, if signs, a sign. */
static size_t
skip(struct np_span text, size_t pos, bool signs)
{
	while (pos < text.len) {
		uint32_t cp;
		unsigned char lead = (unsigned char)text.ptr[pos];
		size_t step;
		/* Before U+4000 and behind U+EFFF are all of them: Han begins with none of their bytes. */
		if (lead >= 0xE4 && lead <= 0xEE)
			break;
		step = np_utf8_next(text.ptr + pos, text.len - pos, &cp);
		if (cp == NP_UTF8_BAD || !(np_uni_is_space(cp) || (signs && is_sign(cp))))
			break;
		pos += step;
	}
	return pos;
}

/* Where the blanks before end begin. */
static size_t
skip_back(struct np_span text, size_t end)
{
	while (end > 0) {
		uint32_t cp;
		size_t step = np_utf8_prev(text.ptr, end, &cp);
		if (cp == NP_UTF8_BAD || !np_uni_is_space(cp))
			break;
		end -= step;
	}
	return end;
}

/* Marks found so far, in order. */
struct list {
	struct np_found found[FOUND_MAX];
	size_t count;
};

/* Puts one in its place; false when it overlaps another or there is no room. */
static bool
insert(struct list *list, const struct np_found *found)
{
	size_t i = list->count;

	if (list->count == FOUND_MAX)
		return false;
	while (i > 0 && list->found[i - 1].start >= found->end)
		i--;
	if (i > 0 && list->found[i - 1].end > found->start)
		return false;
	memmove(list->found + i + 1, list->found + i, (list->count - i) * sizeof *found);
	list->found[i] = *found;
	list->count++;
	return true;
}

/* ▲ of ▲南京電, which is the text's first character, belongs to the dateline behind it. */
static void
take_marker(struct np_span text, struct np_found *found)
{
	uint32_t cp;

	if (found->role == NP_DATELINE && found->start > 0 &&
	    skip(text, np_utf8_next(text.ptr, text.len, &cp), false) == found->start &&
	    cp >= 0x25A0 && cp <= 0x2606)
		found->start = 0;
}

/* What stands one behind the other at the head, or behind a mark: 本报讯（记者 王明）. */
static void
find_heads(struct np_marks *marks, struct np_span text, size_t pos, struct list *list)
{
	struct np_found found;

	for (int i = 0; i < CHAIN_MAX; i++) {
		pos = skip(text, pos, i > 0);
		if (!np_rules_head(marks->rules, pos, &found)) {
			size_t after = skip(text, pos, true);
			if (i > 0 || after == pos || !np_rules_head(marks->rules, after, &found))
				return;
		}
		if (i == 0)
			take_marker(text, &found);
		if (!found.mark || !insert(list, &found))
			return;
		pos = found.end;
	}
}

/* The mark of the list that ends at byte end, or NULL. */
static const struct np_found *
ending_at(const struct list *list, size_t end)
{
	for (size_t i = 0; i < list->count; i++) {
		if (list->found[i].end == end)
			return &list->found[i];
	}
	return NULL;
}

/* The same from the end: ……（王明）（下转第2版）. */
static void
find_tails(struct np_marks *marks, struct np_span text, struct list *list)
{
	struct np_found found;
	size_t end = text.len;

	for (int i = 0; i < CHAIN_MAX; i++) {
		const struct np_found *known;
		end = skip_back(text, end);
		known = ending_at(list, end);
		if (known != NULL) {
			end = known->start;
			continue;
		}
		if (!np_rules_tail(marks->rules, end, &found) || !found.mark ||
		    !insert(list, &found))
			return;
		end = found.start;
	}
}

static void
find_inside(struct np_marks *marks, struct np_span text, struct list *list)
{
	struct np_found found;
	/* What was found so far stands at the head. */
	size_t from = list->count > 0 ? list->found[list->count - 1].end : 0;

	while (np_rules_inside(marks->rules, from, &found)) {
		from = found.end;
		if (found.mark && insert(list, &found) && found.role == NP_DATELINE)
			find_heads(marks, text, found.end, list);
	}
}

/* Of the text that the rules looked at last. */
static void
find_all(struct np_marks *marks, struct np_span text, struct list *list)
{
	list->count = 0;
	find_heads(marks, text, 0, list);
	find_inside(marks, text, list);
	find_tails(marks, text, list);
}

static size_t
give(const struct list *list, struct np_mark *out, size_t room)
{
	size_t count = 0;

	for (; count < list->count && count < room; count++) {
		out[count].role = list->found[count].role;
		out[count].start = list->found[count].start;
		out[count].end = list->found[count].end;
	}
	return count;
}

/* True when nothing but blanks and signs stands outside the marks; their common role. */
static bool
covered(struct np_span text, const struct list *list, enum np_role *role)
{
	size_t pos = 0;

	for (size_t i = 0; i < list->count; i++) {
		enum np_role own = list->found[i].role;
		if (skip(text, pos, true) < list->found[i].start)
			return false;
		pos = list->found[i].end;
		if (i == 0)
			*role = own;
		else if ((own == NP_BYLINE && *role == NP_DATELINE) ||
			 (own == NP_DATELINE && *role == NP_BYLINE))
			*role = NP_BYLINE;
		else if (own != *role)
			return false;
	}
	return list->count > 0 && skip(text, pos, true) == text.len;
}

/* Of the line that the rules looked at last, where these marks are. */
static bool
is_whole(struct np_marks *marks, struct np_span line, const struct list *list, enum np_role *role)
{
	struct np_found found;

	if (line.len == 0)
		return false;
	if (np_rules_whole(marks->rules, &found)) {
		*role = found.role;
		return found.mark;
	}
	return covered(line, list, role);
}

/*
 * *王明 摄*: what stands between two stars that are all there are is the text; marks at its ends have the
 * stars too.  False where they are none.
 */
static bool
within_stars(struct np_span *text)
{
	if (text->len < 3 || text->ptr[0] != '*' || text->ptr[text->len - 1] != '*' ||
	    memchr(text->ptr + 1, '*', text->len - 2) != NULL)
		return false;
	text->ptr++;
	text->len -= 2;
	return true;
}

/* Moves the marks from the text between stars to that with them. */
static void
give_stars(struct list *list, size_t len)
{
	for (size_t i = 0; i < list->count; i++) {
		struct np_found *found = &list->found[i];
		found->end += found->end == len ? 2 : 1;
		found->start += found->start > 0;
	}
}

size_t
np_marks_read(struct np_marks *marks, struct np_span line, const struct np_chars *chars,
    struct np_mark *out, size_t room, bool *whole, enum np_role *role)
{
	struct list list;
	bool starred = within_stars(&line);

	np_rules_look(marks->rules, line, starred ? NULL : chars, whole != NULL);
	find_all(marks, line, &list);
	if (whole != NULL)
		*whole = is_whole(marks, line, &list, role);
	if (starred)
		give_stars(&list, line.len);
	return give(&list, out, room);
}

size_t
np_marks_find(struct np_marks *marks, struct np_span text, struct np_mark *out, size_t room)
{
	return np_marks_read(marks, text, NULL, out, room, NULL, NULL);
}
