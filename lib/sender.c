/* sender.c - from whom a text is, and from where */
#include "sender.h"

#include <string.h>

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

/* True for 十日 of 綜合十日外電. */
static bool
is_day(const struct np_row *row, size_t i)
{
	const char day[] = "日";

	return np_row_is_kind(row, i, NP_UNIT_OTHER) && row->units[i].text.len > sizeof day - 1 &&
	       memcmp(row->units[i].text.ptr + row->units[i].text.len - (sizeof day - 1), day,
		   sizeof day - 1) == 0;
}

/* True if no sender's name begins with unit i: it is behind the row, or tells what others did. */
static bool
ends_senders(const struct np_row *row, size_t i)
{
	return i >= row->count || np_row_is_word(row, i, NP_WORD_PASS) ||
	       np_row_is_word(row, i, NP_WORD_OFFICE) || np_row_is_label(row, i);
}

/* The sender's name that begins with unit i; answers the unit behind it, i if there is none. */
static size_t
read_sender(const struct np_row *row, size_t i, struct np_span *name)
{
	size_t end = i;

	if (np_row_is_word(row, i, NP_WORD_AGENCY)) {
		*name = row->units[i].text;
		return i + 1;
	}
	while (end < row->count && !np_row_is_kind(row, end, NP_UNIT_SIGN) &&
	       !np_row_is_kind(row, end, NP_UNIT_TITLE) &&
	       (end == i || row->units[end].gap == NP_GAP_NONE))
		end++;
	if (np_row_is_kind(row, end, NP_UNIT_TITLE)) {
		*name = row->units[end++].text;
		/* 《时代》周刊 */
		if (np_row_names_somebody(row, end) && !row->units[end].surname &&
		    row->units[end].gap == NP_GAP_NONE)
			end++;
	} else if (end > i) {
		*name = without_report(np_row_text(row, i, end));
	}
	return end;
}

size_t
np_sender_take(struct np_roll *roll, size_t i)
{
	const struct np_row *row = roll->row;

	while (np_row_is_sign(row, i, NP_SIGN_COLON) || np_row_is_sign(row, i, NP_SIGN_SLASH))
		i++;
	while (!ends_senders(row, i)) {
		struct np_span name = np_roll_nothing;
		size_t end;
		if (np_row_is_word(row, i, NP_WORD_SOURCE) || is_day(row, i)) {
			i++;
			continue;
		}
		end = read_sender(row, i, &name);
		if (end == i)
			break;
		if (name.len > 0)
			np_roll_add_agency(roll, i, name);
		i = end;
		if (np_row_is_sign(row, i, NP_SIGN_COMMA))
			i++;
		else if (!np_row_is_kind(row, i, NP_UNIT_TITLE) &&
			 !np_row_is_word(row, i, NP_WORD_AGENCY))
			break;
	}
	return i;
}

/* True for 综合消息, 综合报道: what stands before has gathered it. */
static bool
is_gathered(const struct np_roll *roll, size_t i)
{
	return np_row_is_word(roll->row, i, NP_WORD_PASS) &&
	       (np_row_begins(roll->row, i, "综合") || np_row_begins(roll->row, i, "綜合"));
}

size_t
np_sender_take_agency(struct np_roll *roll, size_t i)
{
	struct np_span name = roll->row->units[i].text;
	bool own = np_words_longest(name, NP_WORD_AGENCY) != NULL && name.len == 6 &&
		   memcmp(name.ptr, "本", 3) == 0;
	size_t end = i + 1;

	if (np_row_office_end(roll->row, end) > end || np_row_names_somebody(roll->row, end)) {
		roll->organisation = name;
		return end;
	}
	if (own ? np_row_is_word(roll->row, end, NP_WORD_SOURCE) || is_gathered(roll, end)
		: !np_row_is_label(roll->row, end) ||
		      (roll->row->units[end].word->value & NP_ROLL_PHOTOGRAPHER) != 0)
		np_roll_add_agency(roll, i, name);
	else
		roll->organisation = name;
	return end;
}

/* ---- places ---- */

void
np_sender_take_report(struct np_roll *roll, size_t i)
{
	/* 生活中心／王平報導 has no place. */
	bool of_body = roll->found > 1 && roll->entries[roll->found - 2].collective;
	size_t end = i, from;
	struct np_span place;

	/* 北京三日電: the day is no part of the place. */
	while (end > 0 && np_row_is_kind(roll->row, end - 1, NP_UNIT_OTHER))
		end--;
	from = end;

	while (from > 0) {
		size_t last = from - 1;
		bool name = np_row_is_kind(roll->row, last, NP_UNIT_NAME);
		bool wide = last > 0 && np_row_is_sign(roll->row, last - 1, NP_SIGN_SLASH) &&
			    roll->row->units[last - 1].sign != '/';
		bool free = roll->row->units[last].gap != NP_GAP_NONE || wide;
		if (!np_row_is_place(roll->row, last) && !(name && wide && !of_body) &&
		    !(name && !roll->row->units[last].surname) &&
		    !(from < end && np_row_is_sign(roll->row, last, NP_SIGN_COMMA)))
			break;
		from = last;
		if (free)
			break;
	}
	while (from < end && np_row_is_kind(roll->row, from, NP_UNIT_SIGN))
		from++;
	if (from == end || roll->found == 0 || roll->entries[0].unit >= from ||
	    roll->row->units[i].gap != NP_GAP_NONE)
		return;
	place = np_row_text(roll->row, from, end);
	while (roll->found > 0 && roll->entries[roll->found - 1].unit >= from)
		roll->found--;
	for (size_t d = roll->group < roll->found ? roll->group : 0; d < roll->found; d++) {
		if (!roll->entries[d].agency)
			roll->entries[d].place = place;
	}
}

size_t
np_sender_take_from(struct np_roll *roll, size_t i)
{
	size_t end = i;

	while (end < roll->row->count && !np_row_is_kind(roll->row, end, NP_UNIT_SIGN) &&
	       (end == i || roll->row->units[end].gap == NP_GAP_NONE))
		end++;
	for (size_t d = roll->group; d < roll->found && end > i; d++)
		roll->entries[d].place = without_report(np_row_text(roll->row, i, end));
	return end;
}
