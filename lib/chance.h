/* chance.h - numbers by chance, the same on every machine */
#ifndef NP_CHANCE_H
#define NP_CHANCE_H

#include "code.h"

/* Chance that is the same everywhere: what comes is known by the state that it begins with. */
struct np_chance {
	uint64_t state;
};

/* splitmix64 (Steele, Lea, Flood 2014): the same numbers on every machine. */
static inline uint64_t
np_chance_draw(struct np_chance *chance)
{
	uint64_t z = chance->state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

/* True in a share of all cases: rate from 0, never, to 1, always. */
static inline bool
np_chance_happens(struct np_chance *chance, double rate)
{
	return (double)(np_chance_draw(chance) >> 11) * 0x1p-53 < rate;
}

/* A number from low to high, both included. */
static inline size_t
np_chance_between(struct np_chance *chance, size_t low, size_t high)
{
	return low + (size_t)(np_chance_draw(chance) % (high - low + 1));
}

#endif
