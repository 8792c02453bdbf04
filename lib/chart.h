/* chart.h - bars in a terminal */
#ifndef NP_CHART_H
#define NP_CHART_H

#include "io.h"

/*
 * Columns of the terminal: what COLUMNS in the environment says, else the terminal on descriptor
 * fd, else 80.
 */
unsigned np_chart_columns(int fd);

/* Columns that the text takes in a terminal, bad bytes one each. */
size_t np_chart_width(struct np_span text);

/*
 * Writes a bar as long as value is of most (most > 0), which takes room columns; to an eighth of
 * a column.  With color, in a colour of the terminal.
 */
void np_chart_bar(struct np_out *out, uint64_t value, uint64_t most, unsigned room, bool color);

#endif
