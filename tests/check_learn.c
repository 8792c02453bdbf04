/* check_learn - what is learned from small lessons; the same from the same; little to learn from */
#include "help_model.h"

enum { LESSON_PLACES = 40 };

struct lesson {
	np_feature features[LESSON_PLACES][4];
	struct np_observation seen[LESSON_PLACES];
	unsigned char labels[LESSON_PLACES];
	size_t count;
};

/*
 * A problem that has an answer: x tells a or b; where it is 2 the label is c behind a or c, and
 * b behind b: to be learned from the pairs of labels.  y is noise.
 */
static void
make_lesson(struct lesson *lesson, uint64_t *random)
{
	lesson->count = below(random, LESSON_PLACES + 1);
	for (size_t i = 0; i < lesson->count; i++) {
		size_t v = below(random, i == 0 ? 2 : 3);
		lesson->labels[i] = v < 2 ? (unsigned char)v : lesson->labels[i - 1] == 1 ? 1 : 2;
		lesson->features[i][0] = np_feature_make(0, (uint32_t)v);
		lesson->features[i][1] = np_feature_make(1, (uint32_t)below(random, 5));
		/* A feature may be there twice. */
		lesson->features[i][2] = lesson->features[i][1];
		lesson->seen[i] =
		    (struct np_observation){ lesson->features[i], i % 3 ? 3 : 2, i % 4 == 0 };
	}
}

static const struct np_training usual = {
	.epochs = 40, .min_groups = 2, .rate = .02, .drop = 0, .seed = 5
};

static struct np_trainer *
open_trainer(const struct np_model *start)
{
	struct np_trainer *trainer;
	struct np_error err;
	ck_assert_int_eq(np_trainer_open(&trainer, &scheme, start, &err), NP_OK);
	return trainer;
}

static void
teach(struct np_trainer *trainer, const struct lesson *lesson, size_t group)
{
	struct np_error err;
	ck_assert_int_eq(
	    np_trainer_add(trainer, lesson->seen, lesson->labels, lesson->count, group, &err),
	    NP_OK);
}

static struct np_model *
run_trainer(struct np_trainer *trainer, const struct np_training *how,
    void (*progress)(void *ctx, unsigned epoch, double right), void *ctx)
{
	struct np_model *model;
	struct np_error err;
	ck_assert_int_eq(np_trainer_run(trainer, how, progress, ctx, &err), NP_OK);
	ck_assert_int_eq(np_trainer_model(trainer, &model, &err), NP_OK);
	return model;
}

struct report {
	unsigned epochs;
	double first, last;
};

static void
note_epoch(void *ctx, unsigned epoch, double right)
{
	struct report *report = ctx;
	ck_assert_double_ge(right, 0);
	ck_assert_double_le(right, 1);
	ck_assert_uint_eq(epoch, ++report->epochs);
	if (epoch == 1)
		report->first = right;
	report->last = right;
}

/* Learns 60 lessons; the model's text, and itself where it is asked for. */
static void
learn(
    const struct np_training *how, struct report *report, struct text *text, struct np_model **keep)
{
	struct np_trainer *trainer = open_trainer(NULL);
	uint64_t random = 42;
	for (size_t i = 0; i < 60; i++) {
		struct lesson lesson;
		make_lesson(&lesson, &random);
		if (i == 7) {
			/* A feature that one group alone has, though often. */
			ck_assert_uint_gt(lesson.count, 1);
			for (size_t p = 0; p < lesson.count; p++) {
				lesson.features[p][3] = lesson.features[p][2] =
				    np_feature_make(1, 999);
				lesson.seen[p].count = 4;
			}
		}
		teach(trainer, &lesson, i);
	}
	struct np_model *model =
	    run_trainer(trainer, how, report != NULL ? note_epoch : NULL, report);
	np_trainer_close(trainer);
	text_of(text, model, "", np_model_write);
	if (keep != NULL)
		*keep = model;
	else
		np_model_free(model);
}

