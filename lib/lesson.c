/* lesson.c - learning from gold pages, and seeing on others how well that went */
#include "lesson.h"

#include "feature.h"
#include "labeller.h"

enum { USUAL_COPIES = 24, USUAL_PASSES = 8 };

/* How many copies there are of each page: few pages teach more the more ways they are set in. */
static size_t
count_copies(size_t pages)
{
	enum { MOST = 96, IN_ALL = 6000 };
	if (pages * USUAL_COPIES >= IN_ALL)
		return USUAL_COPIES;
	return pages * MOST <= IN_ALL ? MOST : IN_ALL / pages;
}

/*
 * How many passes are made into one.  A start has learned enough after as many steps as the usual copies
 * and passes take.  From copies that it met again and again it would learn what chance made of them: it
 * rather sees more of them, each less often.
 */
static unsigned
count_joined(size_t copies, bool starts)
{
	size_t joined = starts ? copies / USUAL_COPIES : 1;
	return joined < 1 ? 1 : joined < USUAL_PASSES ? (unsigned)joined : USUAL_PASSES;
}

/*
 * How often a usual pass goes through a page as it is when there is a start: what the copies are to
 * teach that knows, and not how this paper is set.  The more pages, the more they show that by themselves.
 */
static size_t
count_plain(size_t pages)
{
	enum { FEW = 5, MOST = 32 };
	if (pages <= FEW)
		return MOST;
	return pages < FEW * MOST ? FEW * MOST / pages : 1;
}

/*
 * How much of the way from the start is gone back.  Its last part teaches a few pages by heart: where the
 * start was good already, that does harm.  The more pages, the less of it is chance.
 */
static double
count_back(size_t pages)
{
	enum { FEW = 10 };
	return pages <= FEW ? .4 : .4 * FEW / (double)pages;
}

void
np_lesson_settle(struct np_lesson *lesson)
{
	struct np_training *how = &lesson->how;
	size_t pages = lesson->count;
	bool starts = lesson->start != NULL;

	if (how->rate < 0)
		how->rate = starts ? .0005 : .002;
	/* The start has learned to lean on no feature alone; a few pages teach more with all of them. */
	if (how->drop < 0)
		how->drop = starts ? .1 : .5;
	how->back = starts ? count_back(pages) : 0;
	/* What the start knows is not to be forgotten. */
	how->decay = starts ? 0 : .05;
	if (lesson->copies == NP_LESSON_OPEN)
		lesson->copies = count_copies(pages);
	unsigned joined = count_joined(lesson->copies, starts);
	if (lesson->plain == 0)
		lesson->plain = starts ? count_plain(pages) * joined : 1;
	if (lesson->recalls == 0)
		lesson->recalls = joined;
	if (how->epochs == NP_LESSON_OPEN)
		how->epochs = USUAL_PASSES / joined;
	/* What is on few pages may be chance. */
	if (how->min_groups == 0)
		how->min_groups = pages >= 60 ? 5 : pages >= 20 ? 3 : pages >= 6 ? 2 : 1;
	/* Thousands of pages have more features than a small machine should hold; a start keeps all of its own. */
	how->most = starts ? 0 : 24000;
}

/*
 * The pages that are held back, or the others.  Copies are made of these alone, so that what is
 * held back never shows in what is learned from.
 */
static struct np_gold *
choose(const struct np_lesson *lesson, const bool *held, bool which, struct np_arena *arena,
    size_t *count)
{
	struct np_gold *golds = np_arena_array(arena, lesson->count, sizeof *golds);
	for (size_t i = 0; golds != NULL && i < lesson->count; i++) {
		if ((held != NULL && held[i]) == which)
			golds[(*count)++] = lesson->golds[i];
	}
	return golds;
}

/* ---- learning ---- */

/* What a page is learned with. */
struct desk {
	const struct np_lesson *lesson;
	struct np_trainer *trainer;
	struct np_arena arena; /* of the page at hand */
};

static enum np_code
no_memory(struct np_error *err)
{
	return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
}

/* Adds one page, as it is or set anew, to what is learned. */
static enum np_code
teach(struct desk *desk, const struct np_gold *gold, size_t group, struct np_error *err)
{
	size_t n = gold->page.count;
	struct np_observation *seen =
	    np_feature_extract(desk->lesson->marks, &gold->page, &desk->arena);
	unsigned char *labels = np_arena_array(&desk->arena, n, 1);
	if (seen == NULL || labels == NULL)
		return no_memory(err);
	np_gold_labels(gold->lines, n, labels);
	return np_trainer_add(desk->trainer, seen, labels, n, group, err);
}

/* Page i of the golds with its copies; these are mixed with pages before and behind it. */
static enum np_code
teach_page(
    struct desk *desk, const struct np_gold *golds, size_t count, size_t i, struct np_error *err)
{
	const struct np_lesson *lesson = desk->lesson;
	np_arena_reset(&desk->arena);
	enum np_code code = teach(desk, &golds[i], i, err);
	if (code == NP_OK)
		code = np_trainer_repeat(desk->trainer, lesson->plain, err);
	for (size_t c = 0; c < lesson->copies && code == NP_OK; c++) {
		struct np_gold copy;
		uint64_t seed = lesson->how.seed * 1000003 + i * 1009 + c;
		np_arena_reset(&desk->arena);
		code = np_augment(golds, count, i, seed, &lesson->rates, &desk->arena, &copy, err);
		if (code == NP_OK && copy.page.count > 0)
			code = teach(desk, &copy, i, err);
	}
	return code;
}

