/* stretch.c - a page cut into stretches, and what words each has in common with those before it */
#include "stretch.h"

#include <string.h>

bool
np_stretch_open(struct np_stretches *stretches, size_t most, size_t words, unsigned back,
    struct np_arena *arena)
{
	*stretches = (struct np_stretches){ .back = back };
	stretches->list = np_arena_take(arena, (most + 1) * sizeof *stretches->list);
	stretches->shared = np_arena_take(arena, words * sizeof *stretches->shared);
	return stretches->list != NULL && stretches->shared != NULL;
}

void
np_stretch_end(struct np_stretches *stretches, size_t line, size_t words)
{
	stretches->list[stretches->count] =
	    (struct np_stretch){ .line = line, .words = words, .shared = stretches->shared_count };
}

void
np_stretch_begin(struct np_stretches *stretches, size_t line, size_t words, uint32_t at)
{
	np_stretch_end(stretches, line, words);
	memmove(stretches->begins + 1, stretches->begins,
	    sizeof stretches->begins - sizeof *stretches->begins);
	stretches->begins[0] = at;
	stretches->count++;
}

struct np_stretch_shares
np_stretch_compare(struct np_stretches *stretches, size_t stretch, const float *weights)
{
	struct np_stretch *own = &stretches->list[stretch];
	struct np_stretch_shares shares = { .sums = { 0 } };
	for (size_t i = own->shared; i < own[1].shared; i++) {
		uint32_t shared = stretches->shared[i];
		shares.sums[shared >> NP_STRETCH_SHIFT] += (double)weights[shared & UINT16_MAX];
	}
	own->weight = (double)(own[1].words - own->words) - own->lighter;
	for (size_t sets = 0; sets < (size_t)1 << stretches->back; sets++)
		own->weight += shares.sums[sets];
	return shares;
}

double
np_stretch_alike(const struct np_stretches *stretches, const struct np_stretch_shares *shares,
    size_t stretch, size_t back)
{
	double common = 0, own = stretches->list[stretch].weight;
	double other = stretches->list[stretch - back].weight;
	double least = own < other ? own : other;
	for (size_t sets = 0; sets < (size_t)1 << stretches->back; sets++) {
		if ((sets >> (back - 1) & 1) != 0)
			common += shares->sums[sets];
	}
	return least > 0 ? common / least : 0;
}
