/* people.c - whom a byline, credit, dateline or running head names, and as what */
#include "people.h"

#include <string.h>

#include "row.h"

#define AUTHOR NP_PERSON_BIT(NP_AUTHOR)
#define PHOTOGRAPHER NP_PERSON_BIT(NP_PHOTOGRAPHER)
#define KINDS (NP_PERSON_BIT(NP_PERSON_KINDS) - 1)

static const struct np_span nothing = { "", 0 };

/* Somebody found, before it is decided as what. */
struct draft {
	struct np_span name, office, organisation, place;
	unsigned office_kinds; /* of the office, 0 for none */
	unsigned label_kinds;  /* of the label, 0 for none */
	struct np_span label;
	size_t unit; /* where the name stands */
	bool collective, agency;
	bool behind; /* a name by its surname, or the first behind an office or label */
};

/* What holds for the names that follow. */
struct reader {
	struct np_row *row;
	enum np_role role;
	struct np_arena *arena;
	bool failed; /* memory was out */
	struct draft *drafts;
	size_t found;
	struct np_span office, organisation, place, label;
	unsigned office_kinds, label_kinds;
	bool label_used; /* somebody was named behind the label */
	bool first;      /* nobody was, behind the last office or label */
	size_t group;    /* the first draft that a label behind the names speaks of */
};

/* ---- drafts ---- */

static bool
has_dot(struct np_span name)
{
	for (size_t i = 0; i + 1 < name.len; i++) {
		if (memcmp(name.ptr + i, "·", 2) == 0)
			return true;
	}
	return false;
}

static struct draft *
add(struct reader *in, size_t unit, struct np_span name)
{
	struct draft *draft = &in->drafts[in->found++];

	*draft = (struct draft){ name, in->office, in->organisation, in->place, in->office_kinds,
		in->label_kinds, in->label, unit, false, false, in->first };
	in->label_used = true;
	in->first = false;
	return draft;
}

static void
add_agency(struct reader *in, size_t unit, struct np_span name)
{
	struct draft *draft = add(in, unit, name);

	draft->agency = true;
	draft->office = draft->organisation = draft->place = nothing;
}

/*
 * An organisation that was taken for an author turns out to be somebody's: it is taken back.  So is
 * what looks like a foreign name, 中国青年报·中青在线.
 */
static void
take_back_body(struct reader *in, size_t next)
{
	const struct draft *last = in->found > 0 ? &in->drafts[in->found - 1] : NULL;

	if (last == NULL || last->unit + 1 != next)
		return;
	if (last->collective ||
	    (has_dot(last->name) && np_words_ending(last->name, NP_WORD_BODY) != NULL)) {
		in->organisation = last->name;
		in->found--;
	}
}

/* So is a short form of one's own, 明滙記者, right before an office at the head or behind a colon. */
static void
take_back_short(struct reader *in, size_t next, size_t end)
{
	const struct draft *last = in->found > 0 ? &in->drafts[in->found - 1] : NULL;
	bool colon = last != NULL && last->unit > 0 &&
		     np_row_is_sign(in->row, last->unit - 1, NP_SIGN_COLON);

	if (last == NULL || last->unit + 1 != next || last->collective || last->agency ||
	    last->office_kinds != 0 || (!colon && (in->found > 1 || last->label_kinds != 0)) ||
	    in->row->units[next].gap != NP_GAP_NONE || !np_row_is_kind(in->row, end, NP_UNIT_NAME))
		return;
	in->organisation = last->name;
	in->found--;
}

static void
forget(struct reader *in)
{
	in->office = in->organisation = in->place = in->label = nothing;
	in->office_kinds = in->label_kinds = 0;
}

/* ---- offices ---- */

/* Lucy Chen, Staff Reporter: true if the office from unit i on ends the row, behind a name in letters. */
static bool
ends_with_office(const struct reader *in, size_t i, size_t end)
{
	const struct draft *last = in->found > 0 ? &in->drafts[in->found - 1] : NULL;

	return last != NULL && end == in->row->count && last->office.len == 0 &&
	       np_row_is_sign(in->row, i - 1, NP_SIGN_COMMA) && np_row_is_letters(in->row, i - 2) &&
	       (unsigned char)in->row->units[i].text.ptr[0] < 0x80;
}