START_TEST(test_learn)
{
	struct report report = { .epochs = 0 };
	struct text text;
	struct np_model *model;
	uint64_t random = 4711;
	learn(&usual, &report, &text, &model);
	ck_assert_uint_eq(report.epochs, usual.epochs);
	ck_assert_double_gt(report.last, report.first);
	ck_assert_double_gt(report.last, .95);
	for (int i = 0; i < 200; i++) {
		struct lesson lesson;
		unsigned char got[LESSON_PLACES];
		make_lesson(&lesson, &random);
		decode(model, lesson.seen, lesson.count, got);
		ck_assert_mem_eq(got, lesson.labels, lesson.count);
	}
	/* As a text it is the same. */
	struct np_model *read = model_of(&scheme, &text);
	struct text again;
	text_of(&again, read, "", np_model_write);
	ck_assert(same_text(&again, &text));
	np_model_free(read);
	np_model_free(model);
	free(again.ptr);
	free(text.ptr);
}
END_TEST

/* The same seed and the same lessons give the same model, others another. */
START_TEST(test_learn_same)
{
	struct np_training how = usual;
	struct text text, same, other;
	how.epochs = 3;
	how.drop = .3;
	learn(&how, NULL, &text, NULL);
	learn(&how, NULL, &same, NULL);
	how.seed++;
	learn(&how, NULL, &other, NULL);
	ck_assert(same_text(&text, &same));
	ck_assert(!same_text(&text, &other));
	free(text.ptr);
	free(same.ptr);
	free(other.ptr);
}
END_TEST

/* The line of a text that begins so, for free(). */
static char *
line_of(const struct text *text, const char *begin)
{
	char *line = strstr(text->ptr, begin);
	ck_assert_ptr_nonnull(line);
	line++;
	return strndup(line, strcspn(line, "\n"));
}

static void
check_same_line(const struct text *a, const struct text *b, const char *begin, bool same)
{
	char *x = line_of(a, begin), *y = line_of(b, begin);
	ck_assert_ptr_nonnull(x);
	ck_assert_ptr_nonnull(y);
	ck_assert_msg((strcmp(x, y) == 0) == same, "%s", begin);
	free(x);
	free(y);
}

/* How many features of a template a model has, by its text. */
static size_t
count_features(const struct text *text, const char *begin)
{
	size_t count = 0;
	for (const char *at = text->ptr; (at = strstr(at, begin)) != NULL; at++)
		count++;
	return count;
}

/* A model has no more features than it may; what says nothing goes first, and the others do without. */
START_TEST(test_learn_most)
{
	struct np_training how = usual;
	size_t x[10], y[10];
	for (how.most = 0; how.most < SIZE(x); how.most++) {
		struct report report = { .epochs = 0 };
		struct text text;
		learn(&how, &report, &text, NULL);
		x[how.most] = count_features(&text, "\nx\t");
		y[how.most] = count_features(&text, "\ny\t");
		if (how.most == 0 || how.most > 2)
			ck_assert_double_gt(report.last, .95);
		free(text.ptr);
	}
	/* All of them; just some; more than there are. */
	ck_assert_uint_eq(x[0], 3);
	ck_assert_uint_eq(y[0], 5);
	for (size_t most = 1; most < SIZE(x); most++) {
		ck_assert_uint_eq(x[most] + y[most], most < x[0] + y[0] ? most : x[0] + y[0]);
		ck_assert_uint_eq(x[most], most < x[0] ? most : x[0]);
	}
}
END_TEST

/* Of two features that say the same, the one that more pages have stays. */
START_TEST(test_learn_widespread)
{
	enum { PAGES = 16, PLACES = 4 };
	struct np_training how = usual;
	struct np_trainer *trainer = open_trainer(NULL);
	const unsigned char truth[PLACES] = { 0, 1, 1, 0 };
	struct text text;
	for (uint32_t page = 0; page < PAGES; page++) {
		/* On places of one label: one that all pages have, one of the page's own. */
		const np_feature features[] = { np_feature_make(1, page), np_feature_make(0, 5) };
		struct np_observation seen[PLACES] = { { NULL, 0, false } };
		struct np_error err;
		seen[1] = seen[2] = (struct np_observation){ features, 2, false };
		ck_assert_int_eq(np_trainer_add(trainer, seen, truth, PLACES, page, &err), NP_OK);
	}
	how.epochs = 4;
	how.most = how.min_groups = 1;
	for (how.seed = 0; how.seed < 5; how.seed++) {
		struct np_model *model = run_trainer(trainer, &how, NULL, NULL);
		text_of(&text, model, "", np_model_write);
		ck_assert_uint_eq(count_features(&text, "\nx\t5\t"), 1);
		ck_assert_uint_eq(count_features(&text, "\ny\t"), 0);
		np_model_free(model);
		free(text.ptr);
	}
	np_trainer_close(trainer);
}
END_TEST

