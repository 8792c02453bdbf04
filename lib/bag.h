/* bag.h - strings and how often each was put in: exact while they fit into memory */
#ifndef NP_BAG_H
#define NP_BAG_H

#include "code.h"

struct np_bag;

/* Longer strings can't be put in. */
enum { NP_BAG_LONGEST = 255 };

/*
 * Opens a bag that takes about memory bytes at most.  While all different strings fit in,
 * counts are exact.  After that, with approximate, it goes on by the Space-Saving
 * algorithm (A. Metwally, D. Agrawal, A. El Abbadi, Efficient Computation of Frequent and
 * Top-k Elements in Data Streams, 2005): what is new takes the place of what is rarest, and its
 * count; for a longer string several may have to go.  NULL when memory is out.
 */
struct np_bag *np_bag_open(size_t memory, bool approximate);

/*
 * Puts a string of 1 to NP_BAG_LONGEST bytes in, which is copied.  NP_OK, NP_ERR_MEMORY, or
 * NP_ERR_TOOBIG when it is new, the bag is full and may not be approximate.
 */
enum np_code np_bag_add(struct np_bag *bag, const char *ptr, size_t len);

/* A string and how often it was put in: at most count, at least count - error times. */
struct np_bag_item {
	struct np_span text; /* valid until the bag is changed or closed */
	uint64_t count, error;
};

/* How many strings there are, and that of number i, from 0, in no order. */
size_t np_bag_size(const struct np_bag *bag);
struct np_bag_item np_bag_item(const struct np_bag *bag, size_t i);

/* How often what is not there may have been put in: 0 while counts are exact. */
uint64_t np_bag_error(const struct np_bag *bag);

/* NULL is allowed. */
void np_bag_close(struct np_bag *bag);

#endif
