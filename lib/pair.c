/* pair.c - how firmly two Han characters stand together in words */
#include "pair.h"

enum np_pair
np_pair_strength(uint32_t left, uint32_t right)
{
	unsigned char mark;
	if (left < 0x3400 || right < 0x3400 || left > 0x3FFFF || right > 0x3FFFF)
		return NP_PAIR_LOOSE;
	for (uint32_t at = np_pair_hash(left, right, &mark);; at = (at + 1) & (NP_PAIR_SLOTS - 1)) {
		unsigned char slot = np_pair_table[at];
		if (slot == 0)
			return NP_PAIR_LOOSE;
		if ((slot & 0xFE) == mark)
			return (slot & 1) != 0 ? NP_PAIR_FIRM : NP_PAIR_KNOWN;
	}
}
