/* unit.c - a byline cut into words, names, organisations and signs */
#include "unit.h"

#include "offer.h"

struct np_unit *
np_units_cut(struct np_span text, size_t most, unsigned need, struct np_arena *arena, size_t *count)
{
	struct np_cutter cut = { NULL, NULL, 0, NULL };
	struct np_unit *units;

	*count = 0;
	if (!np_cutter_read(&cut, text, most, arena))
		return NULL;
	cut.ways = np_arena_array(arena, cut.count + 1, sizeof *cut.ways);
	units = np_arena_array(arena, cut.count + 1, sizeof *units);
	if (cut.ways == NULL || units == NULL)
		return NULL;
	if (need != 0 && !np_cutter_has(&cut, need))
		return units;
	for (size_t at = cut.count; at-- > 0;)
		np_offer_units(&cut, at);
	for (size_t at = 0; at < cut.count; at += cut.ways[at].len) {
		const struct np_way *way = &cut.ways[at];
		struct np_unit *unit = &units[(*count)++];
		bool title = way->kind == NP_UNIT_TITLE;
		*unit = (struct np_unit){ way->kind, way->word,
			np_cutter_text(&cut, at + title, at + way->len - title),
			way->kind == NP_UNIT_SIGN ? cut.glyphs[at].cp : 0, cut.glyphs[at].gap,
			way->surname };
	}
	return units;
}
