/* check_gold - corrected blocks laid on their pages, and the labels that they give */
#include "help_label.h"
#include "help_starve.h"

#include "gold.h"

static struct np_arena arena;
static struct np_marks *marks;
static char *folder;

static void
setup(void)
{
	struct np_error err;
	np_arena_init(&arena, 0);
	ck_assert_int_eq(np_marks_open(&marks, NULL, &err), NP_OK);
	folder = make_folder();
}

static void
teardown(void)
{
	remove_folder(folder);
	np_marks_close(marks);
	np_arena_free(&arena);
}

/* Lays the blocks of a stream, whose text must stay, on a page. */
static enum np_code
lay(struct np_gold *gold, const char *stream, struct np_error *err)
{
	struct np_block *blocks = np_arena_array(&arena, strlen(stream) + 1, sizeof *blocks);
	size_t count = 0;
	ck_assert_ptr_nonnull(blocks);
	while (*stream != '\0') {
		size_t len = strcspn(stream, "\n");
		ck_assert_int_eq(
		    np_block_parse((struct np_span){ stream, len }, &blocks[count++], err), NP_OK);
		stream += len + 1;
	}
	return np_gold_lay(gold, blocks, count, &arena, err);
}

static bool
are_legal(const unsigned char *labels, size_t count)
{
	size_t from = np_label_scheme.label_count;
	for (size_t i = 0; i < count; i++) {
		if (labels[i] >= np_label_scheme.label_count ||
		    !np_label_scheme.follows(from, labels[i]))
			return false;
		from = labels[i];
	}
	return true;
}

/* ---- blocks on a page ---- */

#define P "p\t"

