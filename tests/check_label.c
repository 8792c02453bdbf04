/* check_label - labels to blocks: joints, marks taken out, pieces, articles; no word is lost */
#include "help_label.h"
#include "help_marks.h"
#include "help_starve.h"

#include "feature.h"
#include "labeller.h"

/* ---- joints ---- */

static const struct {
	enum np_role role;
	const char *before, *after, *want;
} joints[] = {
	{ NP_BODY, "小桥", "通车", "" },
	{ NP_BODY, "summer", "growth", " " },
	{ NP_BODY, "growth,", "and", " " },
	{ NP_BODY, "growth.", "And", " " },
	{ NP_BODY, "比去年，", "and", "" },
	{ NP_BODY, "GDP", "增长", "" },
	{ NP_BODY, "增长", "GDP", "" },
	{ NP_BODY, "20", "26", "" },
	{ NP_BODY, "２０", "２６", "" },
	{ NP_BODY, "growth", "2026", " " },
	{ NP_BODY, "10", "%", "" },
	{ NP_BODY, "10", "年", "" },
	{ NP_BODY, ",", "and", "" },
	{ NP_BODY, "Ａ", "Ｂ", "" },
	{ NP_BODY, "", "a", "" },
	{ NP_BODY, "a", "", "" },
	{ NP_BODY, "a\xFF", "b", "" },
	{ NP_BODY, "a", "\xFF", "" },
	{ NP_BODY, "до", "моря", " " },
	/* Torn from a Chinese character, from white space, and from white space that is not all there. */
	{ NP_BODY, "甲\xE4\xB9", "\x99丙", "" },
	{ NP_BODY, "甲\xE3", "\x80\x80丙", " " },
	{ NP_BODY, "甲\xE3\x80", "\x80丙", " " },
	{ NP_BODY, "甲\xE3", "\x80", "" },
	{ NP_BODY, "甲\xC2", "\xA0\xA0", " " },
	{ NP_BODY, "甲", "\x80\x80", "" },
	{ NP_CAPTION, "a", "b", " " },
	{ NP_NOTICE, "甲", "乙", "" },
	{ NP_HEADLINE, "小桥", "通车", " " },
	{ NP_KICKER, "小桥", "通车", " " },
	{ NP_DECK, "小桥", "通车", " " },
	{ NP_SUBHEAD, "小桥", "通车", " " },
	{ NP_HEADLINE, "", "通车", "" },
};

START_TEST(test_joint)
{
	ck_assert_str_eq(
	    np_label_joint(joints[_i].role, span(joints[_i].before), span(joints[_i].after)),
	    joints[_i].want);
	/* The same as text. */
	struct np_span before = span(joints[_i].before), after = span(joints[_i].after);
	char text[64], want[64];
	memcpy(text, before.ptr, before.len);
	snprintf(want, sizeof want, "%s%s%s", before.ptr, joints[_i].want, after.ptr);
	ck_assert_uint_eq(np_label_append(text, before.len, joints[_i].role, after), strlen(want));
	ck_assert_mem_eq(text, want, strlen(want));
}
END_TEST

/* ---- cases ---- */