/* Given up before the end: what is left goes on, and comes to other weights than in a model cut down. */
START_TEST(test_learn_without)
{
	struct np_training how = usual;
	struct text whole, thin;
	how.epochs = 4;
	learn(&how, NULL, &whole, NULL);
	how.most = 3;
	learn(&how, NULL, &thin, NULL);
	check_same_line(&whole, &thin, "\nx\t0\t", false);
	free(whole.ptr);
	free(thin.ptr);
	/* With no pass left there is nothing to learn: the same, but for what is gone. */
	how.epochs = 3;
	how.most = 0;
	learn(&how, NULL, &whole, NULL);
	how.most = 3;
	learn(&how, NULL, &thin, NULL);
	check_same_line(&whole, &thin, "\nx\t0\t", true);
	free(whole.ptr);
	free(thin.ptr);
}
END_TEST

START_TEST(test_learn_rare)
{
	struct np_training how = usual;
	struct text text;
	how.epochs = 1;
	for (how.min_groups = 0; how.min_groups < 4; how.min_groups++) {
		learn(&how, NULL, &text, NULL);
		ck_assert_int_eq(strstr(text.ptr, "\ny\t999\t") != NULL, how.min_groups < 2);
		ck_assert_ptr_nonnull(strstr(text.ptr, "\ny\t4\t"));
		free(text.ptr);
	}
}
END_TEST

/* Lines whose label is told by one further off alone, as far as a line can see. */
static void
make_distant_lesson(struct lesson *lesson, size_t above, size_t below_it, uint64_t *random)
{
	lesson->count = LESSON_PLACES;
	for (size_t i = 0; i < LESSON_PLACES; i++) {
		lesson->features[i][0] = np_feature_make(0, (uint32_t)below(random, 2));
		lesson->seen[i] = (struct np_observation){ lesson->features[i], 1, false };
	}
	for (size_t i = 0; i < LESSON_PLACES; i++) {
		size_t at = i + below_it - above;
		lesson->labels[i] =
		    at < LESSON_PLACES ? (unsigned char)(lesson->features[at][0] & 1) : 0;
	}
}

START_TEST(test_learn_around)
{
	static const size_t ways[][2] = { { 0, 1 }, { 0, REACH }, { REACH, 0 } };
	struct np_trainer *trainer = open_trainer(NULL);
	struct lesson lesson;
	uint64_t random = 11;
	for (size_t i = 0; i < 60; i++) {
		make_distant_lesson(&lesson, ways[_i][0], ways[_i][1], &random);
		teach(trainer, &lesson, i);
	}
	struct np_model *model = run_trainer(trainer, &usual, NULL, NULL);
	np_trainer_close(trainer);
	for (int i = 0; i < 50; i++) {
		unsigned char got[LESSON_PLACES];
		make_distant_lesson(&lesson, ways[_i][0], ways[_i][1], &random);
		decode(model, lesson.seen, lesson.count, got);
		ck_assert_mem_eq(got, lesson.labels, lesson.count);
	}
	np_model_free(model);
}
END_TEST

/*
 * Most lines tell their own labels, any at all, so that pairs of labels tell nothing; a mark tells
 * those of all that do not, up to the next mark down the page, or up it.
 */
static void
make_carried_lesson(struct lesson *lesson, bool down, uint64_t *random)
{
	enum { ASKS = 2, MARKS = 3 };
	unsigned mark = 0;
	lesson->count = LESSON_PLACES;
	for (size_t n = 0; n < LESSON_PLACES; n++) {
		size_t i = down ? n : LESSON_PLACES - 1 - n;
		unsigned own = (unsigned)below(random, 3), value = own;
		if (n == 0 || below(random, 12) == 0) {
			mark = own = (unsigned)below(random, 2);
			value = MARKS + mark;
		}
		lesson->labels[i] = (unsigned char)(own == ASKS ? mark : own);
		lesson->features[i][0] = np_feature_make(0, value);
		lesson->seen[i] = (struct np_observation){ lesson->features[i], 1, false };
	}
}