/* Takes an office in; answers the unit behind it. */
static size_t
take_office(struct reader *in, size_t i, size_t end)
{
	const struct np_unit *office = &in->row->units[end - 1];

	take_back_body(in, i);
	take_back_short(in, i, end);
	in->place = nothing;
	for (size_t at = i; at < end; at++) {
		if (np_row_is_place(in->row, at))
			in->place = in->row->units[at].text;
	}
	in->office = np_row_text(in->row, i, end);
	in->office_kinds = office->word->value & KINDS;
	if (ends_with_office(in, i, end)) {
		in->drafts[in->found - 1].office = in->office;
		in->drafts[in->found - 1].office_kinds = in->office_kinds;
		return end;
	}
	if (in->label_used && in->label_kinds != (AUTHOR | PHOTOGRAPHER)) {
		in->label_kinds = 0;
		in->label = nothing;
	}
	in->first = true;
	if (np_row_is_sign(in->row, end, NP_SIGN_COLON) ||
	    np_row_is_sign(in->row, end, NP_SIGN_SLASH))
		end++;
	return end;
}

/*
 * 李红（特约记者）: an office in brackets is that of the name before them; an organisation is whose that
 * is, 田甜（实验小学）.
 */
static size_t
take_behind(struct reader *in, size_t i)
{
	size_t end = np_row_office_end(in->row, i + 1);
	struct draft *draft = in->found > 0 ? &in->drafts[in->found - 1] : NULL;

	if (draft == NULL || draft->agency || draft->collective)
		return i + 1;
	if (np_row_is_kind(in->row, i + 1, NP_UNIT_BODY) && draft->unit + 1 == i &&
	    np_row_is_sign(in->row, i + 2, NP_SIGN_CLOSING)) {
		draft->organisation = in->row->units[i + 1].text;
		return i + 3;
	}
	if (end == i + 1 || !np_row_is_sign(in->row, end, NP_SIGN_CLOSING) || draft->office.len > 0)
		return i + 1;
	draft->office = np_row_text(in->row, i + 1, end);
	draft->office_kinds = in->row->units[end - 1].word->value & KINDS;
	return end + 1;
}

/* ---- labels ---- */

/* True if somebody is named behind unit i, before a marker. */
static bool
named_behind(const struct reader *in, size_t i)
{
	for (i++; i < in->row->count && !np_row_is_marker(in->row, i); i++) {
		if (np_row_names_somebody(in->row, i) || np_row_is_letters(in->row, i))
			return true;
	}
	return false;
}

/* True if labels stand before names in this text, where nothing nearer tells. */
static bool
labels_lead(const struct reader *in)
{
	size_t last = in->row->count;

	for (size_t i = 0; i < in->row->count; i++) {
		if (np_row_is_label(in->row, i))
			return true;
		if (np_row_names_somebody(in->row, i))
			break;
	}
	while (last > 0 && np_row_is_kind(in->row, last - 1, NP_UNIT_SIGN))
		last--;
	return last > 0 && !np_row_is_label(in->row, last - 1);
}

/* True for 图◎李红: the marker between is a colon. */
static bool
is_marked(const struct reader *in, size_t i)
{
	return np_row_is_marker(in->row, i + 1) && np_row_names_somebody(in->row, i + 2) &&
	       in->row->units[i + 1].gap == NP_GAP_NONE && in->row->units[i + 2].gap == NP_GAP_NONE;
}

/* True if what stands right before the label at i is a short form of whose it is: 每经编辑 高远. */
static bool
is_owned(const struct reader *in, size_t i)
{
	const struct draft *last = in->found > 0 ? &in->drafts[in->found - 1] : NULL;

	return last != NULL && last->unit + 1 == i && in->row->units[i].gap == NP_GAP_NONE &&
	       in->row->units[last->unit].gap != NP_GAP_NONE &&
	       !in->row->units[last->unit].surname &&
	       np_row_is_kind(in->row, last->unit, NP_UNIT_NAME) &&
	       np_row_is_word(in->row, i, NP_WORD_LABEL) &&
	       (in->row->units[i].word->value & NP_PERSON_BIT(NP_EDITOR)) != 0 &&
	       (np_row_is_sign(in->row, i + 1, NP_SIGN_COLON) ||
		   np_row_is_kind(in->row, i + 1, NP_UNIT_NAME));
}

