/* lesson.h - learning from gold pages, and seeing on others how well that went */
#ifndef NP_LESSON_H
#define NP_LESSON_H

#include <limits.h>

#include "augment.h"
#include "gold.h"
#include "marks.h"
#include "model.h"
#include "score.h"

/* Of a number that np_lesson_settle() is to choose. */
#define NP_LESSON_OPEN UINT_MAX

/* Pages, and how to learn from them; all of it is the caller's. */
struct np_lesson {
	const struct np_gold *golds;
	size_t count;
	size_t copies; /* pages set anew for each page; NP_LESSON_OPEN is left open */
	size_t plain;  /* how often each pass goes through a page as it is; 0 is left open */
	struct np_rates rates;
	struct np_training how;       /* of it epochs may be NP_LESSON_OPEN */
	const struct np_model *start; /* to go on from, or NULL */
	/* Pages beside them, which the start is to label as well as before; no new features come of these. */
	const struct np_gold *known;
	size_t known_count;
	size_t recalls; /* how often each pass goes through a known page; 0 is left open */
	struct np_marks *marks;
	void (*progress)(void *ctx, unsigned epoch, double right); /* or NULL */
	void *ctx;
};

/*
 * Settles what the caller left open, by the number of pages and whether there is a start: the copies,
 * how often a page and a known one are gone through; of how the epochs, a rate or a drop below 0, a
 * min_groups of 0; and always most and back.
 */
void np_lesson_settle(struct np_lesson *lesson);

/*
 * Learns from the pages whose held[] is false (all of them if held is NULL).  The model
 * is the caller's, for np_model_free().  NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_lesson_learn(const struct np_lesson *lesson, const bool *held,
    struct np_model **model, struct np_error *err);

/*
 * Adds to *score how well the model does on the pages whose held[] is true; with rates, on
 * these set anew, once each.  Bylines and other marks are found by rules: they are not scored.
 * NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_lesson_exam(const struct np_lesson *lesson, struct np_model *model,
    const bool *held, const struct np_rates *rates, struct np_score *score, struct np_error *err);

#endif
