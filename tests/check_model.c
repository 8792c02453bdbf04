/* check_model - a small scheme: reading, decoding against all sequences, learning */
#include "help.h"

#include <fcntl.h>
#include <limits.h>

#include "model.h"

/* Labels a, b, c; c only behind a or c; a sequence does not begin with c. */
static bool
follows(size_t from, size_t to)
{
	return to != 2 || from == 0 || from == 2;
}

static const char *const labels[] = { "a", "b", "c" };
static const char *const templates[] = { "x", "y" };
static const struct np_scheme scheme = { labels, 3, templates, 2, follows };

static const char head[] = "newsprint model 1\nfeature\tvalue\ta\tb\tc\n";

/* ---- reading ---- */

static const struct {
	const char *text;
	enum np_code code;
	uint64_t line;
} texts[] = {
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\n", NP_OK, 0 },
	{ "newsprint model 1\nfeature\tvalue\tc\ta\tb", NP_OK, 0 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\nafter\tstart\t1\t-2\t3\nx\t0\t\t\t5\n",
	    NP_OK, 0 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\nafter\tc\nx\t4294967295\t-32768\t32767\n",
	    NP_OK, 0 },
	{ "", NP_ERR_SYNTAX, 1 },
	{ "\n", NP_ERR_SYNTAX, 1 },
	{ "newsprint model 2\nfeature\tvalue\ta\tb\tc\n", NP_ERR_SYNTAX, 1 },
	{ "newsprint model 1", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\td\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tb\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\td\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\n\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\nafter\td\t1\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\nx\t1\t1\nz\t1\t1\n", NP_ERR_SYNTAX, 4 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\nx\t\t1\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\nx\t-1\t1\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\nx\t4294967296\t1\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\nx\t1\t32768\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\nx\t1\t-32769\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\nx\t1\t1.5\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\nx\t1\t-\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\nx\t1\t99999999999999999999\n", NP_ERR_SYNTAX,
	    3 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\nx\t1\t1\t2\t3\t4\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\nafter\ta\t1\t2\t3\t4\n", NP_ERR_SYNTAX, 3 },
};

START_TEST(test_read)
{
	struct np_model *model = NULL;
	struct np_error err = { .line = 0 };
	/* A copy of its own size, so that reading past its end shows. */
	size_t len = strlen(texts[_i].text);
	char *text = malloc(len + 1);
	ck_assert_ptr_nonnull(text);
	memcpy(text, texts[_i].text, len);
	ck_assert_int_eq(
	    np_model_read(&model, &scheme, (struct np_span){ text, len }, &err), texts[_i].code);
	ck_assert_uint_eq(err.line, texts[_i].line);
	ck_assert_int_eq(model != NULL, texts[_i].code == NP_OK);
	np_model_free(model);
	free(text);
}
END_TEST

/* ---- decoding against all sequences ---- */

enum { VALUES = 4, MOST = 6, N = 3 };

/* Weights as tables, beside the model that was read from their text. */
struct tables {
	int pair[N + 1][N];              /* [from][to], from N at the start */
	int weight[2][VALUES][N];        /* of template and value */
	bool known[2][VALUES];           /* whether the text has that feature */
	unsigned char features[MOST][4]; /* of each place: template * VALUES + value */
	size_t counts[MOST], places;
};

static int
some_weight(uint64_t *random, int range)
{
	return (int)below(random, (size_t)range * 2 + 1) - range;
}

static void
make_tables(struct tables *t, uint64_t *random)
{
	/* Of a small range there are ties. */
	int range = below(random, 2) == 0 ? 1 : 30;
	for (size_t from = 0; from <= N; from++) {
		for (size_t to = 0; to < N; to++)
			t->pair[from][to] = some_weight(random, range);
	}
	for (size_t f = 0; f < 2; f++) {
		for (size_t v = 0; v < VALUES; v++) {
			t->known[f][v] = below(random, 5) > 0;
			for (size_t l = 0; l < N; l++)
				t->weight[f][v][l] =
				    t->known[f][v] ? some_weight(random, range) : 0;
		}
	}
	t->places = 1 + below(random, MOST);
	for (size_t i = 0; i < t->places; i++) {
		t->counts[i] = below(random, 5);
		for (size_t f = 0; f < t->counts[i]; f++)
			t->features[i][f] = (unsigned char)below(random, 2 * VALUES);
	}
}

/* The model's text, its columns in some order, weights that are 0 sometimes left out. */
static size_t
write_tables(const struct tables *t, uint64_t *random, char *text)
{
	static const int orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 },
		{ 2, 0, 1 }, { 2, 1, 0 } };
	const int *order = orders[below(random, 6)];
	int len = sprintf(text, "newsprint model 1\nfeature\tvalue\t%s\t%s\t%s\n", labels[order[0]],
	    labels[order[1]], labels[order[2]]);
	for (size_t row = 0; row < N + 1 + 2 * VALUES; row++) {
		const int *weights = t->pair[row < N + 1 ? row : 0];
		if (row > N) {
			size_t f = (row - N - 1) / VALUES, v = (row - N - 1) % VALUES;
			if (!t->known[f][v])
				continue;
			weights = t->weight[f][v];
			len += sprintf(text + len, "%s\t%d", templates[f], (int)v);
		} else {
			len += sprintf(text + len, "after\t%s", row == N ? "start" : labels[row]);
		}
		for (size_t c = 0; c < N; c++) {
			if (weights[order[c]] == 0 && below(random, 2) == 0)
				len += sprintf(text + len, "\t");
			else
				len += sprintf(text + len, "\t%d", weights[order[c]]);
		}
		text[len++] = '\n';
	}
	return (size_t)len;
}