/* A page, its blocks, and the labels of its lines; or the block at fault. */
static const struct {
	const char *page, *blocks, *labels;
	uint64_t fault;
} cases[] = {
	{ "小桥\n通车\n\n本报讯 昨天\n通车。（李俊华）\n",
	    P "1..2\t1\theadline\t小桥 通车\n" P "4.1\t1\tdateline\t本报讯\n" P
	      "4.2;5.1\t1\tbody\t昨天通车。\n" P "5.2\t1\tbyline\t（李俊华）\n",
	    "headline.article headline.on body.block body.on", 0 },
	/* White space in a text is as one likes, backslashes are undone. */
	{ "甲 乙\\丙\n", P "1\t1\tbody\t 甲乙\\\\ 丙　\n", "body.article", 0 },
	{ "甲\n乙\n", P "2\t7\tbody\t乙\n" P "1\t7\theadline\t甲\n", "headline.article body.block",
	    0 },
	/* A mark over the end of a line; a line that holds just its rest. */
	{ "小桥通车。（本报记者 李俊\n华）\n乙\n",
	    P "1.1\t1\tbody\t小桥通车。\n" P "1.2;2\t1\tbyline\t（本报记者 李俊华）\n" P
	      "3\t1\tbody\t乙\n",
	    "body.article body.on body.block", 0 },
	{ "（本报记者\n李俊华）小桥通车。\n",
	    P "1;2.1\t1\tbyline\t（本报记者李俊华）\n" P "2.2\t1\tbody\t小桥通车。\n",
	    "body.article body.on", 0 },
	{ "（本报记者\n第2版\n李俊华）小桥通车。\n",
	    P "1;3.1\t1\tbyline\t（本报记者李俊华）\n" P "2\t0\tfolio\t第2版\n" P
	      "3.2\t1\tbody\t小桥通车。\n",
	    "body.article folio.amid body.on", 0 },
	{ "小桥\n第2版\n某\n通车\n",
	    P "1;4\t1\tbody\t小桥通车\n" P "2\t0\tfolio\t第2版\n" P "3\t0\tnotice\t某\n",
	    "body.article folio.outside notice.outside body.block", 0 },
	{ "小桥\n第2版\n某\n通车\n",
	    P "1;4\t1\tbody\t小桥通车\n" P "2\t0\tfolio\t第2版\n" P "3\t0\tbody\t某\n",
	    "body.article folio.amid other.amid body.on", 0 },
	{ "甲\n乙\n丙\n", P "1\t2\tbody\t甲\n" P "2\t2\theadline\t乙\n" P "3\t2\theadline\t丙\n",
	    "body.article headline.displaced headline.block", 0 },
	{ "甲\n乙\n丙\n丁\n",
	    P "1\t1\theadline\t甲\n" P "2\t1\tbody\t乙\n" P "3\t1\theadline\t丙\n" P
	      "4\t1\tbody\t丁\n",
	    "headline.article body.block headline.block body.block", 0 },
	/* A headline that another article parts from its own. */
	{ "甲\n乙\n丙\n", P "1\t1\tkicker\t甲\n" P "2\t2\theadline\t乙\n" P "3\t1\theadline\t丙\n",
	    "kicker.article headline.article headline.displaced", 0 },
	{ "甲\n乙\n", P "1\t2\tkicker\t甲\n" P "2\t2\theadline\t乙\n",
	    "kicker.article headline.block", 0 },
	/* Behind a subhead, until a headline comes; taken up again with the article. */
	{ "甲\n乙\n丙\n丁\n图\n戊\n己\n庚\n辛\n壬\n",
	    P "1\t1\theadline\t甲\n" P "2\t1\tsubhead\t乙\n" P "3..4\t1\tbody\t丙丁\n" P
	      "5\t1\tcaption\t图\n" P "6\t1\tbody\t戊\n" P "7\t2\theadline\t己\n" P
	      "8\t2\tbody\t庚\n" P "9\t1\tbody\t辛\n" P "10\t1\tbody\t壬\n",
	    "headline.article subhead.block section.block section.on caption.block section.block "
	    "headline.article body.block body.resumes section.block",
	    0 },
	/* Taken up twice, a line of another article between. */
	{ "甲\n乙\n丙\n丁\n戊\n己\n庚\n辛\n",
	    P "1\t1\theadline\t甲\n" P "2\t1\tsubhead\t乙\n" P "3\t1\tbody\t丙\n" P
	      "4\t2\theadline\t丁\n" P "5\t1\tbody\t戊\n" P "6\t2\tbody\t己\n" P
	      "7\t1\tbody\t庚\n" P "8\t1\tbody\t辛\n",
	    "headline.article subhead.block section.block headline.article body.resumes "
	    "body.resumes body.resumes section.block",
	    0 },
	/* Roles that the labels have not in that place. */
	{ "甲\n乙\n丙\n", P "1\t1\tfolio\t甲\n" P "2\t1\tsubhead\t乙\n" P "3\t0\tbyline\t丙\n",
	    "body.article subhead.block other.outside", 0 },
	{ "甲\n乙\n", P "1..2\t1\tbyline\t甲乙\n", "byline.article byline.block", 0 },
	/* Refused. */
	{ "甲乙\n丙\n", P "1\t1\tbody\t甲乙\n" P "2\t1\tbody\t丁\n", NULL, 2 },
	{ "甲乙\n丙\n", P "1\t1\tbody\t甲\n" P "2\t1\tbody\t丙\n", NULL, 1 },
	{ "甲乙\n丙\n", P "1\t1\tbody\t甲乙丙\n" P "2\t1\tbody\t丙\n", NULL, 1 },
	{ "甲\n乙\n丙\n", P "1\t1\tbody\t甲\n" P "3\t1\tbody\t丙\n", NULL, 2 },
	{ "甲\n乙\n", P "1\t1\tbody\t甲\n", NULL, 1 },
	{ "甲\n\n乙\n", P "1\t1\tbody\t甲\n" P "2\t1\tbody\t丙\n" P "3\t1\tbody\t乙\n", NULL, 2 },
	{ "甲\n乙\n", P "1\t1\tbody\t甲\n" P "2..3\t1\tbody\t乙\n", NULL, 2 },
	{ "甲\n乙\n", P "1\t1\tbody\t甲\n" P "2..18446744073709551615\t1\tbody\t乙\n", NULL, 2 },
	{ "甲\n乙\n", P "1\t1\tbody\t甲\n" P "2\t1\tbody\t乙\n" P "9\t1\tbody\t丙\n", NULL, 3 },
	{ "甲\n乙\n", P "1..2\t1\tbody\t甲\n" P "2\t1\tbody\t乙\n", NULL, 1 },
	{ "甲\n", P "1\t1\tbody\t甲\n" P "1\t1\tbody\t甲\n", NULL, 2 },
	{ "甲乙\n", P "1.2\t1\tbody\t甲\n" P "1.1\t1\tbody\t乙\n", NULL, 2 },
};