/* Each line with its label before it, and the blocks: lines, article, role, text. */
static const struct {
	const char *page, *want;
} cases[] = {
	{ "", "" },
	/* Lines of a headline are joined by a space, a paragraph by nothing. */
	{ "headline.article 小桥\nheadline.on 通车\nbody.block 城东的小\nbody.on "
	  "桥通车。\nbody.block 完。\n",
	    "1..2 1 headline 小桥 通车\n3..4 1 body 城东的小桥通车。\n5 1 body 完。\n" },
	{ "body.article the summer\nbody.on growth,\nbody.on and 小\nbody.on 桥\n",
	    "1..4 1 body the summer growth, and 小桥\n" },
	{ "kicker.article 甲\nheadline.block 乙\ndeck.block 丙\ndeck.on 丁\nsubhead.block 戊\n"
	  "subhead.on 己\n",
	    "1 1 kicker 甲\n2 1 headline 乙\n3..4 1 deck 丙 丁\n5..6 1 subhead 戊 己\n" },
	/* Marks are pieces of their line. */
	{ "body.article 本报讯 小桥昨天通车。（李俊华）\n",
	    "1.1 1 dateline 本报讯\n1.2 1 body 小桥昨天通车。\n1.3 1 byline （李俊华）\n" },
	{ "headline.article 小桥通车（下转第2版）\n",
	    "1.1 1 headline 小桥通车\n1.2 1 jump （下转第2版）\n" },
	{ "headline.article 小桥（李俊华）\n", "1 1 headline 小桥（李俊华）\n" },
	{ "byline.article （李俊华）\n", "1 1 byline （李俊华）\n" },
	{ "caption.article 小桥通车。李俊华 摄\n",
	    "1.1 1 caption 小桥通车。\n1.2 1 credit 李俊华 摄\n" },
	{ "table.article 甲 （李俊华）\nfolio.outside 本报讯 （李俊华）\n",
	    "1 1 table 甲 （李俊华）\n2 0 folio 本报讯 （李俊华）\n" },
	/* A mark over the join of two lines. */
	{ "body.article 小桥昨天通车。（本报记者 李俊\nbody.on 华）\n",
	    "1.1 1 body 小桥昨天通车。\n1.2;2 1 byline （本报记者 李俊华）\n" },
	{ "body.article 甲\nbody.on 小桥昨天通车。（本报记者\nbody.on 李俊华）\nbody.block 乙\n",
	    "1;2.1 1 body 甲小桥昨天通车。\n2.2;3 1 byline （本报记者李俊华）\n4 1 body 乙\n" },
	/* A folio amid a paragraph. */
	{ "body.article 城东的小\nfolio.amid 第2版\nother.amid 丨\nbody.on 桥通车。\n",
	    "1;4 1 body 城东的小桥通车。\n2 0 folio 第2版\n3 0 other 丨\n" },
	{ "body.article 城东的小桥通车。（本报记者 李俊\nfolio.amid 第2版\nbody.on 华）\n",
	    "1.1 1 body 城东的小桥通车。\n1.2;3 1 byline （本报记者 李俊华）\n2 0 folio 第2版\n" },
	/* Blank lines part the pieces of a lines field. */
	{ "body.article 城东\n\nbody.on 的小\nbody.on 桥\n", "1;3..4 1 body 城东的小桥\n" },
	/* Articles are counted as they appear; what is outside is not. */
	{ "folio.outside 第2版\nheadline.article 甲\nnotice.outside 招租\nnotice.on 电话\n"
	  "headline.article 乙\nbody.block 丙\nother.outside 丁\n",
	    "1 0 folio 第2版\n2 1 headline 甲\n3..4 0 notice 招租电话\n5 2 headline 乙\n6 2 body "
	    "丙\n"
	    "7 0 other 丁\n" },
	/* A headline that stands apart goes to the article that has none, the last one first. */
	{ "headline.article 甲\nbody.block 乙\nbody.article 丙\nbody.block 丁\nheadline.displaced "
	  "戊\n"
	  "headline.on 己\nbody.block 庚\n",
	    "1 1 headline 甲\n2 1 body 乙\n3 2 body 丙\n4 2 body 丁\n5..6 2 headline 戊 己\n"
	    "7 2 body 庚\n" },
	{ "body.article 甲\nheadline.article 乙\nbody.block 丙\nheadline.displaced 丁\n",
	    "1 1 body 甲\n2 2 headline 乙\n3 2 body 丙\n4 1 headline 丁\n" },
	{ "headline.article 甲\nheadline.article 乙\nheadline.displaced 丙\n",
	    "1 1 headline 甲\n2 2 headline 乙\n3 2 headline 丙\n" },
	{ "body.article 甲\nbody.article 乙\nheadline.displaced 丙\nheadline.displaced 丁\n",
	    "1 1 body 甲\n2 2 body 乙\n3 2 headline 丙\n4 1 headline 丁\n" },
	/* Sequences that no model gives. */
	{ "body.on 甲\nheadline.displaced 乙\n", "1 1 body 甲\n2 1 headline 乙\n" },
	{ "folio.amid 甲\nbody.block 乙\nheadline.on 丙\n", "1 0 folio 甲\n2..3 1 body 乙丙\n" },
	/* Markup and blanks are none of the words. */
	{ "headline.article # 标题 #\nbody.block 　　贡献。**（李俊华）**\n",
	    "1 1 headline 标题\n2.1 1 body 贡献。\n2.2 1 byline （李俊华）\n" },
};