/* What is carried along reaches farther than what is seen around a line. */
START_TEST(test_learn_carried)
{
	enum { EXAMS = 50 };
	struct np_trainer *trainer = open_trainer(NULL);
	struct lesson lesson;
	uint64_t random = 17;
	size_t wrong = 0;
	for (size_t i = 0; i < 60; i++) {
		make_carried_lesson(&lesson, _i == 0, &random);
		teach(trainer, &lesson, i);
	}
	struct np_model *model = run_trainer(trainer, &usual, NULL, NULL);
	np_trainer_close(trainer);
	for (int i = 0; i < EXAMS; i++) {
		unsigned char got[LESSON_PLACES];
		make_carried_lesson(&lesson, _i == 0, &random);
		decode(model, lesson.seen, lesson.count, got);
		for (size_t p = 0; p < LESSON_PLACES; p++)
			wrong += got[p] != lesson.labels[p];
	}
	ck_assert_uint_lt(wrong, EXAMS * LESSON_PLACES / 100);
	np_model_free(model);
}
END_TEST

/*
 * Lines without features, one of four labels another than the one before: nothing tells but the
 * pairs of labels, and they are to be worth what they are, neither more nor less.  One sequence is
 * long enough for sums of chances that run off.
 */
START_TEST(test_learn_pairs)
{
	enum { MANY = 1500 };
	static struct np_observation seen[MANY];
	static unsigned char good[MANY];
	struct np_trainer *trainer = open_trainer(NULL);
	struct np_error err;
	uint64_t random = 31;
	size_t changes = 0, pairs = 0;
	double odds = 0;
	for (size_t sequence = 0; sequence < 40; sequence++) {
		size_t count = sequence == 20 ? MANY : 40;
		for (size_t i = 0; i < count; i++) {
			bool change = i > 0 && below(&random, 4) == 0;
			good[i] = i == 0 ? (unsigned char)(sequence % 2)
					 : (unsigned char)(good[i - 1] ^ change);
			changes += change;
			pairs += i > 0;
		}
		ck_assert_int_eq(np_trainer_add(trainer, seen, good, count, sequence, &err), NP_OK);
	}
	struct np_model *model = run_trainer(trainer, &usual, NULL, NULL);
	np_trainer_close(trainer);
	/* What sets a label apart wherever it stands is in none of these differences. */
	for (size_t from = 0; from < 2; from++) {
		const int32_t *follow = model->data.net->follow + from * NP_LABELS_MAX;
		odds += (double)(follow[from] - follow[1 - from]) / NP_NET_SCORE / 2;
	}
	ck_assert_double_eq_tol(odds, log((double)(pairs - changes) / (double)changes), .1);
	np_model_free(model);
}
END_TEST

static double
worst_is_b_for_a(size_t truth, size_t label)
{
	return truth == 0 && label == 1 ? 4 : 0;
}

/* Where nothing tells a from b, the label that is there more often; but where harm is not to be done. */
START_TEST(test_learn_harm)
{
	static const struct np_scheme wary = { labels, 3, templates, 2, follows, worst_is_b_for_a,
		NULL, 7 };
	for (int careful = 0; careful < 2; careful++) {
		struct np_observation seen = { NULL, 0, false };
		struct np_trainer *trainer;
		struct np_error err;
		unsigned char got;
		ck_assert_int_eq(
		    np_trainer_open(&trainer, careful ? &wary : &scheme, NULL, &err), NP_OK);
		for (size_t i = 0; i < 200; i++) {
			unsigned char label = i % 5 > 1;
			ck_assert_int_eq(np_trainer_add(trainer, &seen, &label, 1, i, &err), NP_OK);
		}
		struct np_model *model = run_trainer(trainer, &usual, NULL, NULL);
		np_trainer_close(trainer);
		decode(model, &seen, 1, &got);
		ck_assert_uint_eq(got, !careful);
		np_model_free(model);
	}
}
END_TEST