/*
 * The best of all sequences; of equal ones that whose last label is named first, then the one
 * before it, and so on.
 */
static void
best_of_all(const struct tables *t, unsigned char *best)
{
	int best_score = INT_MIN;
	size_t all = 1;
	for (size_t i = 0; i < t->places; i++)
		all *= N;
	/* The last label is the highest digit: the first best is the one that ties go to. */
	for (size_t number = 0; number < all; number++) {
		unsigned char way[MOST];
		size_t rest = number, from = N;
		int score = 0;
		bool may = true;
		for (size_t i = 0; i < t->places; i++) {
			way[i] = (unsigned char)(rest % N);
			rest /= N;
			may = may && follows(from, way[i]);
			score += t->pair[from][way[i]];
			for (size_t f = 0; f < t->counts[i]; f++) {
				size_t feature = t->features[i][f];
				score += t->weight[feature / VALUES][feature % VALUES][way[i]];
			}
			from = way[i];
		}
		if (may && score > best_score) {
			best_score = score;
			memcpy(best, way, t->places);
		}
	}
}

static void
observe(const struct tables *t, np_feature features[MOST][4], struct np_observation *seen)
{
	for (size_t i = 0; i < t->places; i++) {
		for (size_t f = 0; f < t->counts[i]; f++)
			features[i][f] =
			    np_feature_make(t->features[i][f] / VALUES, t->features[i][f] % VALUES);
		seen[i] = (struct np_observation){ features[i], t->counts[i] };
	}
}

/* All numbers of the array of that name in the C text, for free(). */
static void *
array_of(const char *c, const char *name, size_t size, size_t *count)
{
	char mark[32];
	snprintf(mark, sizeof mark, " %s[", name);
	const char *at = strstr(c, mark);
	ck_assert_ptr_nonnull(at);
	*count = strtoul(at + strlen(mark), NULL, 10);
	ck_assert_uint_gt(*count, 0);
	char *array = malloc(*count * size);
	ck_assert_ptr_nonnull(array);
	at = strchr(at, '{') + 1;
	for (size_t i = 0; i < *count; i++) {
		at += strspn(at, "\n");
		char *end = NULL;
		long long number = strtoll(at, &end, 10);
		ck_assert_int_eq(*end, ',');
		at = end + 1;
		if (size == 8)
			((np_feature *)(void *)array)[i] = (np_feature)number;
		else if (size == 4)
			((int32_t *)(void *)array)[i] = (int32_t)number;
		else
			((int16_t *)(void *)array)[i] = (int16_t)number;
	}
	return array;
}