START_TEST(test_case)
{
	char text[1000], want[1000];
	unsigned char labels[40];
	size_t len = 0, count = 0, blocks_count;
	const char *at = cases[_i].page;
	struct np_page page;
	struct np_labelled *blocks;
	struct np_error err;
	/* Labels off, the rest is the page. */
	while (*at != '\0') {
		size_t n = strcspn(at, "\n"), name = strcspn(at, " \n");
		if (n > 0) {
			char label[32];
			snprintf(label, sizeof label, "%.*s", (int)name, at);
			labels[count++] = label_of(label);
			memcpy(text + len, at + name + 1, n - name - 1);
			len += n - name - 1;
		}
		text[len++] = '\n';
		at += n + 1;
	}
	scan_page(&page, (struct np_span){ text, len }, NP_FROM_AUTO, &arena);
	ck_assert_uint_eq(page.count, count);
	ck_assert_int_eq(
	    np_label_blocks(marks, &page, NULL, NULL, labels, &arena, &blocks, &blocks_count, &err),
	    NP_OK);
	char *got = stream_of(&page, blocks, blocks_count, &arena);
	/* The page's name before each line, and tabs for the first three blanks. */
	len = 0;
	for (at = cases[_i].want; *at != '\0';) {
		len += (size_t)snprintf(want + len, sizeof want - len, "page\t");
		for (int tabs = 0; *at != '\n'; at++) {
			bool tab = *at == ' ' && tabs < 3;
			tabs += tab;
			want[len++] = tab ? '\t' : *at;
		}
		want[len++] = *at++;
	}
	want[len] = '\0';
	ck_assert_str_eq(got, want);
	free(got);
}
END_TEST

/* ---- any labels on any page ---- */

/* What every list of blocks must be: fails with a message that names what is wrong. */
static const char *
wrong_with(const struct np_page *page, const struct np_labelled *blocks, size_t count)
{
	static char a[20000], b[20000];
	size_t next = 1;
	for (size_t i = 0; i < count; i++) {
		const struct np_labelled *block = &blocks[i];
		if (block->part_count == 0 || block->text.len == 0 ||
		    np_uni_trim(block->text).len != block->text.len)
			return "an empty block, or blanks at its ends";
		if (block->article > next)
			return "articles are not counted as they appear";
		next += block->article == next;
		size_t la = 0, lb = append_words(b, 0, block->text);
		for (size_t p = 0; p < block->part_count; p++) {
			const struct np_label_part *part = &block->parts[p];
			if (part->line < page->lines || part->line >= page->lines + page->count ||
			    part->start >= part->end || part->end > part->line->text.len)
				return "a part that is none";
			if (p > 0 && part->line <= part[-1].line)
				return "parts out of order";
			la = append_words(a, la,
			    (struct np_span){
				part->line->text.ptr + part->start, part->end - part->start });
		}
		if (la != lb || memcmp(a, b, la) != 0)
			return "the text is not that of the parts";
		if (i > 0 && (block->parts[0].line < block[-1].parts[0].line ||
				 (block->parts[0].line == block[-1].parts[0].line &&
				     block->parts[0].start < block[-1].parts[0].end)))
			return "blocks out of order";
	}
	for (size_t l = 0; l < page->count; l++) {
		const struct np_line *line = &page->lines[l];
		size_t pieces = 0, at = 0, la = 0;
		uint32_t number = 0;
		for (size_t i = 0; i < count; i++) {
			for (size_t p = 0; p < blocks[i].part_count; p++) {
				const struct np_label_part *part = &blocks[i].parts[p];
				if (part->line != line)
					continue;
				if (part->start < at)
					return "pieces overlap";
				at = part->end;
				number = part->number;
				if (number != 0 && number != ++pieces)
					return "pieces are not counted";
				pieces += number == 0;
				la = append_words(a, la,
				    (struct np_span){
					line->text.ptr + part->start, part->end - part->start });
			}
		}
		if ((pieces == 1) != (number == 0))
			return "a piece without others, or others without a number";
		if (la != append_words(b, 0, line->text) || memcmp(a, b, la) != 0)
			return "words of a line are lost";
	}
	return NULL;
}

