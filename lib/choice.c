/* choice.c - which articles option -a asks for */
#include "choice.h"

struct range {
	uint64_t first, last;
};

/* Takes a number from *at; false if none is there or it is too large. */
static bool
take_number(const char **at, uint64_t *number)
{
	const char *p = *at;

	*number = 0;
	for (; *p >= '0' && *p <= '9'; p++) {
		unsigned digit = (unsigned)(*p - '0');

		if (*number > (UINT64_MAX - digit) / 10)
			return false;
		*number = *number * 10 + digit;
	}
	if (p == *at)
		return false;
	*at = p;
	return true;
}

/* Takes a number or a range from *at and steps over the comma behind it; false at the end or if none is there. */
static bool
next_range(const char **at, struct range *range)
{
	const char *p = *at;

	if (!take_number(&p, &range->first))
		return false;
	range->last = range->first;
	if (*p == '-') {
		p++;
		if (!take_number(&p, &range->last) || range->last < range->first)
			return false;
	}
	if (*p == ',' && p[1] >= '0' && p[1] <= '9')
		p++;
	*at = p;
	return true;
}

bool
np_choice_valid(const char *list)
{
	struct range range;

	while (next_range(&list, &range)) {
		if (*list == '\0')
			return true;
	}
	return false;
}

bool
np_choice_lists(const char *list, uint64_t number)
{
	struct range range;
	bool choosy = false;

	while (next_range(&list, &range)) {
		if (range.first <= number && number <= range.last)
			return true;
		choosy = choosy || range.last != 0;
	}
	return number != 0 && !choosy;
}