/* Going on from a model: what nothing new is learned about stays as it is. */
START_TEST(test_learn_on)
{
	struct np_training how = usual;
	struct text text, after;
	struct np_model *start, *model;
	struct lesson lesson;
	uint64_t random = 8;
	how.epochs = 3;
	learn(&how, NULL, &text, &start);

	/* No epoch, nothing added; then a page with a feature that is new. */
	struct np_trainer *trainer = open_trainer(start);
	how.epochs = 0;
	how.min_groups = 5;
	model = run_trainer(trainer, &how, NULL, NULL);
	text_of(&after, model, "", np_model_write);
	ck_assert(same_text(&after, &text));
	np_model_free(model);
	free(after.ptr);
	do
		make_lesson(&lesson, &random);
	while (lesson.count < 20);
	for (size_t i = 0; i < lesson.count; i++) {
		lesson.features[i][1] = np_feature_make(1, i % 2 ? 0 : 77);
		lesson.seen[i].count = 2;
	}
	teach(trainer, &lesson, 0);
	how.min_groups = 1;
	model = run_trainer(trainer, &how, NULL, NULL);
	text_of(&after, model, "", np_model_write);
	ck_assert(same_text(&after, &text));
	np_model_free(model);
	free(after.ptr);

	/* An epoch: what was seen changes, in both senses. */
	how.epochs = 1;
	model = run_trainer(trainer, &how, NULL, NULL);
	np_trainer_close(trainer);
	text_of(&after, model, "", np_model_write);
	check_same_line(&text, &after, "\nx\t0\t", false);
	check_same_line(&text, &after, "\ny\t0\t", false);
	check_same_line(&text, &after, "\nnet.out\ta\t", false);
	check_same_line(&text, &after, "\ny\t3\t", true);
	check_same_line(&text, &after, "\ny\t4\t", true);
	ck_assert_ptr_null(strstr(text.ptr, "\ny\t77\t"));
	ck_assert_ptr_nonnull(strstr(after.ptr, "\ny\t77\t"));
	np_model_free(model);
	np_model_free(start);
	free(after.ptr);
	free(text.ptr);
}
END_TEST

/* A sequence that counts three times is as three alike; one that counts once or not at all stands there once. */
START_TEST(test_learn_repeat)
{
	struct text texts[2];
	for (int alike = 0; alike < 2; alike++) {
		struct np_training how = usual;
		struct np_trainer *trainer = open_trainer(NULL);
		struct report report = { .epochs = 0 };
		struct np_error err;
		uint64_t random = 10;
		how.epochs = 5;
		for (size_t n = 0; n < 20; n++) {
			struct lesson lesson;
			make_lesson(&lesson, &random);
			teach(trainer, &lesson, n);
			for (size_t times = 1; times < n % 4 && alike; times++)
				teach(trainer, &lesson, n);
			if (!alike)
				ck_assert_int_eq(np_trainer_repeat(trainer, n % 4, &err), NP_OK);
		}
		struct np_model *model = run_trainer(trainer, &how, note_epoch, &report);
		np_trainer_close(trainer);
		text_of(&texts[alike], model, "", np_model_write);
		np_model_free(model);
	}
	ck_assert(same_text(&texts[0], &texts[1]));
	free(texts[0].ptr);
	free(texts[1].ptr);
}
END_TEST

/* Going on from a model: of a label that no place has nothing is learned, not even that it is rare. */
START_TEST(test_learn_unshown)
{
	struct np_training how = usual;
	struct text text, after;
	struct np_model *start, *model;
	uint64_t random = 9;
	how.epochs = 3;
	learn(&how, NULL, &text, &start);
	struct np_trainer *trainer = open_trainer(start);
	for (size_t n = 0; n < 20; n++) {
		struct lesson lesson;
		make_lesson(&lesson, &random);
		for (size_t i = 0; i < lesson.count; i++) {
			/* The label c is there as it was, or a stands for it. */
			if (_i == 0 && lesson.labels[i] == 2)
				lesson.labels[i] = 0;
		}
		teach(trainer, &lesson, n);
	}
	model = run_trainer(trainer, &how, NULL, NULL);
	np_trainer_close(trainer);
	text_of(&after, model, "", np_model_write);
	check_same_line(&text, &after, "\nnet.out\ta\t", false);
	check_same_line(&text, &after, "\nnet.out\tc\t", _i == 0);
	check_same_line(&text, &after, "\nnet.after\tc\t", _i == 0);
	np_model_free(model);
	np_model_free(start);
	free(after.ptr);
	free(text.ptr);
}
END_TEST

