/* row.c - the units of a byline in a row, and what stands where */
#include "row.h"

#include <string.h>

#include "kind.h"
#include "scan.h"

bool
np_row_is_word(const struct np_row *row, size_t i, enum np_word_class class)
{
	return i < row->count && row->units[i].kind == NP_UNIT_WORD &&
	       row->units[i].word->class == class;
}

bool
np_row_is_label(const struct np_row *row, size_t i)
{
	return np_row_is_word(row, i, NP_WORD_LABEL) || np_row_is_word(row, i, NP_WORD_SHORT);
}

bool
np_row_is_place(const struct np_row *row, size_t i)
{
	return np_row_is_word(row, i, NP_WORD_PLACE) ||
	       (i < row->count && row->units[i].kind == NP_UNIT_PLACE);
}

bool
np_row_is_kind(const struct np_row *row, size_t i, enum np_unit_kind kind)
{
	return i < row->count && row->units[i].kind == kind;
}

/* True if that unit is one of these signs. */
bool
np_row_is_sign(const struct np_row *row, size_t i, enum np_row_sign sign)
{
	static const uint32_t kinds[NP_SIGNS][9] = {
		[NP_SIGN_OPENING] = { '(', '[', 0xFF08, 0x3010, 0x3014, 0xFF3B, 0x3016, 0xFE5D },
		[NP_SIGN_CLOSING] = { ')', ']', 0xFF09, 0x3011, 0x3015, 0xFF3D, 0x3017, 0xFE5E },
		[NP_SIGN_SLASH] = { '/', 0xFF0F, 0x2571 },
		[NP_SIGN_WIDE_SLASH] = { 0xFF0F, 0x2571 },
		[NP_SIGN_COLON] = { ':', 0xFF1A, '|', 0xFF5C, 0x4E28 },
		[NP_SIGN_JOIN] = { '+', 0xFF0B, 0x00B7, 0x2022, '/', 0xFF0F, 0x2571 },
		[NP_SIGN_COMMA] = { 0x3001, ',', 0xFF0C, ';', 0xFF1B, '&', 0xFF06 },
		[NP_SIGN_SEAM] = { '.', '-', '\'', 0x2019 },
		[NP_SIGN_ADDRESS] = { '@', 0xFF20 },
	};
	const uint32_t *signs = kinds[sign];

	if (!np_row_is_kind(row, i, NP_UNIT_SIGN))
		return false;
	while (*signs != 0 && *signs != row->units[i].sign)
		signs++;
	return *signs != 0;
}

/* □ ■ ◎ ★ and the like, which stand before an item. */
bool
np_row_is_marker(const struct np_row *row, size_t i)
{
	return np_row_is_kind(row, i, NP_UNIT_SIGN) &&
	       ((row->units[i].sign >= 0x25A0 && row->units[i].sign <= 0x2606) ||
		   row->units[i].sign == 0x203B || row->units[i].sign == 0x2299);
}

static uint32_t
first_char(struct np_span text)
{
	return np_scan_char(&text);
}

/* The text from unit i up to unit end, which it does not take in. */
struct np_span
np_row_text(const struct np_row *row, size_t i, size_t end)
{
	const struct np_span *last = &row->units[end - 1].text;

	return (struct np_span){ row->units[i].text.ptr,
		(size_t)(last->ptr + last->len - row->units[i].text.ptr) };
}

/* The office whose words begin with unit i: where it ends; i if there is none. */
size_t
np_row_office_end(const struct np_row *row, size_t i)
{
	size_t at = i;

	while (np_row_is_word(row, at, NP_WORD_PREFIX) || np_row_is_place(row, at) ||
	       np_row_is_kind(row, at, NP_UNIT_ABOUT))
		at++;
	return np_row_is_word(row, at, NP_WORD_OFFICE) ? at + 1 : i;
}

/* True if nothing that belongs to the name before it stands from unit i on: no 报道, no other name. */
static bool
ends_item(const struct np_row *row, size_t i)
{
	return i >= row->count || np_row_is_sign(row, i, NP_SIGN_CLOSING) ||
	       np_row_is_sign(row, i, NP_SIGN_COMMA) || np_row_is_marker(row, i) ||
	       np_row_is_label(row, i) ||
	       (row->units[i].gap != NP_GAP_NONE && np_row_office_end(row, i) > i);
}

/* True for 报道 and 电. */
static bool
reports(const struct np_row *row, size_t i)
{
	return np_row_is_word(row, i, NP_WORD_PASS) &&
	       (row->units[i].word->value & NP_WORD_REPORT) != 0;
}

/*
 * True for 实习记者柏林报道: 记者武汉报道 may name nobody, but who says of what standing the reporter is
 * names him.
 */
static bool
is_due_before_report(const struct np_row *row, size_t i)
{
	return i > 0 && np_row_is_word(row, i - 1, NP_WORD_OFFICE) && reports(row, i + 1) &&
	       ((row->units[i - 1].word->value & NP_PERSON_BIT(NP_INTERN)) != 0 ||
		   (i > 1 && np_row_is_word(row, i - 2, NP_WORD_PREFIX)));
}

/* The office that the names up to unit i belong to, 记者 of 记者王明、李红; NULL if there is none. */
static const struct np_word *
office_before(const struct np_row *row, size_t i)
{
	while (i > 1 && np_row_is_sign(row, i - 1, NP_SIGN_COMMA) &&
	       np_row_is_kind(row, i - 2, NP_UNIT_NAME))
		i -= 2;
	return i > 0 && np_row_is_word(row, i - 1, NP_WORD_OFFICE) &&
		       row->units[i].gap == NP_GAP_NONE
		   ? row->units[i - 1].word
		   : NULL;
}