/* True if the label at i speaks of the names behind it, false for those before. */
static bool
leads(const struct reader *in, size_t i)
{
	bool before = in->found > in->group;

	if (np_row_is_sign(in->row, i + 1, NP_SIGN_COLON) || is_marked(in, i))
		return true;
	if (before && np_row_is_word(in->row, i + 1, NP_WORD_SOURCE))
		return false;
	if (!before)
		return true;
	if (i > 0 &&
	    (np_row_names_somebody(in->row, i - 1) && in->row->units[i].gap == NP_GAP_NONE))
		return false;
	if (i > 1 && np_row_is_sign(in->row, i - 1, NP_SIGN_SLASH) &&
	    np_row_names_somebody(in->row, i - 2))
		return false;
	if (np_row_is_sign(in->row, i + 1, NP_SIGN_SLASH) && !np_row_is_label(in->row, i + 2))
		return true;
	return named_behind(in, i) && labels_lead(in);
}

/* Gives the label at i to the names before it: those of the group that have none, or the last. */
static void
label_names(struct reader *in, size_t i)
{
	unsigned kinds = in->row->units[i].word->value & KINDS;
	bool given = false;

	for (size_t d = in->group; d < in->found; d++) {
		struct draft *draft = &in->drafts[d];
		/* 娜塔莎·伊万诺娃 王明 译: a foreign author is not the translator. */
		bool foreign = kinds == NP_PERSON_BIT(NP_TRANSLATOR) && has_dot(draft->name) &&
			       d + 1 < in->found;
		if (foreign || draft->agency ||
		    (draft->label_kinds != 0 && (given || d + 1 < in->found)))
			continue;
		draft->label_kinds = kinds;
		draft->label = in->row->units[i].text;
		given = true;
	}
	in->group = in->found;
}

/* True if the label at i is joined to an office before it: 记者、编辑, 记者兼摄影. */
static bool
joins_office(const struct reader *in, size_t i)
{
	if (i < 2 || in->office_kinds == 0 || !in->first ||
	    !np_row_is_word(in->row, i - 2, NP_WORD_OFFICE))
		return false;
	return np_row_is_sign(in->row, i - 1, NP_SIGN_COMMA) ||
	       np_row_is_sign(in->row, i - 1, NP_SIGN_SLASH) ||
	       (np_row_is_word(in->row, i - 1, NP_WORD_PASS) &&
		   (in->row->units[i - 1].word->value & NP_WORD_REPORT) == 0);
}

static size_t
take_label(struct reader *in, size_t i)
{
	if (joins_office(in, i) && named_behind(in, i)) {
		in->label_kinds = AUTHOR | (in->row->units[i].word->value & KINDS);
		in->label = in->row->units[i].text;
		in->label_used = false;
		return np_row_is_sign(in->row, i + 1, NP_SIGN_COLON) ? i + 2 : i + 1;
	}
	if (is_owned(in, i)) {
		in->organisation = in->drafts[--in->found].name;
	} else if (!leads(in, i)) {
		label_names(in, i);
		/* 王明 摄影/文: the next one speaks of the same. */
		return i + 1;
	}
	take_back_body(in, i);
	if (in->label_used || in->label_kinds == 0)
		in->label_kinds = 0;
	in->label_kinds |= in->row->units[i].word->value & KINDS;
	in->label = in->row->units[i].text;
	in->office = in->place = nothing;
	in->office_kinds = 0;
	in->label_used = false;
	in->first = true;
	in->group = in->found;
	while (np_row_is_sign(in->row, i + 1, NP_SIGN_COLON) ||
	       np_row_is_sign(in->row, i + 1, NP_SIGN_SLASH))
		i++;
	return i + 1;
}

/* ---- senders ---- */

/* 报道 and the like are no part of a sender's name. */
static struct np_span
without_report(struct np_span text)
{
	const struct np_word *word;

	while ((word = np_words_ending(text, NP_WORD_PASS)) != NULL && word->len < text.len)
		text.len -= word->len;
	return text;
}