/* How sure a model is of b where nothing is seen. */
static double
share_of_b(struct np_model *model)
{
	struct np_observation seen = { NULL, 0, false };
	unsigned char b = 1;
	struct np_error err;
	double sure;
	ck_assert_int_eq(np_model_expect(model, 1, &err), NP_OK);
	np_model_see(model, &seen);
	np_model_label(model, &(unsigned char){ 0 });
	ck_assert_int_eq(np_model_doubt(model, &b, &sure, &err), NP_OK);
	return sure;
}

/* Learns for long from places where nothing is seen, two in ten of them a, or all, or none. */
static struct np_model *
learn_from_nothing(const struct np_scheme *of, const struct np_model *start, size_t as_in_ten)
{
	struct np_observation seen = { NULL, 0, false };
	struct np_trainer *trainer;
	struct np_training how = usual;
	struct np_error err;
	how.epochs = 80;
	ck_assert_int_eq(np_trainer_open(&trainer, of, start, &err), NP_OK);
	for (size_t i = 0; i < 200; i++) {
		unsigned char label = i % 10 >= as_in_ten;
		ck_assert_int_eq(np_trainer_add(trainer, &seen, &label, 1, i, &err), NP_OK);
	}
	/* Both labels are shown, else one of them would have no part in learning. */
	np_feature feature = np_feature_make(1, 7);
	struct np_observation pair[2] = { { &feature, 1, false }, { &feature, 1, false } };
	static const unsigned char both[] = { 0, 1 };
	ck_assert_int_eq(np_trainer_add(trainer, pair, both, 2, 200, &err), NP_OK);
	struct np_model *model = run_trainer(trainer, &how, NULL, NULL);
	np_trainer_close(trainer);
	return model;
}

/*
 * Going on from a model with pages that have one label only: of what it found rightly it becomes not much
 * surer; what it found wrongly is learned.
 */
START_TEST(test_learn_doubt)
{
	struct np_model *start = learn_from_nothing(&scheme, NULL, 2);
	double before = share_of_b(start);
	ck_assert_double_eq_tol(before, .8, .03);
	struct np_model *alike = learn_from_nothing(&scheme, start, 0);
	ck_assert_double_eq_tol(share_of_b(alike), 1 - .6 * (1 - before), .03);
	struct np_model *other = learn_from_nothing(&scheme, start, 10);
	ck_assert_double_le(share_of_b(other), .03);
	struct np_model *anew = learn_from_nothing(&scheme, NULL, 0);
	ck_assert_double_ge(share_of_b(anew), .97);
	np_model_free(start);
	np_model_free(alike);
	np_model_free(other);
	np_model_free(anew);
}
END_TEST

/* The weights of feature x 0 in a model's text, where nothing stands for 0. */
static void
read_weights(const char *model, long *weights)
{
	static const char row[] = "\nx\t0";
	const char *at = strstr(model, row);
	ck_assert_ptr_nonnull(at);
	at += strlen(row);
	for (size_t h = 0; h < NP_NET_HIDDEN; h++) {
		bool more = *at == '\t';
		at += more;
		size_t len = strcspn(at, "\t\n");
		weights[h] = more && len > 0 ? strtol(at, NULL, 10) : 0;
		at += len;
	}
}

