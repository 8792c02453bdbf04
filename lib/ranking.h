/* ranking.h - frequencies as a reader wants them: a table, or bars */
#ifndef NP_RANKING_H
#define NP_RANKING_H

#include "freq.h"
#include "io.h"

/* How they are written. */
struct np_ranking {
	const char *title; /* of the first column, for a header; NULL for none */
	size_t top;        /* so many, 0 for all */
	bool errors;       /* a column with errors behind */
	bool plot, color;  /* bars */
	int fd;            /* of the terminal that bars fit into */
};

/*
 * Writes what is in freq, most first: item, count, share of all, error; or item, count, bar.
 * NP_OK or NP_ERR_MEMORY; failed writes show in out.
 */
enum np_code np_ranking_put(
    const struct np_ranking *ranking, struct np_freq *freq, struct np_out *out);

#endif
