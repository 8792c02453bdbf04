/* cue.c - words that tell what a line is */
#include "cue.h"

/* A call for so few bytes, which nearly always differ soon, would take longer. */
static bool
begins_with(const char *text, const struct np_cue *cue)
{
	for (size_t i = cue->len; i-- > 0;) {
		if (text[i] != cue->word[i])
			return false;
	}
	return true;
}

unsigned
np_cue_find(struct np_span text, uint32_t first, size_t at)
{
	const struct np_cue *cue = &np_cues[np_cue_slots[first % NP_CUE_SLOTS] - 1];
	unsigned found = 0;
	for (; cue->first == first; cue++) {
		if (at < cue->within && text.len >= cue->len && begins_with(text.ptr, cue))
			found |= cue->bit;
	}
	return found;
}