START_TEST(test_random)
{
	uint64_t random = 900 + (uint64_t)_i;
	for (int round = 0; round < 1500; round++) {
		char buf[4000];
		unsigned char labels[200];
		struct np_page page;
		struct np_labelled *blocks;
		struct np_error err;
		size_t count, len = random_lines(&random, buf, sizeof buf, 30);
		np_arena_reset(&arena);
		scan_page(&page, (struct np_span){ buf, len }, NP_FROM_AUTO, &arena);
		random_labels(&random, _i == 0, labels, page.count);
		ck_assert_int_eq(np_label_blocks(marks, &page, NULL, NULL, labels, &arena, &blocks,
				     &count, &err),
		    NP_OK);
		const char *wrong = wrong_with(&page, blocks, count);
		ck_assert_msg(wrong == NULL, "round %d: %s", round, wrong);
		for (size_t b = 0; b < count; b++) {
			struct np_label label =
			    np_labels[labels[blocks[b].parts[0].line - page.lines]];
			bool outside = label.place == NP_OUTSIDE || label.place == NP_INTERRUPTS;
			if (label.place != NP_CONTINUES && outside != (blocks[b].article == 0))
				ck_abort_msg("round %d: in an article, or not", round);
			if (label.place == NP_STARTS_ARTICLE && b > 0 &&
			    blocks[b].parts[0].number <= 1 && blocks[b].article != 0) {
				for (size_t c = 0; c < b; c++)
					ck_assert_uint_ne(blocks[c].article, blocks[b].article);
			}
		}
	}
}
END_TEST

/* A paragraph of very many lines, and very many articles. */
START_TEST(test_large)
{
	enum { LINES = 60000 };
	static const char line[] = "城东的小桥\n";
	char *text = malloc(LINES * (sizeof line - 1));
	unsigned char *labels = malloc(LINES);
	struct np_page page;
	struct np_labelled *blocks;
	struct np_error err;
	size_t count;
	ck_assert_ptr_nonnull(text);
	ck_assert_ptr_nonnull(labels);
	for (size_t i = 0; i < LINES; i++)
		memcpy(text + i * (sizeof line - 1), line, sizeof line - 1);
	memset(labels, label_of(_i == 0 ? "body.on" : "headline.article"), LINES);
	labels[0] = label_of("body.article");
	scan_page(&page, (struct np_span){ text, LINES * (sizeof line - 1) }, NP_FROM_TEXT, &arena);
	ck_assert_int_eq(
	    np_label_blocks(marks, &page, NULL, NULL, labels, &arena, &blocks, &count, &err),
	    NP_OK);
	ck_assert_uint_eq(count, _i == 0 ? 1 : LINES);
	ck_assert_uint_eq(blocks[count - 1].article, count);
	size_t n;
	struct np_piece *pieces = np_label_pieces(&blocks[0], &arena, &n);
	ck_assert_uint_eq(n, 1);
	ck_assert_uint_eq(pieces[0].last, _i == 0 ? LINES : 1);
	free(labels);
	free(text);
}
END_TEST

/* ---- the labeller ---- */

START_TEST(test_labeller)
{
	struct np_labeller *labeller;
	struct np_labelled *blocks;
	const char *what;
	struct np_page page;
	struct np_error err;
	size_t count;
	uint64_t random = 6;
	char buf[4000];
	ck_assert_int_eq(np_labeller_open(&labeller, NULL, NULL, &what, &err), NP_OK);
	scan_page(&page, span("\n　\n"), NP_FROM_AUTO, &arena);
	ck_assert_int_eq(np_labeller_page(labeller, &page, &arena, &blocks, &count, &err), NP_OK);
	ck_assert_uint_eq(count, 0);
	for (int round = 0; round < 400; round++) {
		size_t len = random_lines(&random, buf, sizeof buf, 40);
		for (size_t i = 0; round % 2 == 0 && i < len; i++)
			buf[i] = (char)chance(&random);
		np_arena_reset(&arena);
		scan_page(&page, (struct np_span){ buf, len }, NP_FROM_AUTO, &arena);
		ck_assert_int_eq(
		    np_labeller_page(labeller, &page, &arena, &blocks, &count, &err), NP_OK);
		const char *wrong = wrong_with(&page, blocks, count);
		ck_assert_msg(wrong == NULL, "round %d: %s", round, wrong);
	}
	np_labeller_close(labeller);
	np_labeller_close(NULL);
}
END_TEST