/* Senders behind 据, 来源：, 综合; answers the unit behind them. */
static size_t
take_source(struct reader *in, size_t i)
{
	while (
	    np_row_is_sign(in->row, i, NP_SIGN_COLON) || np_row_is_sign(in->row, i, NP_SIGN_SLASH))
		i++;
	for (;;) {
		size_t end = i;
		struct np_span name;
		if (i >= in->row->count || np_row_is_word(in->row, i, NP_WORD_PASS) ||
		    np_row_is_word(in->row, i, NP_WORD_OFFICE) || np_row_is_label(in->row, i))
			return i;
		if (np_row_is_word(in->row, i, NP_WORD_SOURCE)) {
			i++;
			continue;
		}
		if (np_row_is_word(in->row, i, NP_WORD_AGENCY)) {
			end = i + 1;
			name = in->row->units[i].text;
		} else {
			while (end < in->row->count &&
			       !np_row_is_kind(in->row, end, NP_UNIT_SIGN) &&
			       !np_row_is_kind(in->row, end, NP_UNIT_TITLE) &&
			       (end == i || in->row->units[end].gap == NP_GAP_NONE))
				end++;
			if (np_row_is_kind(in->row, end, NP_UNIT_TITLE)) {
				name = in->row->units[end].text;
				end++;
				/* 《时代》周刊 */
				if (np_row_names_somebody(in->row, end) &&
				    in->row->units[end].gap == NP_GAP_NONE)
					end++;
			} else if (end > i) {
				name = without_report(np_row_text(in->row, i, end));
			} else {
				return i;
			}
		}
		if (name.len > 0)
			add_agency(in, i, name);
		if (np_row_is_sign(in->row, end, NP_SIGN_COMMA))
			end++;
		else if (!np_row_is_kind(in->row, end, NP_UNIT_TITLE) &&
			 !np_row_is_word(in->row, end, NP_WORD_AGENCY))
			return end;
		i = end;
	}
}

/* True for 综合消息, 综合报道: what stands before has gathered it. */
static bool
is_gathered(const struct reader *in, size_t i)
{
	return np_row_is_word(in->row, i, NP_WORD_PASS) &&
	       (np_row_begins(in->row, i, "综合") || np_row_begins(in->row, i, "綜合"));
}

/* 新华社: the sender of it all, or to whom the reporter behind it belongs. */
static size_t
take_agency(struct reader *in, size_t i)
{
	struct np_span name = in->row->units[i].text;
	bool own = np_words_longest(name, NP_WORD_AGENCY) != NULL && name.len == 6 &&
		   memcmp(name.ptr, "本", 3) == 0;
	size_t end = i + 1;

	if (np_row_office_end(in->row, end) > end || np_row_names_somebody(in->row, end)) {
		in->organisation = name;
		return end;
	}
	if (own ? np_row_is_word(in->row, end, NP_WORD_SOURCE) || is_gathered(in, end)
		: !np_row_is_label(in->row, end) ||
		      (in->row->units[end].word->value & PHOTOGRAPHER) != 0)
		add_agency(in, i, name);
	else
		in->organisation = name;
	return end;
}

/* ---- places ---- */

/*
 * Before 报道 or 电 a place may stand, which is known, or no name by its surname, or parted
 * by a wide slash from the names: ／馬公報導.  It is that of the names before it.
 */
static void
take_report(struct reader *in, size_t i)
{
	/* 生活中心／王平報導 has no place. */
	bool of_body = in->found > 1 && in->drafts[in->found - 2].collective;
	size_t end = i, from;
	struct np_span place;

	/* 北京三日電: the day is no part of the place. */
	while (end > 0 && np_row_is_kind(in->row, end - 1, NP_UNIT_OTHER))
		end--;
	from = end;

	while (from > 0) {
		size_t last = from - 1;
		bool name = np_row_is_kind(in->row, last, NP_UNIT_NAME);
		bool wide = last > 0 && np_row_is_sign(in->row, last - 1, NP_SIGN_SLASH) &&
			    in->row->units[last - 1].sign != '/';
		bool free = in->row->units[last].gap != NP_GAP_NONE || wide;
		if (!np_row_is_place(in->row, last) && !(name && wide && !of_body) &&
		    !(name && !in->row->units[last].surname) &&
		    !(from < end && np_row_is_sign(in->row, last, NP_SIGN_COMMA)))
			break;
		from = last;
		if (free)
			break;
	}
	while (from < end && np_row_is_kind(in->row, from, NP_UNIT_SIGN))
		from++;
	if (from == end || in->found == 0 || in->drafts[0].unit >= from ||
	    in->row->units[i].gap != NP_GAP_NONE)
		return;
	place = np_row_text(in->row, from, end);
	while (in->found > 0 && in->drafts[in->found - 1].unit >= from)
		in->found--;
	for (size_t d = in->group < in->found ? in->group : 0; d < in->found; d++) {
		if (!in->drafts[d].agency)
			in->drafts[d].place = place;
	}
}

