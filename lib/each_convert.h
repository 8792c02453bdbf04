/* each_convert.h - the loops of npconv: every input, by one process or shared among workers */
#ifndef NP_EACH_CONVERT_H
#define NP_EACH_CONVERT_H

#include "convert.h"
#include "operands.h"
#include "outfile.h"

/* Where it all comes from and goes to. */
struct np_each_convert {
	struct np_operands operands;
	size_t jobs; /* workers; 1: none */
	/* Each into a file of its own in this folder; NULL: all to standard output. */
	const char *dir;
	const char *map;            /* a file for rows of what was read as what, or NULL */
	struct np_outfile map_file; /* np_each_convert() opens and ends it */
};

/*
 * Converts all inputs.  What goes wrong is told and raises the status: names that can't be read, places
 * that would be written over (NP_USAGE) and failed writes end the run.  With jobs the same is written
 * and said in the same order; a worker holds at most a megabyte before its turn.
 */
void np_each_convert(struct np_each_convert *each, struct np_convert *convert);

/* Writes a row for each input to standard output, np_survey_put(); with head the columns' names first. */
void np_each_survey(struct np_each_convert *each, bool head);

#endif
