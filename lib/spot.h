/* spot.h - where the blocks of a page begin: a page has each place once */
#ifndef NP_SPOT_H
#define NP_SPOT_H

#include "block.h"

/* Where a block begins, and the number of its line in the stream. */
struct np_spot {
	size_t
	    leaf; /* 0 on the page itself; what tells apart the others that an article goes on on */
	uint64_t line, number;
	uint32_t part;
};

/*
 * The number of the first line of the stream whose block begins where one before it does, as where two
 * pages have one name; 0 for none.  Sorts the list.
 */
uint64_t np_spot_repeated(struct np_spot *list, size_t count);

/* True if a block's first piece stands below that of the one before it. */
static inline bool
np_spot_below(const struct np_piece *before, const struct np_piece *piece)
{
	return before->first < piece->first ||
	       (before->first == piece->first && before->part < piece->part);
}

/*
 * The places of a page's blocks, but for joined ones, which stand on others.  Zeroed memory is none.
 *
 *	np_spots_add(&spots, &block, number) ...
 *	np_spots_repeated(&spots) at the page's end
 *	np_spots_clear(&spots) for the next page; np_spots_free(&spots)
 */
struct np_spots {
	struct np_spot *list;
	size_t count, cap;
	struct np_piece last;
	bool turns_back; /* one came that does not stand below the one before it */
};

/* Adds a block; number is that of its line.  False when memory is out. */
bool np_spots_add(struct np_spots *spots, const struct np_block *block, uint64_t number);

/* As np_spot_repeated(). */
uint64_t np_spots_repeated(struct np_spots *spots);

/* Forgets all; the memory stays for the next page. */
void np_spots_clear(struct np_spots *spots);
void np_spots_free(struct np_spots *spots);

#endif
