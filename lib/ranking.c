/* ranking.c - frequencies as a reader wants them: a table, or bars */
#include "ranking.h"

#include <stdio.h>

#include "block.h"
#include "chart.h"

/* A share as a decimal fraction with six digits behind the point. */
static void
put_share(struct np_out *out, uint64_t count, uint64_t total)
{
	enum { WHOLE = 1000000 };
	uint64_t parts = (uint64_t)((double)count / (double)total * WHOLE + .5);
	char digits[16];

	snprintf(
	    digits, sizeof digits, "%u.%06u", (unsigned)(parts / WHOLE), (unsigned)(parts % WHOLE));
	np_out_string(out, digits);
}

static void
put_table(const struct np_ranking *ranking, const struct np_bag_item *items, size_t count,
    uint64_t total, struct np_out *out)
{
	if (ranking->title != NULL) {
		np_out_string(out, ranking->title);
		np_out_string(
		    out, ranking->errors ? "\tcount\tshare\terror\n" : "\tcount\tshare\n");
	}
	for (size_t i = 0; i < count && !out->failed; i++) {
		np_block_put_field(out, items[i].text);
		np_out_byte(out, '\t');
		np_out_number(out, items[i].count);
		np_out_byte(out, '\t');
		put_share(out, items[i].count, total);
		if (ranking->errors) {
			np_out_byte(out, '\t');
			np_out_number(out, items[i].error);
		}
		np_out_byte(out, '\n');
	}
}

static void
put_chart(const struct np_ranking *ranking, const struct np_bag_item *items, size_t count,
    struct np_out *out)
{
	enum { WIDEST = 24, DIGITS = 20 };
	const unsigned columns = np_chart_columns(ranking->fd);
	unsigned width = 0, digits = 1, room;

	for (size_t i = 0; i < count; i++) {
		size_t wide = np_chart_width(items[i].text);

		if (wide > width)
			width = wide < WIDEST ? (unsigned)wide : WIDEST;
	}
	for (uint64_t most = count > 0 ? items[0].count : 0; most > 9; most /= 10)
		digits++;
	room = columns > width + digits + 4 ? columns - width - digits - 3 : 1;
	for (size_t i = 0; i < count && !out->failed; i++) {
		char number[DIGITS + 1];

		np_block_put_field(out, items[i].text);
		for (size_t wide = np_chart_width(items[i].text); wide < width; wide++)
			np_out_byte(out, ' ');
		snprintf(number, sizeof number, "%*llu", (int)digits,
		    (unsigned long long)items[i].count);
		np_out_byte(out, ' ');
		np_out_string(out, number);
		np_out_byte(out, ' ');
		np_chart_bar(out, items[i].count, items[0].count, room, ranking->color);
		np_out_byte(out, '\n');
	}
}

enum np_code
np_ranking_put(const struct np_ranking *ranking, struct np_freq *freq, struct np_out *out)
{
	size_t count;
	const struct np_bag_item *items = np_freq_rank(freq, &count);

	if (items == NULL)
		return NP_ERR_MEMORY;
	if (ranking->top > 0 && ranking->top < count)
		count = ranking->top;
	if (ranking->plot)
		put_chart(ranking, items, count, out);
	else
		put_table(ranking, items, count, np_freq_total(freq), out);
	return NP_OK;
}