/* True for 云岭县: a place that nobody is named as. */
static bool
is_district(struct np_span place)
{
	static const char *const endings[] = { "省", "市", "县", "縣", "区", "區" };

	for (size_t e = 0; e < sizeof endings / sizeof *endings; e++) {
		if (place.len >= 3 && memcmp(place.ptr + place.len - 3, endings[e], 3) == 0)
			return true;
	}
	return false;
}

/*
 * True for 記者項程鎮 and 记者薛文科: three characters by a common surname, right behind an office, name
 * somebody, though a place or an organisation may end so: unless the name of one who belongs there
 * follows, 通讯员高桥镇 王明.  Correspondents have organisations, 通讯员路政科; reporters do not.
 */
static bool
is_named_behind_office(const struct np_row *row, size_t i)
{
	const struct np_unit *unit = &row->units[i];
	const struct np_word *office = office_before(row, i);
	bool place = unit->kind == NP_UNIT_PLACE;

	if (office == NULL || unit->text.len != 9 || (!place && unit->kind != NP_UNIT_BODY) ||
	    np_name_char_of(first_char(unit->text)).surname % 3 == 0)
		return false;
	if (place ? is_district(unit->text)
		  : (office->value & (NP_PERSON_BIT(NP_REPORTER) | NP_PERSON_BIT(NP_INTERN))) == 0)
		return false;
	return ends_item(row, i + 1) || np_row_is_sign(row, i + 1, NP_SIGN_SLASH) ||
	       reports(row, i + 1);
}

/*
 * True if the place at unit i is somebody's name: 编辑 柏林, 记者 安庆.  A name is due there, and the
 * place stands alone, or all that stands before a label is one: 金华 摄.  Behind editors any place
 * is; behind others one that begins with a surname, 慕容雪村 too.
 */
static bool
is_named_as_place(const struct np_row *row, size_t i)
{
	const struct np_unit *unit = &row->units[i];
	size_t before = i;
	unsigned surname;
	bool common;

	if (is_named_behind_office(row, i))
		return true;
	if (!np_row_is_place(row, i) ||
	    (unit->text.len != 6 && np_words_longest(unit->text, NP_WORD_SURNAME) == NULL) ||
	    !(ends_item(row, i + 1) || is_due_before_report(row, i)))
		return false;
	/* （老乡、二虎） */
	if (unit->kind == NP_UNIT_PLACE && i > 0 && np_row_is_sign(row, i - 1, NP_SIGN_OPENING) &&
	    np_row_is_sign(row, i + 1, NP_SIGN_COMMA) && np_row_is_kind(row, i + 2, NP_UNIT_NAME))
		return true;
	if (i > 1 && np_row_is_sign(row, i - 1, NP_SIGN_COMMA))
		return np_row_is_kind(row, i - 2, NP_UNIT_NAME) && row->units[i - 2].surname;
	surname = np_name_char_of(first_char(unit->text)).surname;
	common = surname == 1 || surname == 2 || unit->text.len != 6;
	if (i == 0 || np_row_is_sign(row, i - 1, NP_SIGN_OPENING))
		return common && np_row_is_label(row, i + 1) &&
		       (i + 2 == row->count || np_row_is_sign(row, i + 2, NP_SIGN_CLOSING));
	while (before > 0 && (np_row_is_sign(row, before - 1, NP_SIGN_COLON) ||
				 np_row_is_sign(row, before - 1, NP_SIGN_SLASH)))
		before--;
	if (before == 0)
		return false;
	if (np_row_is_label(row, before - 1) &&
	    (row->units[before - 1].word->value & NP_PERSON_BIT(NP_EDITOR)) != 0)
		return true;
	return common && (np_row_is_word(row, before - 1, NP_WORD_OFFICE) ||
			     (np_row_is_label(row, before - 1) && before < i));
}

void
np_row_name_places(struct np_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (is_named_as_place(row, i)) {
			row->units[i].kind = NP_UNIT_NAME;
			row->units[i].surname = true;
		}
	}
}

bool
np_row_names_somebody(const struct np_row *row, size_t i)
{
	return np_row_is_kind(row, i, NP_UNIT_NAME) || np_row_is_kind(row, i, NP_UNIT_BODY);
}

/* A word in Latin letters that a name may have. */
bool
np_row_is_letters(const struct np_row *row, size_t i)
{
	return np_row_is_kind(row, i, NP_UNIT_OTHER) && row->units[i].text.ptr[0] >= 'A' &&
	       row->units[i].text.ptr[0] <= 'Z';
}

/* 四（1）班 of 云岭小学四（1）班 */
bool
np_row_is_class(const struct np_row *row, size_t i)
{
	const struct np_span *text = &row->units[i].text;

	return np_row_is_kind(row, i, NP_UNIT_OTHER) && text->len > 3 &&
	       memcmp(text->ptr + text->len - 3, "班", 3) == 0;
}

bool
np_row_is_text(const struct np_row *row, size_t i, const char *text)
{
	return row->units[i].text.len == strlen(text) &&
	       memcmp(row->units[i].text.ptr, text, row->units[i].text.len) == 0;
}

bool
np_row_begins(const struct np_row *row, size_t i, const char *text)
{
	return row->units[i].text.len >= strlen(text) &&
	       memcmp(row->units[i].text.ptr, text, strlen(text)) == 0;
}
