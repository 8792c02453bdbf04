/* people.c - whom a byline, credit, dateline or running head names, and as what */
#include "people.h"

#include <string.h>

#include "office.h"
#include "sender.h"

/* ---- all of it ---- */

static size_t
take_word(struct np_roll *roll, size_t i)
{
	switch ((enum np_word_class)roll->row->units[i].word->class) {
	case NP_WORD_LABEL:
	case NP_WORD_SHORT:
		return np_office_take_label(roll, i);
	case NP_WORD_SOURCE:
		return np_sender_take(roll, i + 1);
	case NP_WORD_AGENCY:
		return np_sender_take_agency(roll, i);
	case NP_WORD_PASS:
		if ((roll->row->units[i].word->value & NP_WORD_REPORT) != 0) {
			np_sender_take_report(roll, i);
			/* 王明 报道 李红 摄影: a label behind speaks of the later ones. */
			if (np_row_names_somebody(roll->row, i + 1))
				roll->group = roll->found;
		}
		if ((roll->row->units[i].word->value & NP_WORD_FROM) != 0)
			return np_sender_take_from(roll, i + 1);
		/* 作者为…: what follows names an office. */
		if ((roll->row->units[i].word->value & NP_WORD_REST) != 0) {
			while (i + 1 < roll->row->count &&
			       !np_row_is_sign(roll->row, i + 1, NP_SIGN_CLOSING))
				i++;
		}
		return i + 1;
	case NP_WORD_PLACE:
		np_roll_take_back(roll, i);
		roll->place = roll->row->units[i].text;
		return i + 1;
	default:
		return i + 1;
	}
}

/* 林子恒（受访者提供照片）: who stands before such brackets is in the picture. */
static bool
is_shown(const struct np_roll *roll, size_t i)
{
	const struct np_roll_entry *last = np_roll_last(roll);

	return roll->role == NP_CREDIT && last != NULL && last->unit + 1 == i &&
	       last->office_kinds == 0 && last->label_kinds == 0 &&
	       np_row_is_word(roll->row, i + 1, NP_WORD_PASS);
}

static size_t
take_sign(struct np_roll *roll, size_t i)
{
	if (np_row_is_sign(roll->row, i, NP_SIGN_OPENING)) {
		roll->organisation = roll->place = np_roll_nothing;
		roll->found -= is_shown(roll, i);
		return np_office_take_behind(roll, i);
	}
	if (i > 0 && np_row_is_label(roll->row, i - 1) && np_office_is_marked(roll, i - 1))
		return i + 1;
	if (np_row_is_sign(roll->row, i, NP_SIGN_CLOSING) || np_row_is_marker(roll->row, i)) {
		np_roll_forget(roll);
		roll->group = roll->found;
	}
	return i + 1;
}

/* True if the text is named as a paper, a station or the like is: 云岭日报. */
static bool
is_paper(struct np_span text)
{
	const struct np_word *ending = np_words_ending(text, NP_WORD_BODY);

	return ending != NULL && (ending->value & NP_PERSON_BIT(NP_AGENCY)) != 0;
}

/* True for 果农 of 果农 王福: what somebody is, whose name stands behind a blank. */
static bool
is_trade(const struct np_row *row, size_t i)
{
	static const char *const endings[] = { "者", "农", "農", "工", "员", "員", "师", "師", "警",
		"兵", "户", "戶", "军人", "老人", "商人", "艺人", "藝人" };
	const struct np_unit *unit = &row->units[i];

	if (unit->kind != NP_UNIT_NAME || unit->surname || unit->text.len < 6 ||
	    !np_row_is_kind(row, i + 1, NP_UNIT_NAME) || !row->units[i + 1].surname ||
	    row->units[i + 1].gap == NP_GAP_NONE)
		return false;
	for (size_t e = 0; e < sizeof endings / sizeof *endings; e++) {
		size_t len = strlen(endings[e]);
		if (memcmp(unit->text.ptr + unit->text.len - len, endings[e], len) == 0)
			return true;
	}
	return false;
}

/*
 * 江西 余江 桂来喜: of a known place, two characters and a name, all apart and nothing else, the second is
 * where in the first it is.
 */
static bool
is_county(const struct np_row *row, size_t i)
{
	return i == 1 && row->count == 3 && np_row_is_word(row, 0, NP_WORD_PLACE) &&
	       np_row_is_kind(row, 1, NP_UNIT_NAME) && row->units[1].text.len == 6 &&
	       np_row_is_kind(row, 2, NP_UNIT_NAME) && row->units[2].text.len == 9 &&
	       row->units[2].surname && row->units[2].gap != NP_GAP_NONE;
}