START_TEST(test_case)
{
	struct np_gold gold;
	struct np_error err = { .line = 0 };
	scan_page(&gold.page, span(cases[_i].page), NP_FROM_AUTO, &arena);
	enum np_code code = lay(&gold, cases[_i].blocks, &err);
	if (cases[_i].labels == NULL) {
		ck_assert_int_eq(code, NP_ERR_SYNTAX);
		ck_assert_uint_eq(err.line, cases[_i].fault);
		return;
	}
	ck_assert_msg(code == NP_OK, "block %d: %s", (int)err.line, err.msg);
	unsigned char labels[40];
	char got[1000] = "";
	np_gold_labels(gold.lines, gold.page.count, labels);
	ck_assert(are_legal(labels, gold.page.count));
	for (size_t i = 0; i < gold.page.count; i++) {
		strcat(got, i > 0 ? " " : "");
		strcat(got, np_label_scheme.labels[labels[i]]);
	}
	ck_assert_str_eq(got, cases[_i].labels);
}
END_TEST

/* What is known of a line beside its label: where marks at its ends begin and end. */
START_TEST(test_ends)
{
	static const char page[] = "本报讯 昨天\n通车。（李俊华）\n（王明）\n甲。 李俊华 摄\n";
	struct np_gold gold;
	struct np_error err;
	scan_page(&gold.page, span(page), NP_FROM_AUTO, &arena);
	ck_assert_int_eq(lay(&gold,
			     P "1.1\t1\tdateline\t本报讯\n" P "1.2;2.1\t1\tbody\t昨天通车。\n" P
			       "2.2\t1\tbyline\t（李俊华）\n" P "3\t1\tbyline\t（王明）\n" P
			       "4.1\t1\tcaption\t甲。\n" P "4.2\t1\tcredit\t李俊华 摄\n",
			     &err),
	    NP_OK);
	ck_assert_uint_eq(gold.lines[0].head, strlen("本报讯"));
	ck_assert_uint_eq(gold.lines[0].tail, 0);
	ck_assert_uint_eq(gold.lines[1].head, 0);
	ck_assert_uint_eq(gold.lines[1].tail, strlen("通车。"));
	ck_assert_uint_eq(gold.lines[2].tail, 0);
	ck_assert_uint_eq(gold.lines[3].tail, strlen("甲。 "));
}
END_TEST

/* ---- whatever is said of lines, the labels are legal ---- */

START_TEST(test_legal)
{
	uint64_t random = 55;
	for (int round = 0; round < 20000; round++) {
		struct np_gold_line lines[12];
		unsigned char labels[12];
		size_t count = below(&random, 13);
		for (size_t i = 0; i < count; i++)
			lines[i] = (struct np_gold_line){
				.role = (enum np_role)below(&random, NP_ROLES),
				.article = below(&random, 3),
				.continues = below(&random, 2) == 0,
			};
		np_gold_labels(lines, count, labels);
		ck_assert_msg(are_legal(labels, count), "round %d", round);
	}
}
END_TEST

/* ---- there and back ---- */

/* The blocks that these labels make, as a stream. */
static char *
blocks_of(const struct np_page *page, const unsigned char *labels)
{
	struct np_labelled *blocks;
	struct np_error err;
	size_t count;
	ck_assert_int_eq(
	    np_label_blocks(marks, page, NULL, NULL, labels, &arena, &blocks, &count, &err), NP_OK);
	return stream_of(page, blocks, count, &arena);
}

/* Blocks made from labels, legal or not, are laid on their page again without fault. */
START_TEST(test_accepted)
{
	uint64_t random = 700 + (uint64_t)_i;
	for (int round = 0; round < 1500; round++) {
		char buf[3000];
		unsigned char labels[200];
		struct np_gold gold;
		struct np_error err;
		size_t len = random_lines(&random, buf, sizeof buf, 14);
		np_arena_reset(&arena);
		scan_page(&gold.page, (struct np_span){ buf, len }, NP_FROM_AUTO, &arena);
		random_labels(&random, _i == 0, labels, gold.page.count);
		char *stream = blocks_of(&gold.page, labels);
		enum np_code code = lay(&gold, stream, &err);
		ck_assert_msg(code == NP_OK, "round %d, block %d: %s\n%s", round, (int)err.line,
		    err.msg, stream);
		np_gold_labels(gold.lines, gold.page.count, labels);
		ck_assert_msg(are_legal(labels, gold.page.count), "round %d", round);
		free(stream);
	}
}
END_TEST