/* 发自北京: what follows without a blank is the place of those before; answers the unit behind it. */
static size_t
take_from(struct reader *in, size_t i)
{
	size_t end = i;

	while (end < in->row->count && !np_row_is_kind(in->row, end, NP_UNIT_SIGN) &&
	       (end == i || in->row->units[end].gap == NP_GAP_NONE))
		end++;
	for (size_t d = in->group; d < in->found && end > i; d++)
		in->drafts[d].place = without_report(np_row_text(in->row, i, end));
	return end;
}

/* ---- all of it ---- */

static size_t
take_word(struct reader *in, size_t i)
{
	switch ((enum np_word_class)in->row->units[i].word->class) {
	case NP_WORD_LABEL:
	case NP_WORD_SHORT:
		return take_label(in, i);
	case NP_WORD_SOURCE:
		return take_source(in, i + 1);
	case NP_WORD_AGENCY:
		return take_agency(in, i);
	case NP_WORD_PASS:
		if ((in->row->units[i].word->value & NP_WORD_REPORT) != 0) {
			take_report(in, i);
			/* 王明 报道 李红 摄影: a label behind speaks of the later ones. */
			if (np_row_names_somebody(in->row, i + 1))
				in->group = in->found;
		}
		if ((in->row->units[i].word->value & NP_WORD_FROM) != 0)
			return take_from(in, i + 1);
		/* 作者为…: what follows names an office. */
		if ((in->row->units[i].word->value & NP_WORD_REST) != 0) {
			while (i + 1 < in->row->count &&
			       !np_row_is_sign(in->row, i + 1, NP_SIGN_CLOSING))
				i++;
		}
		return i + 1;
	case NP_WORD_PLACE:
		take_back_body(in, i);
		in->place = in->row->units[i].text;
		return i + 1;
	default:
		return i + 1;
	}
}

/* 林子恒（受访者提供照片）: who stands before such brackets is in the picture. */
static bool
is_shown(const struct reader *in, size_t i)
{
	const struct draft *last = in->found > 0 ? &in->drafts[in->found - 1] : NULL;

	return in->role == NP_CREDIT && last != NULL && last->unit + 1 == i &&
	       last->office_kinds == 0 && last->label_kinds == 0 &&
	       np_row_is_word(in->row, i + 1, NP_WORD_PASS);
}

static size_t
take_sign(struct reader *in, size_t i)
{
	if (np_row_is_sign(in->row, i, NP_SIGN_OPENING)) {
		in->organisation = in->place = nothing;
		in->found -= is_shown(in, i);
		return take_behind(in, i);
	}
	if (i > 0 && np_row_is_label(in->row, i - 1) && is_marked(in, i - 1))
		return i + 1;
	if (np_row_is_sign(in->row, i, NP_SIGN_CLOSING) || np_row_is_marker(in->row, i)) {
		forget(in);
		in->group = in->found;
	}
	return i + 1;
}