/* The model as C, and from there as a model again. */
static void
through_c(const struct np_model *model, const struct tables *t, const unsigned char *want)
{
	char path[] = "/tmp/np-check-XXXXXX";
	struct np_out out;
	struct np_error err;
	size_t cap, rows, weights, follow;
	int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	np_out_init(&out, fd, path);
	np_model_put_c(model, "my_data", &out);
	ck_assert_int_eq(np_out_close(&out, &err), NP_OK);
	close(fd);
	char *c = read_file(path, NULL);
	unlink(path);
	np_feature *keys = array_of(c, "keys", sizeof *keys, &cap);
	uint32_t *row = array_of(c, "rows", sizeof *row, &rows);
	int16_t *weight = array_of(c, "weights", sizeof *weight, &weights);
	int32_t *pairs = array_of(c, "follow", sizeof *pairs, &follow);
	ck_assert_uint_eq(follow, (N + 1) * NP_LABELS_MAX);
	unsigned long numbers[2];
	const char *last = strstr(c, "const struct np_model_data my_data = { keys, rows, ");
	ck_assert_ptr_nonnull(last);
	ck_assert_int_eq(sscanf(last,
			     "const struct np_model_data my_data = { keys, rows, %lu, %lu, "
			     "weights, follow };",
			     &numbers[0], &numbers[1]),
	    2);
	struct np_model_data data = { keys, row, numbers[0], numbers[1], weight, pairs };
	struct np_model *again;
	np_feature features[MOST][4];
	struct np_observation seen[MOST];
	unsigned char got[MOST];
	observe(t, features, seen);
	ck_assert_int_eq(np_model_open(&again, &scheme, &data, &err), NP_OK);
	ck_assert_int_eq(np_model_decode(again, seen, t->places, got, &err), NP_OK);
	ck_assert_mem_eq(got, want, t->places);
	np_model_free(again);
	free(keys);
	free(row);
	free(weight);
	free(pairs);
	free(c);
}

START_TEST(test_decode)
{
	uint64_t random = 123;
	for (int round = 0; round < 3000; round++) {
		struct tables t;
		char text[2000];
		struct np_model *model;
		struct np_error err;
		np_feature features[MOST][4];
		struct np_observation seen[MOST];
		unsigned char want[MOST], got[MOST];
		make_tables(&t, &random);
		size_t len = write_tables(&t, &random, text);
		ck_assert_int_eq(
		    np_model_read(&model, &scheme, (struct np_span){ text, len }, &err), NP_OK);
		observe(&t, features, seen);
		best_of_all(&t, want);
		for (int twice = 0; twice < 2; twice++) {
			ck_assert_int_eq(np_model_decode(model, seen, t.places, got, &err), NP_OK);
			ck_assert_msg(memcmp(got, want, t.places) == 0, "round %d", round);
		}
		if (round % 10 == 0)
			through_c(model, &t, want);
		np_model_free(model);
	}
}
END_TEST

/* A model that knows no feature still is one, in C too. */
START_TEST(test_empty)
{
	struct np_model *model;
	struct np_error err;
	struct np_observation seen = { NULL, 0 };
	unsigned char got = 9;
	struct tables t = { .places = 1 };
	ck_assert_int_eq(np_model_read(&model, &scheme, span(head), &err), NP_OK);
	ck_assert_int_eq(np_model_decode(model, NULL, 0, NULL, &err), NP_OK);
	ck_assert_int_eq(np_model_decode(model, &seen, 1, &got, &err), NP_OK);
	ck_assert_uint_eq(got, 0);
	through_c(model, &t, &got);
	np_model_free(model);
	np_model_free(NULL);
}
END_TEST