static struct np_labeller *starved;

/* Scans and labels a page that has some of all: marks, torn paragraphs, a headline of two lines. */
static enum np_code
label_page(struct np_arena *memory)
{
	static const char text[] =
	    "2003年2月20日 星期四 第3版\n\n城东两座新桥通车\n两岸居民出行不必绕路\n\n"
	    "本报讯（记者 王明 通讯员 李俊华）城东的两座新桥昨天同时通车，两岸居民出行更方便了，\n"
	    "过去要绕行半小时的路，如今几分钟就到。（李俊华）\n图为新桥 李俊华 摄\n（下转第2版）\n";
	static const char spaced[] =
	    "城 东 两 座 新 桥 昨 日 通 车\n\n城 东 的 两 座 新 桥 昨 天 同 时 通 车 ， 两 岸 居 "
	    "民 出 "
	    "行 更 方 便 了 。\n过 去 要 绕 行 半 小 时 的 路 ， 如 今 几 分 钟 就 到 。\n";
	struct np_page page = { .bytes = { text, sizeof text - 1 }, .first_line = 1 };
	struct np_labelled *blocks;
	size_t count, n;
	enum np_code code = NP_OK;

	for (int i = 0; i < 2 && code == NP_OK; i++) {
		code = np_page_scan(&page, NP_FROM_AUTO, memory, NULL);
		if (code == NP_OK)
			code = np_labeller_page(starved, &page, memory, &blocks, &count, NULL);
		for (size_t b = 0; code == NP_OK && b < count; b++) {
			if (np_label_pieces(&blocks[b], memory, &n) == NULL)
				code = NP_ERR_MEMORY;
		}
		page = (struct np_page){ .bytes = { spaced, sizeof spaced - 1 }, .first_line = 1 };
	}
	return code;
}

/* The second time how sure it is of each block, too. */
START_TEST(test_no_memory)
{
	const char *what;
	ck_assert_int_eq(np_labeller_open(&starved, NULL, NULL, &what, NULL), NP_OK);
	if (_i == 1)
		np_labeller_doubt(starved);
	starve(label_page, 16);
	np_labeller_close(starved);
}
END_TEST

/* The model that is built in, by its name, by none, and from a file that holds it. */
START_TEST(test_model)
{
	struct np_model *none, *named, *from_file;
	struct np_error err;
	char *folder = make_folder(), *path = join_path(folder, "default");
	ck_assert_int_eq(np_labeller_model(&none, NULL, &err), NP_OK);
	ck_assert_int_eq(np_labeller_model(&named, "default", &err), NP_OK);
	char *a = model_text(none), *b = model_text(named);
	ck_assert_int_eq(strcmp(a, b), 0);
	write_file(path, a, strlen(a));
	ck_assert_int_eq(np_labeller_model(&from_file, path, &err), NP_OK);
	char *c = model_text(from_file);
	ck_assert_int_eq(strcmp(a, c), 0);
	np_model_free(none);
	np_model_free(named);
	np_model_free(from_file);
	free(a);
	free(b);
	free(c);
	free(path);
	remove_folder(folder);
}
END_TEST

/* "default" is no file, even where one of that name lies; "./default" is. */
START_TEST(test_model_name)
{
	struct np_model *model = NULL;
	struct np_error err;
	char *folder = make_folder(), *path = join_path(folder, "default"), home[4096];
	ck_assert_ptr_nonnull(getcwd(home, sizeof home));
	ck_assert_int_eq(chdir(folder), 0);
	write_file(path, "no model\n", 9);
	ck_assert_int_eq(np_labeller_model(&model, "default", &err), NP_OK);
	np_model_free(model);
	ck_assert_int_eq(np_labeller_model(&model, "./default", &err), NP_ERR_SYNTAX);
	ck_assert_int_eq(chdir(home), 0);
	free(path);
	remove_folder(folder);
}
END_TEST