/* Labels by chance that blocks can say: an article is begun by its first label. */
static void
plain_labels(uint64_t *random, unsigned char *labels, size_t count)
{
	unsigned char displaced = label_of("headline.displaced"), other = label_of("other.block");
	for (bool plain = false; !plain;) {
		bool begun = false;
		plain = true;
		random_labels(random, true, labels, count);
		for (size_t i = 0; i < count && plain; i++) {
			enum np_place place = np_labels[labels[i]].place;
			begun = begun || place == NP_STARTS_ARTICLE;
			plain = labels[i] != displaced && labels[i] != other &&
				place != NP_RESUMES &&
				(begun || place == NP_OUTSIDE ||
				    np_labels[labels[i]].role == NP_NOTICE);
		}
		/* An interruption behind which nothing comes says what it is to nobody. */
		if (count > 0 && np_labels[labels[count - 1]].place == NP_INTERRUPTS)
			plain = false;
	}
}

/* There and back, on pages without marks: the same blocks. */
START_TEST(test_round_trip)
{
	uint64_t random = 31;
	for (int round = 0; round < 3000; round++) {
		char buf[400] = "";
		unsigned char labels[9];
		struct np_gold gold;
		struct np_error err;
		size_t count = 1 + below(&random, 8);
		np_arena_reset(&arena);
		for (size_t i = 0; i < count; i++)
			strcat(buf, &"小桥通车\n"[below(&random, 3) * 3]);
		scan_page(&gold.page, span(buf), NP_FROM_AUTO, &arena);
		plain_labels(&random, labels, gold.page.count);
		char *first = blocks_of(&gold.page, labels);
		enum np_code code = lay(&gold, first, &err);
		ck_assert_msg(code == NP_OK, "round %d, block %d: %s\n%s", round, (int)err.line,
		    err.msg, first);
		np_gold_labels(gold.lines, gold.page.count, labels);
		char *second = blocks_of(&gold.page, labels);
		ck_assert_str_eq(first, second);
		free(first);
		free(second);
	}
}
END_TEST

/* ---- files ---- */

/* The first fault that was told, and how many there were. */
struct told {
	const char *where;
	struct np_error err;
	size_t count;
};

static void
tell(void *ctx, const char *where, const struct np_error *err)
{
	struct told *told = ctx;
	if (told->count++ == 0) {
		told->where = where;
		told->err = *err;
	}
}

/* What np_gold_read() answers for a stream, with the folder of pages or without one. */
static enum np_code
read_gold(const char *stream, const char *dir, struct np_gold **golds, size_t *count,
    const char **where, struct np_error *err)
{
	struct told told = { .count = 0 };
	char *path = join_path(folder, "x.blocks");
	static char kept[200];
	snprintf(kept, sizeof kept, "%s", path);
	free(path);
	write_file(kept, stream, strlen(stream));
	*golds = NULL;
	*count = 0;
	enum np_code code = np_gold_read(kept, dir, "utf-8", &arena, golds, count, tell, &told);
	ck_assert_int_eq(told.count > 0, code != NP_OK);
	*where = told.where;
	*err = told.err;
	return code;
}