/* The largest weights on a long way: scores do not run over. */
START_TEST(test_decode_long)
{
	enum { LONG = 300000 };
	static const char text[] =
	    "newsprint model 1\nfeature\tvalue\ta\tb\tc\n"
	    "after\ta\t-32768\t32767\t\nafter\tb\t32767\t-32768\n"
	    "x\t0\t32767\t-32768\nx\t1\t-32768\t32767\nx\t2\t-32768\t-32768\t32767\n";
	struct np_model *model;
	struct np_error err;
	np_feature features[3][20];
	struct np_observation *seen = calloc(LONG, sizeof *seen);
	unsigned char *got = malloc(LONG);
	ck_assert_ptr_nonnull(seen);
	ck_assert_ptr_nonnull(got);
	for (size_t v = 0; v < 3; v++) {
		for (size_t f = 0; f < 20; f++)
			features[v][f] = np_feature_make(0, (uint32_t)v);
	}
	for (size_t i = 0; i < LONG; i++)
		seen[i] = (struct np_observation){ features[i / 7 % 3], 20 };
	ck_assert_int_eq(np_model_read(&model, &scheme, span(text), &err), NP_OK);
	ck_assert_int_eq(np_model_decode(model, seen, LONG, got, &err), NP_OK);
	/* Behind b there is no c: the way there leads over a, cheapest in place of the last b. */
	for (size_t i = 0; i < LONG; i++) {
		size_t v = i / 7 % 3;
		ck_assert_uint_eq(got[i], v == 1 && i % 7 == 6 ? 0 : v);
		ck_assert(follows(i > 0 ? got[i - 1] : N, got[i]));
	}
	np_model_free(model);
	free(seen);
	free(got);
}
END_TEST

/* ---- learning ---- */

struct lesson {
	np_feature features[40][3];
	struct np_observation seen[40];
	unsigned char labels[40];
	size_t count;
};

/*
 * A problem that has an answer: x tells a or b; where it is 2 the label is c behind a or c, and
 * b behind b: to be learned from the pairs of labels.  y is noise.
 */
static void
make_lesson(struct lesson *lesson, uint64_t *random)
{
	lesson->count = below(random, 40);
	for (size_t i = 0; i < lesson->count; i++) {
		size_t v = below(random, i == 0 ? 2 : 3);
		lesson->labels[i] = v < 2 ? (unsigned char)v : lesson->labels[i - 1] == 1 ? 1 : 2;
		lesson->features[i][0] = np_feature_make(0, (uint32_t)v);
		lesson->features[i][1] = np_feature_make(1, (uint32_t)below(random, 5));
		lesson->seen[i] = (struct np_observation){ lesson->features[i], 2 };
	}
}

static char *
text_of(const struct np_trainer *trainer, size_t *len)
{
	char path[] = "/tmp/np-check-XXXXXX";
	struct np_out out;
	struct np_error err;
	int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	np_out_init(&out, fd, path);
	np_trainer_write(trainer, &out);
	ck_assert_int_eq(np_out_close(&out, &err), NP_OK);
	close(fd);
	char *text = read_file(path, len);
	unlink(path);
	return text;
}

static void
note_epoch(void *ctx, unsigned epoch, double right)
{
	double *shares = ctx;
	ck_assert_double_ge(right, 0);
	ck_assert_double_le(right, 1);
	shares[epoch - 1] = right;
}