/* A name, an organisation that stands for one, or letters where a name is due. */
static size_t
take_name(struct np_roll *roll, size_t i)
{
	const struct np_unit *unit = &roll->row->units[i];
	struct np_roll_entry *entry;

	if (is_county(roll->row, i)) {
		roll->place = np_row_text(roll->row, 0, 2);
		return i + 1;
	}
	if (roll->office_kinds == 0 && is_trade(roll->row, i)) {
		np_roll_take_back(roll, i);
		roll->office = unit->text;
		roll->office_kinds = NP_ROLL_AUTHOR;
		return i + 1;
	}

	/* 社會中心／王平 */
	if (unit->kind == NP_UNIT_NAME && i > 0 &&
	    np_row_is_sign(roll->row, i - 1, NP_SIGN_WIDE_SLASH))
		np_roll_take_back(roll, i - 1);
	/* 云岭晚报 滨海网 are two. */
	if (unit->kind != NP_UNIT_BODY || !is_paper(unit->text))
		np_roll_take_back(roll, i);
	if (unit->kind == NP_UNIT_BODY && roll->organisation.len > 0 && i > 0 &&
	    np_row_is_kind(roll->row, i - 1, NP_UNIT_BODY) && !is_paper(unit->text)) {
		/* 市公安局 交警支队 is one. */
		entry = np_roll_add(roll, i, np_row_text(roll->row, i - 1, i + 1));
		entry->organisation = roll->organisation = np_roll_nothing;
	} else {
		if (unit->kind == NP_UNIT_BODY)
			roll->organisation = np_roll_nothing;
		entry = np_roll_add(roll, i, unit->text);
	}
	entry->collective = unit->kind == NP_UNIT_BODY;
	entry->behind = entry->behind || unit->surname;
	return i + 1;
}

/* 《人民日报》, where nothing else tells from whom it is. */
static size_t
take_title(struct np_roll *roll, size_t i)
{
	for (size_t at = 0; at < roll->row->count; at++) {
		if (at != i && !np_row_is_kind(roll->row, at, NP_UNIT_SIGN))
			return i + 1;
	}
	if (is_paper(roll->row->units[i].text))
		np_roll_add_agency(roll, i, roll->row->units[i].text);
	return i + 1;
}

/* China Daily */
static bool
is_agency(struct np_span name)
{
	const struct np_word *word = np_words_longest(name, NP_WORD_AGENCY);

	return word != NULL && word->len == name.len;
}

/* True if the row has an address in it: its letters name nobody. */
static bool
has_address(const struct np_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (np_row_is_sign(row, i, NP_SIGN_ADDRESS))
			return true;
	}
	return false;
}

/* The words in units i to end with a blank where there is white space; ptr NULL when memory is out. */
static struct np_span
spaced(const struct np_roll *roll, size_t i, size_t end)
{
	size_t len = 0;
	char *name;

	for (size_t at = i; at < end; at++)
		len += roll->row->units[at].text.len + 1;
	name = np_arena_take(roll->arena, len);
	len = 0;
	for (size_t at = i; name != NULL && at < end; at++) {
		const struct np_unit *unit = &roll->row->units[at];
		if (at > i && unit->gap != NP_GAP_NONE)
			name[len++] = ' ';
		memcpy(name + len, unit->text.ptr, unit->text.len);
		len += unit->text.len;
	}
	return (struct np_span){ name, len };
}

/* in Guangzhou: the place in the words behind unit i; answers the unit behind it. */
static size_t
take_place_in_letters(struct np_roll *roll, size_t i)
{
	size_t end = i + 1;

	while (np_row_is_letters(roll->row, end))
		end++;
	roll->place = np_row_text(roll->row, i + 1, end);
	return end;
}

/* John Smith, where an office or a label stands before, or two words and no address. */
static size_t
take_letters(struct np_roll *roll, size_t i)
{
	const struct np_row *row = roll->row;
	size_t end = i, words = 0;
	struct np_span name;

	if (np_row_is_class(row, i) && roll->found > 0 &&
	    roll->entries[roll->found - 1].unit + 1 == i)
		roll->entries[roll->found - 1].unit = i;
	if (np_row_is_text(row, i, "in") && np_row_is_letters(row, i + 1))
		return take_place_in_letters(roll, i);
	if (!np_row_is_letters(row, i))
		return i + 1;
	for (; np_row_is_letters(row, end) || (end > i && np_row_is_sign(row, end, NP_SIGN_SEAM));
	     end++)
		words += np_row_is_letters(row, end);
	if (has_address(row))
		return end;
	/* A06 is no name; in 责编：QX07 记者 李红 it stands for one. */
	if (np_row_is_kind(row, end, NP_UNIT_OTHER) && row->units[end].gap == NP_GAP_NONE) {
		roll->label_used = true;
		return end;
	}
	if (words < 2 && (roll->office_kinds | roll->label_kinds) == 0)
		return end;
	name = spaced(roll, i, end);
	if (name.ptr == NULL)
		roll->failed = true;
	else if (is_agency(name))
		np_roll_add_agency(roll, i, name);
	else
		np_roll_add(roll, i, name)->behind = true;
	return end;
}

