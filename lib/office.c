/* office.c - offices and labels: they tell what those did whose names stand beside them */
#include "office.h"

/* ---- offices ---- */

/*
 * A short form of an organisation's name, 明滙記者, right before an office at the head or behind a colon, was
 * taken for a person's: it is taken back.
 */
static void
take_back_short(struct np_roll *roll, size_t next, size_t end)
{
	const struct np_roll_entry *last = np_roll_last(roll);
	bool colon = last != NULL && last->unit > 0 &&
		     np_row_is_sign(roll->row, last->unit - 1, NP_SIGN_COLON);

	if (last == NULL || last->unit + 1 != next || last->collective || last->agency ||
	    last->office_kinds != 0 || (!colon && (roll->found > 1 || last->label_kinds != 0)) ||
	    roll->row->units[next].gap != NP_GAP_NONE ||
	    !np_row_is_kind(roll->row, end, NP_UNIT_NAME))
		return;
	roll->organisation = last->name;
	roll->found--;
}

/* 云岭晚报/新岭新闻记者, 云岭快报+记者: a paper joined to whose the office is was taken for a sender. */
static void
take_back_joined(struct np_roll *roll, size_t i)
{
	const struct np_roll_entry *last = np_roll_last(roll);
	const struct np_word *ending;

	if (i == 0 || last == NULL || !last->collective ||
	    !np_row_is_sign(roll->row, i - 1, NP_SIGN_JOIN) ||
	    roll->row->units[i].gap != NP_GAP_NONE)
		return;
	ending = np_words_ending(last->name, NP_WORD_BODY);
	if (ending != NULL && (ending->value & NP_PERSON_BIT(NP_AGENCY)) != 0)
		np_roll_take_back(roll, i - 1);
}

/*
 * Lucy Chen, Staff Reporter and 王明 东京特派员: true if the office from unit i on ends the row, behind a
 * name that has none.
 */
static bool
ends_with_office(const struct np_roll *roll, size_t i, size_t end)
{
	const struct np_roll_entry *last = np_roll_last(roll);

	if (last == NULL || end != roll->row->count || last->office.len > 0)
		return false;
	if (np_row_is_sign(roll->row, i - 1, NP_SIGN_COMMA))
		return np_row_is_letters(roll->row, i - 2) &&
		       (unsigned char)roll->row->units[i].text.ptr[0] < 0x80;
	return last->unit + 1 == i && roll->row->units[i].gap != NP_GAP_NONE &&
	       last->label.len == 0 && !last->agency && !last->collective;
}

size_t
np_office_take(struct np_roll *roll, size_t i, size_t end)
{
	const struct np_unit *office = &roll->row->units[end - 1];

	np_roll_take_back(roll, i);
	take_back_joined(roll, i);
	take_back_short(roll, i, end);
	roll->place = np_roll_nothing;
	for (size_t at = i; at < end; at++) {
		if (np_row_is_place(roll->row, at))
			roll->place = roll->row->units[at].text;
	}
	roll->office = np_row_text(roll->row, i, end);
	roll->office_kinds = office->word->value & NP_ROLL_KINDS;
	if (ends_with_office(roll, i, end)) {
		for (size_t d = roll->group; d < roll->found; d++) {
			roll->entries[d].office = roll->office;
			roll->entries[d].office_kinds = roll->office_kinds;
		}
		return end;
	}
	if (roll->label_used && roll->label_kinds != (NP_ROLL_AUTHOR | NP_ROLL_PHOTOGRAPHER)) {
		roll->label_kinds = 0;
		roll->label = np_roll_nothing;
	}
	roll->first = true;
	if (np_row_is_sign(roll->row, end, NP_SIGN_COLON) ||
	    np_row_is_sign(roll->row, end, NP_SIGN_SLASH))
		end++;
	return end;
}

