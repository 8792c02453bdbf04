/*
 * feature.c - what is seen of a line: its form, its words, its neighbours, its page
 *
 * A feature says one thing that a reader of the page would see too: how long a line is, how it
 * ends, what stands above it, whether the page opens its articles with datelines.  Lengths are in columns,
 * and coarse: a model must hold for papers that it never saw.
 */
#include "feature.h"

#include <string.h>

#include "template.h"

const char *const np_feature_names[] = {
#define NAME_OF(name, text) text,
	TEMPLATES(NAME_OF)
#undef NAME_OF
};
_Static_assert(sizeof np_feature_names / sizeof *np_feature_names == NP_FEATURE_TEMPLATES,
    "feature.h tells their number");

/* The features of line i, into features[FEATURES_A_LINE]. */
static struct np_observation
look_at(
    const struct np_topics *topics, const struct np_sheet *sheet, size_t i, np_feature *features)
{
	struct np_feature_list list = { features, 0 };
	np_feature_line(&list, sheet, i);
	np_feature_layout(&list, sheet, i);
	np_feature_heading(&list, sheet, i, topics);
	return (struct np_observation){ features, list.count,
		sheet->info[i].candidate && sheet->info[i].run_at == 0 };
}

enum np_code
np_feature_label(const struct np_topics *topics, const struct np_sheet *sheet,
    struct np_model *model, unsigned char *labels, struct np_error *err)
{
	np_feature features[FEATURES_A_LINE];
	enum np_code code = np_model_expect(model, sheet->count, err);
	if (code != NP_OK)
		return code;
	for (size_t i = 0; i < sheet->count; i++) {
		struct np_observation one = look_at(topics, sheet, i, features);
		np_model_see(model, &one);
	}
	np_model_label(model, labels);
	return NP_OK;
}

struct np_observation *
np_feature_extract(struct np_marks *marks, const struct np_page *page, struct np_arena *arena)
{
	struct np_sheet sheet;
	if (np_sheet_open(&sheet, marks, page, arena, NULL) != NP_OK)
		return NULL;
	const struct np_topics *topics = np_topic_compare(&sheet, arena);
	if (topics == NULL)
		return NULL;
	struct np_observation *seen = np_arena_array(arena, sheet.count, sizeof *seen);
	for (size_t i = 0; seen != NULL && i < sheet.count; i++) {
		np_feature features[FEATURES_A_LINE];
		struct np_observation one = look_at(topics, &sheet, i, features);
		np_feature *kept = np_arena_take(arena, one.count * sizeof *kept);
		if (kept == NULL)
			return NULL;
		memcpy(kept, features, one.count * sizeof *kept);
		seen[i] = (struct np_observation){ kept, one.count, one.anchor };
	}
	return seen;
}
