/* check_model - models read, and written as text */
#include "help_model.h"

/* ---- reading ---- */

/* Texts in short, as put_text() has them. */
static const struct {
	const char *text;
	enum np_code code;
	uint64_t line;
} texts[] = {
	{ "newsprint model 3\nfeatures\t7~\nlabels\ta\tb\tc\n", NP_OK, 0 },
	{ "newsprint model 3\nfeatures\t7~\nlabels\ta\tb\tc", NP_ERR_SYNTAX, 3 },
	{ "@about\n@", NP_ERR_SYNTAX, 5 },
	/* What it is. */
	{ "", NP_ERR_SYNTAX, 1 },
	{ "\n", NP_ERR_SYNTAX, 1 },
	{ "newsprint model\n", NP_ERR_SYNTAX, 1 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\n", NP_ERR_SYNTAX, 1 },
	{ "newsprint model 33\nfeatures\t7~\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 1 },
	{ "newsprint model 3", NP_ERR_SYNTAX, 2 },
	/* What it is for. */
	{ "newsprint model 3\nfeatures\t6~\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 3\nfeatures\t8~\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 3\nfeatures\t7~\t1\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 3\nfeatures\t7\t1\t1\t1\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 3\nfeatures\t7\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 3\nfeatures\tx~\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 3\nfeature\t7~\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 3\n\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 3\nfeatures\t7~\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 3\nfeatures\t7~\nlabels\ta\tb\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 3\nfeatures\t7~\nlabels\ta\tc\tb\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 3\nfeatures\t7~\nlabels\ta\tb\tb\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 3\nfeatures\t7~\nlabels\ta\tb\tc\td\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 3\nfeatures\t7~\nlabel\ta\tb\tc\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 3\nfeatures\t7~\nlabels\ta\tb\tc\r\n", NP_ERR_SYNTAX, 3 },
	/* Rows: none, some, in any order, and those that only tell how it was made. */
	{ "@net.bias*\nnet.gist\t0\t5*\nnet.own\t127\t5+\nnet.keep\t127\t5+\nnet.around\t0\t5%"
	  "\nnet."
	  "out\ta\t5**"
	  "\nx\t0*\n",
	    NP_OK, 0 },
	{ "@x\t4294967295\t-32768\t32767\nnet.out\tc\t\t\t-7\nnet.after\tstart\t1\t-2\t3\n", NP_OK,
	    0 },
	{ "@about\tmade\tof\tx\t0\t99999\nx\t0\t1\nabout\n", NP_OK, 0 },
	{ "@x\t0\nx\t0\t1\t2\nx\t0\t3\ny\t0\nnet.bias\nnet.bias\t1\n", NP_OK, 0 },
	{ "@net.after\tb\nnet.after\ta\t1\t2\t3\n", NP_OK, 0 },
	{ "@\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t1\t1\n\nx\t2\t1\n", NP_ERR_SYNTAX, 5 },
	{ "@x\t1\t1\nz\t1\t1\n", NP_ERR_SYNTAX, 5 },
	{ "@net.none\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.gist\t1000\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.gist\t-1\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.gist\t\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.own\t128\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.keep\t128\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.around\ta\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.around\t1000\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.out\td\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.out\tstart\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.after\td\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.after\t0\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@x\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t-1\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t4294967296\t1\n", NP_ERR_SYNTAX, 4 },
	/* Weights that are none, and too many of them. */
	{ "@x\t1\t32768\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t1\t-32769\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t1\t1.5\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t1\t-\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t1\t1 \n", NP_ERR_SYNTAX, 4 },
	{ "@x\t1\t99999999999999999999\n", NP_ERR_SYNTAX, 4 },
	{ "@net.bias\t40000\n", NP_ERR_SYNTAX, 4 },
	{ "@net.gist\t0\t40000\n", NP_ERR_SYNTAX, 4 },
	{ "@net.keep\t0\t40000\n", NP_ERR_SYNTAX, 4 },
	{ "@net.around\t0\t\t-40000\n", NP_ERR_SYNTAX, 4 },
	{ "@net.out\ta\t1\tb\n", NP_ERR_SYNTAX, 4 },
	{ "@net.after\ta\t40000\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t1*\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.bias*\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.gist\t0\t5*\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.keep\t0\t5+\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.around\t0\t5%\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.out\ta\t5**\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.after\ta\t1\t2\t3\t4\n", NP_ERR_SYNTAX, 4 },
	/* A part of a file. */
	{ "@x\t1\t1\nx\t2\t1", NP_ERR_SYNTAX, 5 },
};

START_TEST(test_read)
{
	struct np_model *model = NULL;
	struct np_error err = { .line = 0 };
	struct text text;
	open_text(&text);
	put_text(text.file, texts[_i].text);
	close_text(&text);
	/* A copy of its own size, so that reading past its end shows. */
	char *copy = malloc(text.len > 0 ? text.len : 1);
	ck_assert_ptr_nonnull(copy);
	memcpy(copy, text.ptr, text.len);
	ck_assert_int_eq(np_model_read(&model, &scheme, (struct np_span){ copy, text.len }, &err),
	    texts[_i].code);
	ck_assert_uint_eq(err.line, texts[_i].line);
	ck_assert_int_eq(model != NULL, texts[_i].code == NP_OK);
	np_model_free(model);
	free(text.ptr);
	free(copy);
}
END_TEST

/* ---- writing ---- */

/* What was written and read is written the same. */
START_TEST(test_write)
{
	uint64_t random = 77;
	for (int round = 0; round < 20; round++) {
		static struct tables t;
		struct text text, again, plain;
		t.scheme = &schemes[(size_t)round % SIZE(schemes)];
		make_weights(&t, round % 3 == 0, &random);
		struct np_model *model = make_model(&t, &random);
		text_of(&text, model, "", np_model_write);
		struct np_model *read = model_of(t.scheme, &text);
		text_of(&plain, read, "", np_model_write);
		ck_assert(same_text(&plain, &text));
		/* What it tells about itself is on lines of its own, and is not kept. */
		text_of(&again, read, "pages\t3\nseed\t1\n", np_model_write);
		ck_assert_uint_gt(again.len, text.len);
		ck_assert_ptr_nonnull(strstr(again.ptr, "\nabout\tpages\t3\nabout\tseed\t1\n"));
		ck_assert_ptr_null(strstr(text.ptr, "about"));
		np_model_free(read);
		read = model_of(t.scheme, &again);
		free(plain.ptr);
		text_of(&plain, read, "", np_model_write);
		ck_assert(same_text(&plain, &text));
		np_model_free(read);
		np_model_free(model);
		free(text.ptr);
		free(again.ptr);
		free(plain.ptr);
	}
}
END_TEST

/* What a model in short is, written. */
static void
check_written(const char *in_short, const char *want)
{
	struct np_model *model = model_in_short(&scheme, in_short);
	struct text text;
	text_of(&text, model, "", np_model_write);
	ck_assert_msg(strstr(text.ptr, want) != NULL, "%s: %s", in_short, want);
	np_model_free(model);
	free(text.ptr);
}

/* A row is as short as it can be; of two that are the same the second counts. */
START_TEST(test_write_rows)
{
	check_written("@x\t3\t\t\t-5\t\t\n", "\nx\t3\t\t\t-5\n");
	check_written("@y\t1\t1\nx\t10\t2\nx\t9\t3\n", "\nx\t9\t3\nx\t10\t2\ny\t1\t1\n");
	check_written("@x\t1\t1\t2\nx\t1\t7\n", "\nx\t1\t7\n");
	check_written("@x\t1\t1\t2\nx\t1\n", "\nx\t1\n");
	check_written("@net.out\tb\t1\t2\nnet.out\tb\t\t3\n", "\nnet.out\tb\t\t3\n");
	check_written("@net.bias\t0\t0\t-32768\n", "\nnet.bias\t\t\t-32768\n");
	check_written("@", "\nnet.after\ta\nnet.after\tb\nnet.after\tc\nnet.after\tstart\n");
	/* Pairs that may not be have no weight. */
	check_written("@net.after\tb\t1\t2\t3\nnet.after\tstart\t4\t5\t6\n",
	    "\nnet.after\tb\t1\t2\nnet.after\tc\nnet.after\tstart\t4\t5\n");
}
END_TEST

/* The number of a row, written into some of its weights; every third row is whole in bytes. */
static void
write_number(int16_t *weights, size_t row)
{
	memset(weights, 0, NP_NET_HIDDEN * sizeof *weights);
	for (size_t bit = 0; bit < 17; bit++)
		weights[3 * bit] = (int16_t)(row >> bit & 1);
	if (row % 3 > 0)
		weights[row % NP_NET_HIDDEN] = (int16_t)(row % 3 == 1 ? 639 : -385);
}

/* More rows than the table for small values has numbers, and all sorts of values: each is found. */
START_TEST(test_many_rows)
{
	enum { MANY = 80000 };
	struct np_model *model = np_model_new(&schemes[0]);
	int16_t want[NP_NET_HIDDEN], got[NP_NET_HIDDEN];
	bool seen[2] = { false };
	ck_assert_ptr_nonnull(model);
	for (size_t i = 0; i < MANY; i++) {
		int16_t *row =
		    np_model_row(model, np_feature_make(i % 2, (uint32_t)(i * 7 % MANY)));
		ck_assert_ptr_nonnull(row);
		write_number(row, i);
	}
	ck_assert(np_model_seal(model));
	for (size_t i = 0; i < MANY; i++) {
		np_feature feature = np_feature_make(i % 2, (uint32_t)(i * 7 % MANY));
		size_t row = np_model_find(&model->data, feature);
		ck_assert_uint_lt(row, MANY);
		seen[row + 1 >= NP_NET_ASK] = true;
		np_model_weights(&model->data, row, got);
		write_number(want, i);
		ck_assert_mem_eq(got, want, sizeof got);
		/* What has no row has none. */
		feature ^= UINT64_C(1) << 32;
		ck_assert_uint_eq(np_model_find(&model->data, feature), SIZE_MAX);
	}
	ck_assert(seen[0] && seen[1]);
	np_model_free(model);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("model");
	TCase *tc = tcase_create("model");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, test_read, 0, (int)SIZE(texts));
	tcase_add_test(tc, test_write);
	tcase_add_test(tc, test_write_rows);
	tcase_add_test(tc, test_many_rows);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
