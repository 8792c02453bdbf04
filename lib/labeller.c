/* labeller.c - lines to roles, article boundaries and mended paragraphs: a model and rules at work */
#include "labeller.h"

#include <stdlib.h>
#include <string.h>

#include "feature.h"
#include "io.h"
#include "seen.h"
#include "sheet.h"

/* The model that is built in: lib/default.model, made into constants by lib/gen/model.c. */
extern const struct np_model_data np_default_model;

struct np_labeller {
	struct np_model *model;
	struct np_marks *marks;
	bool doubts, keeps;
	struct np_seen seen;
};

enum np_code
np_labeller_model(struct np_model **model, const char *path, struct np_error *err)
{
	enum { LARGEST = 256 * 1024 * 1024 };
	char *text;
	size_t len;
	if (path == NULL || strcmp(path, "default") == 0)
		return np_model_open(model, &np_label_scheme, &np_default_model, err);
	enum np_code code = np_in_whole(path, LARGEST, &text, &len, err);
	if (code == NP_OK)
		code = np_model_read(model, &np_label_scheme, (struct np_span){ text, len }, err);
	free(text);
	return code;
}

enum np_code
np_labeller_open(struct np_labeller **out, const char *model, const char *rules, const char **what,
    struct np_error *err)
{
	struct np_labeller *labeller = calloc(1, sizeof *labeller);
	enum np_code code;
	*what = NULL;
	if (labeller == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	np_seen_init(&labeller->seen);
	*what = model;
	code = np_labeller_model(&labeller->model, model, err);
	if (code == NP_OK) {
		*what = rules;
		code = np_marks_open(&labeller->marks, rules, err);
	}
	if (code != NP_OK) {
		np_labeller_close(labeller);
		return code;
	}
	*out = labeller;
	return NP_OK;
}

void
np_labeller_close(struct np_labeller *labeller)
{
	if (labeller == NULL)
		return;
	np_model_free(labeller->model);
	np_marks_close(labeller->marks);
	np_seen_free(&labeller->seen);
	free(labeller);
}

void
np_labeller_doubt(struct np_labeller *labeller)
{
	labeller->doubts = true;
}

void
np_labeller_keep(struct np_labeller *labeller)
{
	labeller->keeps = true;
}

void
np_labeller_forget(struct np_labeller *labeller)
{
	np_seen_forget(&labeller->seen);
}

/* How sure the labels are, into every block. */
static enum np_code
tell_doubts(const struct np_labeller *labeller, const struct np_page *page,
    const unsigned char *labels, struct np_labelled *blocks, size_t count, struct np_arena *arena,
    struct np_error *err)
{
	double *sure = np_arena_array(arena, page->count, sizeof *sure);
	if (sure == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	enum np_code code = np_model_doubt(labeller->model, labels, sure, err);
	for (size_t b = 0; code == NP_OK && b < count; b++) {
		struct np_labelled *block = &blocks[b];
		block->sure = 1;
		for (size_t i = 0; i < block->part_count; i++) {
			double own = sure[block->parts[i].line - page->lines];
			block->sure = own < block->sure ? own : block->sure;
		}
	}
	return code;
}

/* As np_labeller_label(); seen: lines that were looked at before, or NULL. */
static enum np_code
label_page(struct np_model *model, struct np_marks *marks, struct np_seen *seen,
    const struct np_page *page, struct np_arena *arena, struct np_labelled **blocks, size_t *count,
    unsigned char **labels, struct np_error *err)
{
	*blocks = NULL;
	*count = 0;
	*labels = NULL;
	if (page->count == 0)
		return NP_OK;
	struct np_sheet sheet;
	enum np_code code = np_sheet_open_seen(&sheet, seen, marks, page, arena, err);
	if (code != NP_OK)
		return code;
	struct np_topics *topics = np_topic_compare(&sheet, arena);
	*labels = np_arena_take(arena, page->count);
	if (topics == NULL || *labels == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	code = np_feature_label(topics, &sheet, model, *labels, err);
	if (code == NP_OK)
		code = np_label_blocks(
		    marks, page, topics, &sheet, *labels, arena, blocks, count, err);
	return code;
}

enum np_code
np_labeller_label(struct np_model *model, struct np_marks *marks, const struct np_page *page,
    struct np_arena *arena, struct np_labelled **blocks, size_t *count, unsigned char **labels,
    struct np_error *err)
{
	return label_page(model, marks, NULL, page, arena, blocks, count, labels, err);
}

enum np_code
np_labeller_page(struct np_labeller *labeller, const struct np_page *page, struct np_arena *arena,
    struct np_labelled **blocks, size_t *count, struct np_error *err)
{
	unsigned char *labels;
	enum np_code code = label_page(labeller->model, labeller->marks,
	    labeller->keeps ? &labeller->seen : NULL, page, arena, blocks, count, &labels, err);
	if (code == NP_OK && labeller->doubts && page->count > 0)
		code = tell_doubts(labeller, page, labels, *blocks, *count, arena, err);
	return code;
}
