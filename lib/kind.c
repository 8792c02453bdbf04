/* kind.c - as what a newspaper names somebody */
#include "kind.h"

const char *
np_person_kind_name(enum np_person_kind kind)
{
	static const char *const names[NP_PERSON_KINDS] = { "author", "reporter", "correspondent",
		"intern", "photographer", "translator", "editor", "agency" };

	return names[kind];
}
