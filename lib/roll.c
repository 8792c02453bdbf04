/* roll.c - whom a row names so far */
#include "roll.h"

#include <string.h>

const struct np_span np_roll_nothing = { "", 0 };

bool
np_roll_has_dot(struct np_span name)
{
	for (size_t i = 0; i + 1 < name.len; i++) {
		if (memcmp(name.ptr + i, "·", 2) == 0)
			return true;
	}
	return false;
}

struct np_roll_entry *
np_roll_add(struct np_roll *roll, size_t unit, struct np_span name)
{
	struct np_roll_entry *entry = &roll->entries[roll->found++];

	*entry = (struct np_roll_entry){ name, roll->office, roll->organisation, roll->place,
		roll->office_kinds, roll->label_kinds, roll->label, unit, false, false,
		roll->first };
	roll->label_used = true;
	roll->first = false;
	return entry;
}

void
np_roll_add_agency(struct np_roll *roll, size_t unit, struct np_span name)
{
	struct np_roll_entry *entry = np_roll_add(roll, unit, name);

	entry->agency = true;
	entry->office = entry->organisation = entry->place = np_roll_nothing;
}

struct np_roll_entry *
np_roll_last(const struct np_roll *roll)
{
	return roll->found > 0 ? &roll->entries[roll->found - 1] : NULL;
}

void
np_roll_take_back(struct np_roll *roll, size_t next)
{
	const struct np_roll_entry *last = np_roll_last(roll);

	if (last == NULL || last->unit + 1 != next)
		return;
	if (last->collective ||
	    (np_roll_has_dot(last->name) && np_words_ending(last->name, NP_WORD_BODY) != NULL)) {
		roll->organisation = last->name;
		roll->found--;
	}
}

void
np_roll_forget(struct np_roll *roll)
{
	roll->office = roll->organisation = roll->place = roll->label = np_roll_nothing;
	roll->office_kinds = roll->label_kinds = 0;
}