size_t
np_office_take_behind(struct np_roll *roll, size_t i)
{
	size_t end = np_row_office_end(roll->row, i + 1);
	struct np_roll_entry *entry = np_roll_last(roll);

	if (entry == NULL || entry->agency || entry->collective)
		return i + 1;
	if (np_row_is_kind(roll->row, i + 1, NP_UNIT_BODY) && entry->unit + 1 == i &&
	    np_row_is_sign(roll->row, i + 2, NP_SIGN_CLOSING)) {
		entry->organisation = roll->row->units[i + 1].text;
		return i + 3;
	}
	if (end == i + 1 || !np_row_is_sign(roll->row, end, NP_SIGN_CLOSING) ||
	    entry->office.len > 0)
		return i + 1;
	entry->office = np_row_text(roll->row, i + 1, end);
	entry->office_kinds = roll->row->units[end - 1].word->value & NP_ROLL_KINDS;
	return end + 1;
}

/* ---- labels ---- */

/* True if somebody is named behind unit i, before a marker. */
static bool
named_behind(const struct np_roll *roll, size_t i)
{
	for (i++; i < roll->row->count && !np_row_is_marker(roll->row, i); i++) {
		if (np_row_names_somebody(roll->row, i) || np_row_is_letters(roll->row, i))
			return true;
	}
	return false;
}

/* True if labels stand before names in this text, where nothing nearer tells. */
static bool
labels_lead(const struct np_roll *roll)
{
	size_t last = roll->row->count;

	for (size_t i = 0; i < roll->row->count; i++) {
		if (np_row_is_label(roll->row, i))
			return true;
		if (np_row_names_somebody(roll->row, i))
			break;
	}
	while (last > 0 && np_row_is_kind(roll->row, last - 1, NP_UNIT_SIGN))
		last--;
	return last > 0 && !np_row_is_label(roll->row, last - 1);
}

bool
np_office_is_marked(const struct np_roll *roll, size_t i)
{
	return np_row_is_marker(roll->row, i + 1) && np_row_names_somebody(roll->row, i + 2) &&
	       roll->row->units[i + 1].gap == NP_GAP_NONE &&
	       roll->row->units[i + 2].gap == NP_GAP_NONE;
}

/* True if what stands right before the label at i is a short form of whose it is: 每经编辑 高远. */
static bool
is_owned(const struct np_roll *roll, size_t i)
{
	const struct np_roll_entry *last = np_roll_last(roll);

	return last != NULL && last->unit + 1 == i && roll->row->units[i].gap == NP_GAP_NONE &&
	       roll->row->units[last->unit].gap != NP_GAP_NONE &&
	       !roll->row->units[last->unit].surname &&
	       np_row_is_kind(roll->row, last->unit, NP_UNIT_NAME) &&
	       np_row_is_word(roll->row, i, NP_WORD_LABEL) &&
	       (roll->row->units[i].word->value & NP_PERSON_BIT(NP_EDITOR)) != 0 &&
	       (np_row_is_sign(roll->row, i + 1, NP_SIGN_COLON) ||
		   np_row_is_kind(roll->row, i + 1, NP_UNIT_NAME));
}

/* True if the label at i speaks of the names behind it, false for those before. */
static bool
leads(const struct np_roll *roll, size_t i)
{
	bool before = roll->found > roll->group;

	if (np_row_is_sign(roll->row, i + 1, NP_SIGN_COLON) || np_office_is_marked(roll, i))
		return true;
	if (before && np_row_is_word(roll->row, i + 1, NP_WORD_SOURCE))
		return false;
	if (!before)
		return true;
	if (i > 0 &&
	    (np_row_names_somebody(roll->row, i - 1) && roll->row->units[i].gap == NP_GAP_NONE))
		return false;
	if (i > 1 && np_row_is_sign(roll->row, i - 1, NP_SIGN_SLASH) &&
	    np_row_names_somebody(roll->row, i - 2))
		return false;
	if (np_row_is_sign(roll->row, i + 1, NP_SIGN_SLASH) && !np_row_is_label(roll->row, i + 2))
		return true;
	return named_behind(roll, i) && labels_lead(roll);
}