static void
read_units(struct np_roll *roll)
{
	for (size_t i = 0, end; i < roll->row->count; i = end) {
		const struct np_unit *unit = &roll->row->units[i];
		if (unit->gap == NP_GAP_LINE)
			roll->organisation = roll->place = np_roll_nothing;
		end = np_row_office_end(roll->row, i);
		if (end > i) {
			end = np_office_take(roll, i, end);
			continue;
		}
		switch (unit->kind) {
		case NP_UNIT_SIGN:
			end = take_sign(roll, i);
			break;
		case NP_UNIT_WORD:
			end = take_word(roll, i);
			break;
		case NP_UNIT_NAME:
		case NP_UNIT_BODY:
			end = take_name(roll, i);
			break;
		case NP_UNIT_PLACE:
			np_roll_take_back(roll, i);
			roll->place =
			    i > 0 && np_row_is_place(roll->row, i - 1) && unit->gap == NP_GAP_NONE
				? np_row_text(roll->row, i - 1, i + 1)
				: unit->text;
			end = i + 1;
			break;
		case NP_UNIT_TITLE:
			end = take_title(roll, i);
			break;
		default:
			end = take_letters(roll, i);
		}
	}
}

/* True if it is the name of a paper or the like, and nothing tells what it did: 云岭日报. */
static bool
is_sender(const struct np_roll_entry *entry)
{
	return entry->collective && entry->label_kinds == 0 && entry->office_kinds == 0 &&
	       is_paper(entry->name);
}

/* As what a entry is named: a set of kinds. */
static unsigned
kinds_of(const struct np_roll_entry *entry, enum np_role role)
{
	unsigned kinds = entry->label_kinds;

	if (entry->agency || is_sender(entry))
		return NP_PERSON_BIT(NP_AGENCY);
	if (kinds == 0 && role == NP_CREDIT)
		kinds = NP_ROLL_PHOTOGRAPHER;
	if (kinds == 0)
		kinds = entry->office_kinds != 0 ? entry->office_kinds : NP_ROLL_AUTHOR;
	/* That a reporter wrote it says no more than that it was a reporter. */
	if ((kinds & NP_ROLL_AUTHOR) != 0 && entry->office_kinds != 0)
		kinds = (kinds & ~NP_ROLL_AUTHOR) | entry->office_kinds;
	/* Pictures come from organisations; they do not take them. */
	if (entry->collective && (kinds & NP_ROLL_PHOTOGRAPHER) != 0)
		kinds = (kinds & ~NP_ROLL_PHOTOGRAPHER) | NP_PERSON_BIT(NP_AGENCY);
	return kinds;
}

/* True if a block of that role names the entry, and does not only look as if. */
static bool
counts(const struct np_roll_entry *entry, enum np_role role)
{
	switch (role) {
	case NP_BYLINE:
	case NP_CREDIT:
		return true;
	case NP_DATELINE:
		return entry->office_kinds != 0 && entry->behind;
	default:
		/* 图文传真 and 摄影专版 name nobody. */
		return (entry->office_kinds & ~NP_ROLL_AUTHOR) != 0 ||
			       (entry->label_kinds & NP_PERSON_BIT(NP_EDITOR)) != 0
			   ? entry->behind && !entry->agency && !entry->collective
			   : false;
	}
}

static void
put(struct np_people *people, const struct np_roll_entry *entry, unsigned kinds)
{
	for (int kind = 0; kind < NP_PERSON_KINDS; kind++) {
		if ((kinds & NP_PERSON_BIT(kind)) == 0)
			continue;
		people->list[people->count++] = (struct np_person){ (enum np_person_kind)kind,
			entry->name, entry->office.len > 0 ? entry->office : entry->label,
			entry->organisation, entry->place, entry->collective || entry->agency };
	}
}

enum np_code
np_people_read(
    struct np_span text, enum np_role role, struct np_arena *arena, struct np_people *people)
{
	struct np_row row = { NULL, 0 };
	struct np_roll roll = { .row = &row,
		.role = role,
		.arena = arena,
		.office = np_roll_nothing,
		.organisation = np_roll_nothing,
		.place = np_roll_nothing,
		.label = np_roll_nothing };
	unsigned need;

	*people = (struct np_people){ NULL, 0 };
	if (role != NP_BYLINE && role != NP_CREDIT && role != NP_DATELINE && role != NP_FOLIO)
		return NP_OK;
	/* A running head names nobody but by an office or a label: counts(). */
	need = role == NP_FOLIO ? NP_WORD_BIT(NP_WORD_OFFICE) | NP_WORD_BIT(NP_WORD_LABEL) |
				      NP_WORD_BIT(NP_WORD_SHORT)
				: 0;
	row.units = np_units_cut(text, NP_PEOPLE_CHARS, need, arena, &row.count);
	if (row.units == NULL)
		return NP_ERR_MEMORY;
	roll.entries = np_arena_array(arena, row.count + 1, sizeof *roll.entries);
	if (roll.entries == NULL)
		return NP_ERR_MEMORY;
	np_row_name_places(&row);
	read_units(&roll);
	if (roll.failed)
		return NP_ERR_MEMORY;
	/* Somebody may be named as all of them: 文/图/译/编：王明. */
	people->list = np_arena_array(arena, roll.found, NP_PERSON_KINDS * sizeof *people->list);
	if (people->list == NULL)
		return NP_ERR_MEMORY;
	for (size_t i = 0; i < roll.found; i++) {
		if (counts(&roll.entries[i], role))
			put(people, &roll.entries[i], kinds_of(&roll.entries[i], role));
	}
	return NP_OK;
}