/* Of the way from a model so much is gone back as is asked: all of it, and nothing was learned. */
START_TEST(test_learn_back)
{
	struct np_training how = usual;
	struct text text, after;
	struct np_model *start, *model;
	struct lesson lesson;
	long weights[3][NP_NET_HIDDEN], most = 0;
	uint64_t random = 12;
	how.epochs = 3;
	learn(&how, NULL, &text, &start);
	do
		make_lesson(&lesson, &random);
	while (lesson.count < 20);
	how.epochs = 20;
	for (int halves = 0; halves <= 2; halves++) {
		struct np_trainer *trainer = open_trainer(start);
		teach(trainer, &lesson, 0);
		how.back = .5 * halves;
		model = run_trainer(trainer, &how, NULL, NULL);
		np_trainer_close(trainer);
		text_of(&after, model, "", np_model_write);
		ck_assert_int_eq(same_text(&after, &text), halves == 2);
		read_weights(after.ptr, weights[halves]);
		np_model_free(model);
		free(after.ptr);
	}
	for (size_t h = 0; h < NP_NET_HIDDEN; h++) {
		long way = labs(weights[0][h] - weights[2][h]);
		most = way > most ? way : most;
		/* Each is rounded. */
		ck_assert_int_le(labs(weights[0][h] + weights[2][h] - 2 * weights[1][h]), 2);
	}
	ck_assert_int_gt(most, 10);
	np_model_free(start);
	free(text.ptr);
}
END_TEST

/* Going on from a model, harm is not counted once more. */
START_TEST(test_learn_harm_once)
{
	static const struct np_scheme wary = { labels, 3, templates, 2, follows, worst_is_b_for_a,
		NULL, 7 };
	double shares[2];
	struct np_model *start = learn_from_nothing(&scheme, NULL, 2);
	for (int careful = 0; careful < 2; careful++) {
		struct np_model *model = learn_from_nothing(careful ? &wary : &scheme, start, 2);
		shares[careful] = share_of_b(model);
		np_model_free(model);
	}
	np_model_free(start);
	ck_assert_double_eq(shares[0], shares[1]);
}
END_TEST

/*
 * Nothing to learn from, sequences without places, places without features, a second run, all
 * features left out, steps beyond all measure: all of it ends in a model.
 */
START_TEST(test_learn_little)
{
	struct np_training how = { .epochs = 20, .min_groups = 1, .rate = .05, .seed = 0 };
	struct np_observation seen[2] = { { NULL, 0, false }, { NULL, 0, true } };
	unsigned char good[2] = { 0, 2 }, got[2];
	struct np_trainer *trainer = open_trainer(NULL);
	struct report report = { .epochs = 0 };
	struct np_error err;
	how.drop = _i == 4 ? 1 : 0;
	how.rate = _i == 5 ? 1e300 : how.rate;
	if (_i > 0) {
		ck_assert_int_eq(np_trainer_add(trainer, NULL, NULL, 0, 0, &err), NP_OK);
		ck_assert_int_eq(np_trainer_add(trainer, seen, good, 0, 0, &err), NP_OK);
	}
	if (_i > 1)
		ck_assert_int_eq(np_trainer_add(trainer, seen, good, 2, 1, &err), NP_OK);
	if (_i > 2) {
		np_model_free(run_trainer(trainer, &how, NULL, NULL));
		ck_assert_int_eq(np_trainer_add(trainer, seen, good, 2, 2, &err), NP_OK);
	}
	struct np_model *model = run_trainer(trainer, &how, note_epoch, &report);
	ck_assert_uint_eq(report.epochs, how.epochs);
	decode(model, seen, 2, got);
	if (_i > 1 && _i < 5)
		ck_assert_mem_eq(got, good, 2);
	np_model_free(model);
	np_trainer_close(trainer);
	np_trainer_close(NULL);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("learn");
	TCase *tc = tcase_create("learn");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_learn);
	tcase_add_test(tc, test_learn_same);
	tcase_add_test(tc, test_learn_most);
	tcase_add_test(tc, test_learn_widespread);
	tcase_add_test(tc, test_learn_without);
	tcase_add_test(tc, test_learn_rare);
	tcase_add_loop_test(tc, test_learn_around, 0, 3);
	tcase_add_loop_test(tc, test_learn_carried, 0, 2);
	tcase_add_test(tc, test_learn_pairs);
	tcase_add_test(tc, test_learn_harm);
	tcase_add_test(tc, test_learn_on);
	tcase_add_test(tc, test_learn_repeat);
	tcase_add_loop_test(tc, test_learn_unshown, 0, 2);
	tcase_add_test(tc, test_learn_doubt);
	tcase_add_test(tc, test_learn_back);
	tcase_add_test(tc, test_learn_harm_once);
	tcase_add_loop_test(tc, test_learn_little, 0, 6);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