/* Learns 60 lessons; the model's text. */
static char *
learn(const struct np_training *how, double *shares, size_t *len)
{
	struct np_trainer *trainer;
	struct np_error err;
	uint64_t random = 42;
	ck_assert_int_eq(np_trainer_open(&trainer, &scheme, &err), NP_OK);
	for (size_t i = 0; i < 60; i++) {
		struct lesson lesson;
		make_lesson(&lesson, &random);
		if (i == 7 && lesson.count > 0) {
			/* A feature that one group alone has. */
			lesson.features[0][2] = np_feature_make(1, 999);
			lesson.seen[0].count = 3;
		}
		ck_assert_int_eq(
		    np_trainer_add(trainer, lesson.seen, lesson.labels, lesson.count, i, &err),
		    NP_OK);
	}
	ck_assert_int_eq(
	    np_trainer_run(trainer, how, shares != NULL ? note_epoch : NULL, shares, &err), NP_OK);
	char *text = text_of(trainer, len);
	np_trainer_close(trainer);
	return text;
}

START_TEST(test_learn)
{
	struct np_training how = { .epochs = 12,
		.min_groups = 2,
		.margin = 1,
		.drop = _i == 1 ? .1 : 0,
		.runs = _i == 2 ? 3 : 0,
		.seed = 5 };
	double shares[36] = { 0 };
	struct np_error err;
	size_t len, same_len;
	char *text = learn(&how, shares, &len), *same = learn(&how, NULL, &same_len);
	ck_assert_uint_eq(len, same_len);
	ck_assert_str_eq(text, same);
	if (_i != 1)
		ck_assert_double_gt(shares[_i == 0 ? 11 : 35], .99);
	ck_assert_ptr_null(strstr(text, "y\t999"));
	struct np_model *model;
	ck_assert_int_eq(
	    np_model_read(&model, &scheme, (struct np_span){ text, len }, &err), NP_OK);
	uint64_t random = 4711;
	size_t places = 0, right = 0;
	for (int i = 0; i < 200; i++) {
		struct lesson lesson;
		unsigned char got[40];
		make_lesson(&lesson, &random);
		ck_assert_int_eq(
		    np_model_decode(model, lesson.seen, lesson.count, got, &err), NP_OK);
		places += lesson.count;
		for (size_t p = 0; p < lesson.count; p++)
			right += got[p] == lesson.labels[p];
	}
	ck_assert_uint_ge(right * 100, places * 98);
	np_model_free(model);
	free(text);
	free(same);
}
END_TEST

/* Nothing to learn from, places without features, a second run: all of it ends in a model. */
START_TEST(test_learn_little)
{
	struct np_training how = { .epochs = 2, .min_groups = 1, .margin = 1, .seed = 0 };
	struct np_observation seen[2] = { { NULL, 0 }, { NULL, 0 } };
	unsigned char good[2] = { 0, 2 }, got[2];
	struct np_trainer *trainer;
	struct np_model *model;
	struct np_error err;
	size_t len;
	ck_assert_int_eq(np_trainer_open(&trainer, &scheme, &err), NP_OK);
	if (_i > 0) {
		ck_assert_int_eq(np_trainer_add(trainer, seen, good, 0, 0, &err), NP_OK);
		ck_assert_int_eq(np_trainer_add(trainer, seen, good, 2, 1, &err), NP_OK);
	}
	for (int run = 0; run <= _i; run++)
		ck_assert_int_eq(np_trainer_run(trainer, &how, NULL, NULL, &err), NP_OK);
	char *text = text_of(trainer, &len);
	ck_assert_int_eq(
	    np_model_read(&model, &scheme, (struct np_span){ text, len }, &err), NP_OK);
	ck_assert_int_eq(np_model_decode(model, seen, 2, got, &err), NP_OK);
	if (_i > 0)
		ck_assert_mem_eq(got, good, 2);
	np_model_free(model);
	free(text);
	np_trainer_close(trainer);
	np_trainer_close(NULL);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("model");
	TCase *tc = tcase_create("model");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, test_read, 0, (int)SIZE(texts));
	tcase_add_test(tc, test_decode);
	tcase_add_test(tc, test_empty);
	tcase_add_test(tc, test_decode_long);
	tcase_add_loop_test(tc, test_learn, 0, 3);
	tcase_add_loop_test(tc, test_learn_little, 0, 3);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