static const struct {
	const char *text; /* NULL for no such file */
	enum np_code code;
	uint64_t line;
	const char *says;
} no_models[] = {
	{ NULL, NP_ERR_OPEN, 0, "" },
	{ "", NP_ERR_SYNTAX, 1, "" },
	{ "no model\n", NP_ERR_SYNTAX, 1, "not a model" },
	{ "newsprint model", NP_ERR_SYNTAX, 1, "not a model" },
	{ "newsprint model \n", NP_ERR_SYNTAX, 1, "not a model" },
	/* Of the version before, and of one that may come. */
	{ "newsprint model 1\nfeature\tvalue\tbody.article\nbias\t0\t12\n", NP_ERR_SYNTAX, 1,
	    "learn it anew" },
	{ "newsprint model 1", NP_ERR_SYNTAX, 1, "learn it anew" },
	{ "newsprint model 33\n", NP_ERR_SYNTAX, 1, "learn it anew" },
	{ "newsprint model 3\nfeatures\t1\t64\t16\t3\t4\n", NP_ERR_SYNTAX, 2, "learn it anew" },
};

START_TEST(test_no_model)
{
	struct np_model *model = NULL;
	struct np_error err;
	char *folder = make_folder(), *path = join_path(folder, "model");
	if (no_models[_i].text != NULL)
		write_file(path, no_models[_i].text, strlen(no_models[_i].text));
	ck_assert_int_eq(np_labeller_model(&model, path, &err), no_models[_i].code);
	ck_assert_uint_eq(err.line, no_models[_i].line);
	ck_assert_msg(strstr(err.msg, no_models[_i].says) != NULL, "%s", err.msg);
	ck_assert_ptr_null(model);
	free(path);
	remove_folder(folder);
}
END_TEST

/* ---- how sure it is ---- */

START_TEST(test_doubt)
{
	struct np_labeller *labeller;
	struct np_labelled *blocks;
	const char *what;
	struct np_page page;
	struct np_error err;
	size_t count, sure = 0, unsure = 0;
	uint64_t random = 8;
	char buf[4000];
	ck_assert_int_eq(np_labeller_open(&labeller, NULL, NULL, &what, &err), NP_OK);
	for (int round = 0; round < 300; round++) {
		size_t len = random_lines(&random, buf, sizeof buf, 40), wrong = 0;
		np_arena_reset(&arena);
		scan_page(&page, (struct np_span){ buf, len }, NP_FROM_AUTO, &arena);
		/* First without: the blocks are the same, and say nothing of it. */
		if (round == 100)
			np_labeller_doubt(labeller);
		ck_assert_int_eq(
		    np_labeller_page(labeller, &page, &arena, &blocks, &count, &err), NP_OK);
		for (size_t b = 0; b < count; b++) {
			double own = blocks[b].sure;
			wrong += round < 100 ? own != 0 : !(own > 0 && own <= 1);
			sure += own > .9;
			unsure += own > 0 && own < .5;
		}
		ck_assert_msg(wrong == 0, "round %d", round);
		const char *fault = wrong_with(&page, blocks, count);
		ck_assert_msg(fault == NULL, "round %d: %s", round, fault);
	}
	/* It is not one number for all. */
	ck_assert_uint_gt(sure, 0);
	ck_assert_uint_gt(unsure, 0);
	scan_page(&page, span("\n　\n"), NP_FROM_AUTO, &arena);
	ck_assert_int_eq(np_labeller_page(labeller, &page, &arena, &blocks, &count, &err), NP_OK);
	ck_assert_uint_eq(count, 0);
	np_labeller_close(labeller);
}
END_TEST

/* How sure the model is of each line that has words, in the arena. */
static double *
line_doubts(struct np_model *model, const struct np_page *page)
{
	struct np_error err;
	struct np_observation *seen = np_feature_extract(marks, page, &arena);
	unsigned char *labels = np_arena_array(&arena, page->count, 1);
	double *sure = np_arena_array(&arena, page->count, sizeof *sure);
	ck_assert_ptr_nonnull(seen);
	ck_assert_ptr_nonnull(labels);
	ck_assert_ptr_nonnull(sure);
	ck_assert_int_eq(np_model_expect(model, page->count, &err), NP_OK);
	for (size_t i = 0; i < page->count; i++)
		np_model_see(model, &seen[i]);
	np_model_label(model, labels);
	ck_assert_int_eq(np_model_doubt(model, labels, sure, &err), NP_OK);
	return sure;
}