/* A name, an organisation that stands for one, or letters where a name is due. */
static size_t
take_name(struct reader *in, size_t i)
{
	const struct np_unit *unit = &in->row->units[i];
	struct draft *draft;

	/* 社會中心／王平 */
	if (unit->kind == NP_UNIT_NAME && i > 0 &&
	    np_row_is_sign(in->row, i - 1, NP_SIGN_WIDE_SLASH))
		take_back_body(in, i - 1);
	take_back_body(in, i);
	if (unit->kind == NP_UNIT_BODY && in->organisation.len > 0 && i > 0 &&
	    np_row_is_kind(in->row, i - 1, NP_UNIT_BODY)) {
		/* 市公安局 交警支队 is one. */
		draft = add(in, i, np_row_text(in->row, i - 1, i + 1));
		draft->organisation = in->organisation = nothing;
	} else {
		if (unit->kind == NP_UNIT_BODY)
			in->organisation = nothing;
		draft = add(in, i, unit->text);
	}
	draft->collective = unit->kind == NP_UNIT_BODY;
	draft->behind = draft->behind || unit->surname;
	return i + 1;
}

/* 《人民日报》, where nothing else tells from whom it is. */
static size_t
take_title(struct reader *in, size_t i)
{
	const struct np_word *ending = np_words_ending(in->row->units[i].text, NP_WORD_BODY);

	for (size_t at = 0; at < in->row->count; at++) {
		if (at != i && !np_row_is_kind(in->row, at, NP_UNIT_SIGN))
			return i + 1;
	}
	if (ending != NULL && (ending->value & NP_PERSON_BIT(NP_AGENCY)) != 0)
		add_agency(in, i, in->row->units[i].text);
	return i + 1;
}

/* John Smith, where an office or a label stands before, or two words and no address. */
static size_t
take_letters(struct reader *in, size_t i)
{
	size_t end = i, words = 0, len = 0;
	char *name;

	if (np_row_is_class(in->row, i) && in->found > 0 && in->drafts[in->found - 1].unit + 1 == i)
		in->drafts[in->found - 1].unit = i;
	if (np_row_is_text(in->row, i, "in") && np_row_is_letters(in->row, i + 1)) {
		while (np_row_is_letters(in->row, end + 1))
			end++;
		in->place = np_row_text(in->row, i + 1, end + 1);
		return end + 1;
	}
	if (!np_row_is_letters(in->row, i))
		return i + 1;
	while (np_row_is_letters(in->row, end) ||
	       (end > i && np_row_is_sign(in->row, end, NP_SIGN_SEAM))) {
		len += in->row->units[end].text.len + 1;
		words += np_row_is_letters(in->row, end++);
	}
	for (size_t at = 0; at < in->row->count; at++) {
		if (np_row_is_sign(in->row, at, NP_SIGN_ADDRESS))
			return end;
	}
	/* A06 is no name; in 责编：QX07 记者 李红 it stands for one. */
	if (np_row_is_kind(in->row, end, NP_UNIT_OTHER) && in->row->units[end].gap == NP_GAP_NONE) {
		in->label_used = true;
		return end;
	}
	if (words < 2 && (in->office_kinds | in->label_kinds) == 0)
		return end;
	name = np_arena_take(in->arena, len);
	if (name == NULL) {
		in->failed = true;
		return end;
	}
	len = 0;
	for (size_t at = i; at < end; at++) {
		const struct np_span *text = &in->row->units[at].text;
		if (at > i && in->row->units[at].gap != NP_GAP_NONE)
			name[len++] = ' ';
		memcpy(name + len, text->ptr, text->len);
		len += text->len;
	}
	add(in, i, (struct np_span){ name, len })->behind = true;
	return end;
}

static void
read_units(struct reader *in)
{
	for (size_t i = 0, end; i < in->row->count; i = end) {
		const struct np_unit *unit = &in->row->units[i];
		if (unit->gap == NP_GAP_LINE)
			in->organisation = in->place = nothing;
		end = np_row_office_end(in->row, i);
		if (end > i) {
			end = take_office(in, i, end);
			continue;
		}
		switch (unit->kind) {
		case NP_UNIT_SIGN:
			end = take_sign(in, i);
			break;
		case NP_UNIT_WORD:
			end = take_word(in, i);
			break;
		case NP_UNIT_NAME:
		case NP_UNIT_BODY:
			end = take_name(in, i);
			break;
		case NP_UNIT_PLACE:
			take_back_body(in, i);
			in->place =
			    i > 0 && np_row_is_place(in->row, i - 1) && unit->gap == NP_GAP_NONE
				? np_row_text(in->row, i - 1, i + 1)
				: unit->text;
			end = i + 1;
			break;
		case NP_UNIT_TITLE:
			end = take_title(in, i);
			break;
		default:
			end = take_letters(in, i);
		}
	}
}