static const struct {
	const char *stream;
	enum np_code code;
	uint64_t line;
	const char *where; /* the name's end */
} streams[] = {
	{ "a.txt\t1\t1\tbody\t甲\na.txt\t2\t1\tbody\t乙\n", NP_OK, 0, "" },
	{ "a.txt\t1\t1\tbody\t甲\na.txt\t2\t1\tbody\t乙", NP_OK, 0, "" },
	{ "two.txt:2\t2\t1\tbody\t丙\ntwo.txt:1\t1\t1\tbody\t甲\na:b\t1\t1\tbody\t丁\n", NP_OK, 0,
	    "" },
	{ "", NP_OK, 0, "" },
	{ "a.txt\t1\t1\tbody\t甲\na.txt\t2\t1\tbody\t丙\n", NP_ERR_SYNTAX, 2, "/x.blocks" },
	{ "a:b\t1\t1\tbody\t丁\na.txt\t1\t1\tbody\t甲\n", NP_ERR_SYNTAX, 2, "/x.blocks" },
	{ "a:b\t1\t1\tbody\t丁\nno block\n", NP_ERR_SYNTAX, 2, "/x.blocks" },
	{ "none.txt\t1\t1\tbody\t甲\n", NP_ERR_OPEN, 0, "/none.txt" },
	{ "none\t1\t1\tbody\t甲\n", NP_ERR_OPEN, 0, "/none" },
	{ "two.txt:3\t1\t1\tbody\t甲\n", NP_ERR_SYNTAX, 0, "/two.txt" },
	{ "two.txt\t1\t1\tbody\t甲\n", NP_ERR_SYNTAX, 0, "/two.txt" },
	{ "none:1\t1\t1\tbody\t甲\n", NP_ERR_OPEN, 0, "/none" },
	{ "../a.txt\t1\t1\tbody\t甲\n", NP_ERR_UNKNOWN, 0, "" },
	{ "b/../../a.txt\t1\t1\tbody\t甲\n", NP_ERR_UNKNOWN, 0, "" },
	{ "..\t1\t1\tbody\t甲\n", NP_ERR_UNKNOWN, 0, "" },
};

START_TEST(test_streams)
{
	static const char *const files[][2] = { { "a.txt", "甲\n乙\n" },
		{ "two.txt", "甲\f\n丙\n" }, { "a:b", "丁\n" } };
	struct np_gold *golds;
	size_t count;
	const char *where;
	struct np_error err = { .line = 0 };
	/* The second time the folder's name has a colon too. */
	for (int colon = 0; colon < 2; colon++) {
		char *dir = join_path(folder, "a:b");
		if (colon)
			ck_assert_int_eq(mkdir(dir, 0700), 0);
		for (size_t i = 0; i < SIZE(files); i++) {
			char *path = join_path(colon ? dir : folder, files[i][0]);
			write_file(path, files[i][1], strlen(files[i][1]));
			free(path);
		}
		enum np_code code = read_gold(
		    streams[_i].stream, colon ? dir : folder, &golds, &count, &where, &err);
		ck_assert_int_eq(code, streams[_i].code);
		if (code != NP_OK) {
			ck_assert_uint_eq(err.line, streams[_i].line);
			size_t tail = strlen(streams[_i].where);
			ck_assert_uint_ge(strlen(where), tail);
			ck_assert_str_eq(where + strlen(where) - tail, streams[_i].where);
		}
		char *clash = join_path(folder, "a:b");
		unlink(clash);
		free(clash);
		free(dir);
	}
}
END_TEST

START_TEST(test_names)
{
	struct np_gold *golds;
	size_t count;
	const char *where;
	struct np_error err;
	char *path = join_path(folder, "a.txt"), stream[300];
	write_file(path, "甲\n", 4);
	snprintf(stream, sizeof stream, "%s\t1\t1\tbody\t甲\n", path);
	/* A name is data: without -d it does not reach for the whole system. */
	ck_assert_int_eq(read_gold(stream, NULL, &golds, &count, &where, &err), NP_ERR_UNKNOWN);
	ck_assert_int_eq(read_gold(stream, "/", &golds, &count, &where, &err), NP_OK);
	ck_assert_uint_eq(count, 1);
	ck_assert_uint_eq(golds[0].page.count, 1);
	struct told told = { .count = 0 };
	ck_assert_int_eq(
	    np_gold_read(path + 1, folder, "utf-8", &arena, &golds, &count, tell, &told),
	    NP_ERR_OPEN);
	ck_assert_ptr_eq(told.where, path + 1);
	free(path);
}
END_TEST