/* 漫画：李红 作: that it was made says no more than that it was drawn. */
static bool
is_told(const struct np_roll *roll, const struct np_roll_entry *entry, size_t i)
{
	return entry->label_kinds == NP_ROLL_PHOTOGRAPHER && np_row_is_text(roll->row, i, "作");
}

/* Gives the label at i to the names before it: those of the group that have none, or the last. */
static void
label_names(struct np_roll *roll, size_t i)
{
	unsigned kinds = roll->row->units[i].word->value & NP_ROLL_KINDS;
	bool given = false;

	for (size_t d = roll->group; d < roll->found; d++) {
		struct np_roll_entry *entry = &roll->entries[d];
		/* 娜塔莎·伊万诺娃 王明 译: a foreign author is not the translator. */
		bool foreign = kinds == NP_PERSON_BIT(NP_TRANSLATOR) &&
			       np_roll_has_dot(entry->name) && d + 1 < roll->found;
		if (foreign || entry->agency || is_told(roll, entry, i) ||
		    (entry->label_kinds != 0 && (given || d + 1 < roll->found)))
			continue;
		entry->label_kinds = kinds;
		entry->label = roll->row->units[i].text;
		given = true;
	}
	roll->group = roll->found;
}

/* True if the label at i is joined to an office before it: 记者、编辑, 记者兼摄影, 记者文图/王明. */
static bool
joins_office(const struct np_roll *roll, size_t i)
{
	if (i > 0 && roll->first && np_row_is_word(roll->row, i - 1, NP_WORD_OFFICE) &&
	    roll->row->units[i].gap == NP_GAP_NONE &&
	    np_row_is_sign(roll->row, i + 1, NP_SIGN_SLASH))
		return true;
	if (i < 2 || roll->office_kinds == 0 || !roll->first ||
	    !np_row_is_word(roll->row, i - 2, NP_WORD_OFFICE))
		return false;
	return np_row_is_sign(roll->row, i - 1, NP_SIGN_COMMA) ||
	       np_row_is_sign(roll->row, i - 1, NP_SIGN_SLASH) ||
	       (np_row_is_word(roll->row, i - 1, NP_WORD_PASS) &&
		   (roll->row->units[i - 1].word->value & NP_WORD_REPORT) == 0);
}

size_t
np_office_take_label(struct np_roll *roll, size_t i)
{
	if (joins_office(roll, i) && named_behind(roll, i)) {
		roll->label_kinds =
		    NP_ROLL_AUTHOR | (roll->row->units[i].word->value & NP_ROLL_KINDS);
		roll->label = roll->row->units[i].text;
		roll->label_used = false;
		return np_row_is_sign(roll->row, i + 1, NP_SIGN_COLON) ||
			       np_row_is_sign(roll->row, i + 1, NP_SIGN_SLASH)
			   ? i + 2
			   : i + 1;
	}
	if (is_owned(roll, i)) {
		roll->organisation = roll->entries[--roll->found].name;
	} else if (!leads(roll, i)) {
		label_names(roll, i);
		/* 王明 摄影/文: the next one speaks of the same. */
		return i + 1;
	}
	np_roll_take_back(roll, i);
	if (roll->label_used || roll->label_kinds == 0)
		roll->label_kinds = 0;
	roll->label_kinds |= roll->row->units[i].word->value & NP_ROLL_KINDS;
	roll->label = roll->row->units[i].text;
	roll->office = roll->place = np_roll_nothing;
	roll->office_kinds = 0;
	roll->label_used = false;
	roll->first = true;
	roll->group = roll->found;
	while (np_row_is_sign(roll->row, i + 1, NP_SIGN_COLON) ||
	       np_row_is_sign(roll->row, i + 1, NP_SIGN_SLASH))
		i++;
	return i + 1;
}