/* Doubt changes no block, and a block is as sure as the model is of its least sure line. */
START_TEST(test_doubt_lines)
{
	struct np_labeller *labeller, *doubting;
	struct np_labelled *blocks, *same;
	struct np_model *model;
	const char *what;
	struct np_page page;
	struct np_error err;
	size_t count, same_count, several = 0;
	uint64_t random = 9;
	char buf[4000];
	ck_assert_int_eq(np_labeller_open(&labeller, NULL, NULL, &what, &err), NP_OK);
	ck_assert_int_eq(np_labeller_open(&doubting, "default", NULL, &what, &err), NP_OK);
	ck_assert_int_eq(np_labeller_model(&model, NULL, &err), NP_OK);
	np_labeller_doubt(doubting);
	for (int round = 0; round < 60; round++) {
		size_t len = random_lines(&random, buf, sizeof buf, 40);
		np_arena_reset(&arena);
		scan_page(&page, (struct np_span){ buf, len }, NP_FROM_AUTO, &arena);
		ck_assert_int_eq(
		    np_labeller_page(labeller, &page, &arena, &blocks, &count, &err), NP_OK);
		ck_assert_int_eq(
		    np_labeller_page(doubting, &page, &arena, &same, &same_count, &err), NP_OK);
		char *a = stream_of(&page, blocks, count, &arena);
		char *b = stream_of(&page, same, same_count, &arena);
		ck_assert_str_eq(a, b);
		free(a);
		free(b);
		const double *sure = line_doubts(model, &page);
		for (size_t i = 0; i < same_count; i++) {
			double least = 1;
			for (size_t p = 0; p < same[i].part_count; p++) {
				double own = sure[same[i].parts[p].line - page.lines];
				least = own < least ? own : least;
			}
			ck_assert_double_eq(same[i].sure, least);
			several += same[i].part_count > 1;
		}
	}
	ck_assert_uint_gt(several, 0);
	np_model_free(model);
	np_labeller_close(labeller);
	np_labeller_close(doubting);
}
END_TEST

START_TEST(test_open)
{
	struct np_labeller *labeller;
	const char *what;
	struct np_error err;
	char *folder = make_folder(), *path = join_path(folder, "file");
	ck_assert_int_eq(np_labeller_open(&labeller, path, NULL, &what, &err), NP_ERR_OPEN);
	ck_assert_ptr_eq(what, path);
	ck_assert_int_eq(np_labeller_open(&labeller, NULL, path, &what, &err), NP_ERR_OPEN);
	ck_assert_ptr_eq(what, path);
	write_file(path, "no model\n", 9);
	ck_assert_int_eq(np_labeller_open(&labeller, path, NULL, &what, &err), NP_ERR_SYNTAX);
	ck_assert_uint_eq(err.line, 1);
	write_file(path, "", 0);
	ck_assert_int_eq(np_labeller_open(&labeller, path, NULL, &what, &err), NP_ERR_SYNTAX);
	free(path);
	remove_folder(folder);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("label");
	TCase *tc = tcase_create("label");

	give_marks(tc);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, test_joint, 0, (int)SIZE(joints));
	tcase_add_loop_test(tc, test_case, 0, (int)SIZE(cases));
	tcase_add_loop_test(tc, test_random, 0, 2);
	tcase_add_loop_test(tc, test_large, 0, 2);
	tcase_add_test(tc, test_labeller);
	tcase_add_loop_test(tc, test_no_memory, 0, 2);
	tcase_add_test(tc, test_model);
	tcase_add_test(tc, test_model_name);
	tcase_add_loop_test(tc, test_no_model, 0, (int)SIZE(no_models));
	tcase_add_test(tc, test_doubt);
	tcase_add_test(tc, test_doubt_lines);
	tcase_add_test(tc, test_open);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