/* All pages that do not fit are told, and those between are read. */
START_TEST(test_faults)
{
	static const char stream[] = "f.txt:1\t1\t1\tbody\t甲\nf.txt:2\t2\t1\tbody\t丁\n"
				     "f.txt:3\t3\t1\tbody\t丙\nf.txt:4\t4\t1\tbody\t丁\n";
	static const char page[] = "甲\n\f乙\n\f丙\n\f";
	struct np_gold *golds = NULL;
	struct told told = { .count = 0 };
	size_t count = 0;
	char *path = join_path(folder, "f.txt"), *blocks = join_path(folder, "f.blocks");
	write_file(path, page, sizeof page - 1);
	write_file(blocks, stream, sizeof stream - 1);
	ck_assert_int_eq(np_gold_read(blocks, folder, "utf-8", &arena, &golds, &count, tell, &told),
	    NP_ERR_SYNTAX);
	ck_assert_uint_eq(told.count, 2);
	ck_assert_ptr_eq(told.where, blocks);
	ck_assert_uint_eq(told.err.line, 2);
	ck_assert_str_eq(
	    told.err.msg, "the text is not what stands on these lines: '丁', not '乙'");
	ck_assert_uint_eq(count, 2);
	ck_assert_mem_eq(golds[1].page.lines[0].text.ptr, "丙", 3);
	free(path);
	free(blocks);
}
END_TEST

/* Many pages: room for them is found as they come, and none is lost. */
START_TEST(test_many)
{
	enum { PAGES = 700 };
	char *page = malloc(PAGES * 16), *stream = malloc(PAGES * 64);
	size_t at = 0, len = 0, count;
	struct np_gold *golds;
	const char *where;
	struct np_error err;
	char *path = join_path(folder, "many");
	ck_assert_ptr_nonnull(page);
	ck_assert_ptr_nonnull(stream);
	for (int i = 1; i <= PAGES; i++) {
		at += (size_t)sprintf(page + at, "第%d页\n\f", i);
		len += (size_t)sprintf(stream + len, "many:%d\t%d\t1\tbody\t第%d页\n", i, i, i);
	}
	write_file(path, page, at);
	ck_assert_int_eq(read_gold(stream, folder, &golds, &count, &where, &err), NP_OK);
	ck_assert_uint_eq(count, PAGES);
	for (size_t i = 0; i < PAGES; i++) {
		char want[20];
		snprintf(want, sizeof want, "第%zu页", i + 1);
		ck_assert_mem_eq(golds[i].page.lines[0].text.ptr, want, strlen(want));
		ck_assert_int_eq(golds[i].lines[0].role, NP_BODY);
	}
	free(path);
	free(page);
	free(stream);
}
END_TEST

/* Reads two pages of a file, and one of another. */
static enum np_code
read_in(struct np_arena *memory)
{
	struct np_gold *golds = NULL;
	struct told told = { .count = 0 };
	size_t count = 0;
	char *blocks = join_path(folder, "m.blocks");
	enum np_code code =
	    np_gold_read(blocks, folder, "utf-8", memory, &golds, &count, tell, &told);

	ck_assert_int_eq(told.count > 0, code != NP_OK);
	ck_assert(code != NP_OK || count == 3);
	free(blocks);
	return code;
}

/* Memory that ends anywhere is told, and not taken for pages that do not fit. */
START_TEST(test_no_memory)
{
	static const char stream[] = "m.txt:1\t1\t1\theadline\t甲\nm.txt:1\t2..3\t1\tbody\t乙丙\nm."
				     "txt:2\t4\t1\tbody\t丁\nn.txt\t1\t1\tbody\t戊\n";
	static const char *const files[][2] = { { "m.txt", "甲\n乙\n丙\n\f丁\n" },
		{ "n.txt", "戊\n" }, { "m.blocks", stream } };

	for (size_t i = 0; i < SIZE(files); i++) {
		char *path = join_path(folder, files[i][0]);
		write_file(path, files[i][1], strlen(files[i][1]));
		free(path);
	}
	starve(read_in, 16);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("gold");
	TCase *tc = tcase_create("gold");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, test_case, 0, (int)SIZE(cases));
	tcase_add_test(tc, test_ends);
	tcase_add_test(tc, test_legal);
	tcase_add_loop_test(tc, test_accepted, 0, 2);
	tcase_add_test(tc, test_round_trip);
	tcase_add_loop_test(tc, test_streams, 0, (int)SIZE(streams));
	tcase_add_test(tc, test_names);
	tcase_add_test(tc, test_faults);
	tcase_add_test(tc, test_no_memory);
	tcase_add_test(tc, test_many);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
