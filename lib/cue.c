/* cue.c - words that tell what a line is */
#include "cue.h"

#include <string.h>

unsigned
np_cue_find(struct np_span text, uint32_t first, size_t at)
{
	const struct np_cue *cue = &np_cues[np_cue_slots[first % NP_CUE_SLOTS] - 1];
	unsigned found = 0;
	for (; cue->first == first; cue++) {
		if (at < cue->within && text.len >= cue->len &&
		    memcmp(text.ptr, cue->word, cue->len) == 0)
			found |= cue->bit;
	}
	return found;
}