/* True if it is the name of a paper or the like, and nothing tells what it did: 云岭日报. */
static bool
is_sender(const struct draft *draft)
{
	const struct np_word *ending = np_words_ending(draft->name, NP_WORD_BODY);

	return draft->collective && draft->label_kinds == 0 && draft->office_kinds == 0 &&
	       ending != NULL && (ending->value & NP_PERSON_BIT(NP_AGENCY)) != 0;
}

/* As what a draft is named: a set of kinds. */
static unsigned
kinds_of(const struct draft *draft, enum np_role role)
{
	unsigned kinds = draft->label_kinds;

	if (draft->agency || is_sender(draft))
		return NP_PERSON_BIT(NP_AGENCY);
	if (kinds == 0 && role == NP_CREDIT)
		kinds = PHOTOGRAPHER;
	if (kinds == 0)
		kinds = draft->office_kinds != 0 ? draft->office_kinds : AUTHOR;
	/* That a reporter wrote it says no more than that it was a reporter. */
	if ((kinds & AUTHOR) != 0 && draft->office_kinds != 0)
		kinds = (kinds & ~AUTHOR) | draft->office_kinds;
	/* Pictures come from organisations; they do not take them. */
	if (draft->collective && (kinds & PHOTOGRAPHER) != 0)
		kinds = (kinds & ~PHOTOGRAPHER) | NP_PERSON_BIT(NP_AGENCY);
	return kinds;
}

/* True if a block of that role names the draft, and does not only look as if. */
static bool
counts(const struct draft *draft, enum np_role role)
{
	switch (role) {
	case NP_BYLINE:
	case NP_CREDIT:
		return true;
	case NP_DATELINE:
		return draft->office_kinds != 0 && draft->behind;
	default:
		/* 图文传真 and 摄影专版 name nobody. */
		return (draft->office_kinds & ~AUTHOR) != 0 ||
			       (draft->label_kinds & NP_PERSON_BIT(NP_EDITOR)) != 0
			   ? draft->behind && !draft->agency && !draft->collective
			   : false;
	}
}

static void
put(struct np_people *people, const struct draft *draft, unsigned kinds)
{
	for (int kind = 0; kind < NP_PERSON_KINDS; kind++) {
		if ((kinds & NP_PERSON_BIT(kind)) == 0)
			continue;
		people->list[people->count++] = (struct np_person){ (enum np_person_kind)kind,
			draft->name, draft->office.len > 0 ? draft->office : draft->label,
			draft->organisation, draft->place, draft->collective || draft->agency };
	}
}

enum np_code
np_people_read(
    struct np_span text, enum np_role role, struct np_arena *arena, struct np_people *people)
{
	struct np_row row = { NULL, 0 };
	struct reader in = { .row = &row,
		.role = role,
		.arena = arena,
		.office = nothing,
		.organisation = nothing,
		.place = nothing,
		.label = nothing };

	*people = (struct np_people){ NULL, 0 };
	if (role != NP_BYLINE && role != NP_CREDIT && role != NP_DATELINE && role != NP_FOLIO)
		return NP_OK;
	row.units = np_units_cut(text, NP_PEOPLE_CHARS, arena, &row.count);
	if (row.units == NULL)
		return NP_ERR_MEMORY;
	in.drafts = np_arena_array(arena, row.count + 1, sizeof *in.drafts);
	if (in.drafts == NULL)
		return NP_ERR_MEMORY;
	np_row_name_places(&row);
	read_units(&in);
	if (in.failed)
		return NP_ERR_MEMORY;
	/* Somebody may be named as all of them: 文/图/译/编：王明. */
	people->list = np_arena_array(arena, in.found, NP_PERSON_KINDS * sizeof *people->list);
	if (people->list == NULL)
		return NP_ERR_MEMORY;
	for (size_t i = 0; i < in.found; i++) {
		if (counts(&in.drafts[i], role))
			put(people, &in.drafts[i], kinds_of(&in.drafts[i], role));
	}
	return NP_OK;
}
