/* choice.c - which articles option -a asks for */
#include "choice.h"

/* Takes a number from *at and steps over the comma behind it; false at the end or if none is there. */
static bool
next_number(const char **at, uint64_t *number)
{
	const char *p = *at;

	*number = 0;
	if (*p < '0' || *p > '9')
		return false;
	for (; *p >= '0' && *p <= '9'; p++) {
		unsigned digit = (unsigned)(*p - '0');

		if (*number > (UINT64_MAX - digit) / 10)
			return false;
		*number = *number * 10 + digit;
	}
	if (*p == ',' && p[1] >= '0' && p[1] <= '9')
		p++;
	*at = p;
	return true;
}

bool
np_choice_valid(const char *list)
{
	uint64_t number;

	while (next_number(&list, &number)) {
		if (*list == '\0')
			return true;
	}
	return false;
}

bool
np_choice_lists(const char *list, uint64_t number)
{
	uint64_t listed;
	bool choosy = false;

	while (next_number(&list, &listed)) {
		if (listed == number)
			return true;
		choosy = choosy || listed != 0;
	}
	return number != 0 && !choosy;
}