/*
 * Adds a page that the start is to label as well as before.  A few pages of one paper move weights that
 * others need too; how much they need them, pages of others show.
 */
static enum np_code
recall_page(struct desk *desk, const struct np_gold *gold, struct np_error *err)
{
	np_arena_reset(&desk->arena);
	enum np_code code = teach(desk, gold, NP_TRAINER_NO_GROUP, err);
	if (code == NP_OK)
		code = np_trainer_repeat(desk->trainer, desk->lesson->recalls, err);
	return code;
}

static enum np_code
run(struct desk *desk, const struct np_gold *golds, size_t count, struct np_model **model,
    struct np_error *err)
{
	const struct np_lesson *lesson = desk->lesson;
	enum np_code code = NP_OK;
	for (size_t i = 0; i < count && code == NP_OK; i++)
		code = teach_page(desk, golds, count, i, err);
	for (size_t i = 0; i < lesson->known_count && code == NP_OK; i++)
		code = recall_page(desk, &lesson->known[i], err);
	if (code == NP_OK)
		code =
		    np_trainer_run(desk->trainer, &lesson->how, lesson->progress, lesson->ctx, err);
	if (code == NP_OK)
		code = np_trainer_model(desk->trainer, model, err);
	return code;
}

enum np_code
np_lesson_learn(
    const struct np_lesson *lesson, const bool *held, struct np_model **model, struct np_error *err)
{
	struct desk desk = { .lesson = lesson };
	struct np_arena arena;
	size_t count = 0;
	enum np_code code = NP_OK;
	np_arena_init(&arena, 0);
	np_arena_init(&desk.arena, 0);
	struct np_gold *golds = choose(lesson, held, false, &arena, &count);
	if (golds == NULL)
		code = no_memory(err);
	if (code == NP_OK)
		code = np_trainer_open(&desk.trainer, &np_label_scheme, lesson->start, err);
	if (code == NP_OK)
		code = run(&desk, golds, count, model, err);
	np_trainer_close(desk.trainer);
	np_arena_free(&desk.arena);
	np_arena_free(&arena);
	return code;
}

/* ---- examining ---- */

/* The blocks that the model finds, as lines to score. */
static enum np_code
found_lines(const struct np_lesson *lesson, struct np_model *model, const struct np_page *page,
    struct np_arena *arena, struct np_score_line **lines, size_t *count, struct np_error *err)
{
	struct np_labelled *blocks;
	unsigned char *labels;
	size_t n;
	enum np_code code =
	    np_labeller_label(model, lesson->marks, page, arena, &blocks, &n, &labels, err);
	if (code != NP_OK)
		return code;
	struct np_score_block *found = np_arena_array(arena, n, sizeof *found);
	for (size_t b = 0; found != NULL && b < n; b++) {
		found[b].article = blocks[b].article;
		found[b].role = blocks[b].role;
		found[b].pieces = np_label_pieces(&blocks[b], arena, &found[b].piece_count);
		found[b].text = blocks[b].text;
		if (found[b].pieces == NULL)
			return no_memory(err);
	}
	return found == NULL ? no_memory(err) : np_score_lay(found, n, arena, lines, count, err);
}

static void
forget_marks(struct np_score_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		lines[i].mark_count = 0;
}

static enum np_code
exam_page(const struct np_lesson *lesson, struct np_model *model, const struct np_gold *gold,
    struct np_score *score, struct np_arena *arena, struct np_error *err)
{
	size_t n = gold->page.count, found_count, missing = 0, stray = 0;
	struct np_score_line *right = np_arena_array(arena, n, sizeof *right), *found;
	if (right == NULL)
		return no_memory(err);
	for (size_t i = 0; i < n; i++) {
		const struct np_gold_line *line = &gold->lines[i];
		bool heading =
		    line->role == NP_KICKER || line->role == NP_HEADLINE || line->role == NP_DECK;
		right[i] = (struct np_score_line){ .number = gold->page.lines[i].number,
			.article = line->article,
			.role = line->role,
			.continues = line->continues && !heading };
	}
	enum np_code code =
	    found_lines(lesson, model, &gold->page, arena, &found, &found_count, err);
	if (code != NP_OK)
		return code;
	found = np_score_align(right, n, found, found_count, arena, &missing, &stray);
	if (found == NULL)
		return no_memory(err);
	forget_marks(found, n);
	return np_score_add(score, right, found, n, arena, err);
}

enum np_code
np_lesson_exam(const struct np_lesson *lesson, struct np_model *model, const bool *held,
    const struct np_rates *rates, struct np_score *score, struct np_error *err)
{
	struct np_arena arena, kept;
	size_t count = 0;
	enum np_code code = NP_OK;
	np_arena_init(&arena, 0);
	np_arena_init(&kept, 0);
	struct np_gold *golds = choose(lesson, held, true, &kept, &count);
	if (golds == NULL)
		code = no_memory(err);
	for (size_t i = 0; i < count && code == NP_OK; i++) {
		struct np_gold copy = golds[i];
		np_arena_reset(&arena);
		if (rates != NULL)
			code = np_augment(golds, count, i, lesson->how.seed * 7919 + i, rates,
			    &arena, &copy, err);
		if (code == NP_OK && copy.page.count > 0)
			code = exam_page(lesson, model, &copy, score, &arena, err);
	}
	np_arena_free(&arena);
	np_arena_free(&kept);
	return code;
}
