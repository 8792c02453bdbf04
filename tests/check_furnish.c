/* check_furnish - pages set anew among what stands around the articles of others; subheads, few of many */
#include "help_gold.h"

#include "augment.h"

enum { GOLDS = 3, ARTICLES = 3 };

static struct np_arena arena, page_arena;
static struct np_gold golds[GOLDS];

/* A page of a paper, its headline in two lines. */
static const struct gold_line paper[] = {
	{ NP_FOLIO, 0, false, "2026年3月28日 星期六 第5版" },
	{ NP_HEADLINE, 1, false, "老码头改成步行街" },
	{ NP_HEADLINE, 1, true, "今晨开街" },
	{ NP_BODY, 1, false, "本报讯 停了十年的老码头昨天有了新模样，石板铺到水边，灯也亮了。" },
	{ NP_BODY, 1, false, "起重机留在原处，涂了红漆，孩子们围着它转。" },
	{ NP_SUBHEAD, 1, false, "石板来自旧桥" },
	{ NP_BODY, 1, false, "每一块都编了号，按原来的次序铺回去。" },
	{ NP_SUBHEAD, 1, false, "船还会来" },
	{ NP_BODY, 1, false, "渡船每天四班，最后一班在晚上九点。" },
	{ NP_SUBHEAD, 1, false, "夜里的灯" },
	{ NP_BODY, 1, false, "灯在十点熄去一半，剩下的亮到天明。" },
	{ NP_HEADLINE, 2, false, "菜场延长营业" },
	{ NP_BODY, 2, false, "东门菜场从今天起开到晚上八点。" },
};

/* A page of a site; its title has the headline of its story. */
static const struct gold_line site[] = {
	{ NP_OTHER, 0, false, "首页" },
	{ NP_OTHER, 0, false, "要闻 地方 文化" },
	{ NP_OTHER, 0, false, "\n\n山村小学添了一间天文教室_东江网" },
	{ NP_HEADLINE, 1, false, "\n山村小学添了" },
	{ NP_HEADLINE, 1, true, "一间天文教室" },
	{ NP_BODY, 1, false, "\n教室的屋顶可以推开，望远镜是退休的工程师送的。" },
	{ NP_OTHER, 0, false, "\n【打印】" },
	{ NP_OTHER, 0, false, "相关阅读" },
};

static const struct gold_line pictures[] = {
	{ NP_CAPTION, 1, false, "图为河边的柳树。" },
};

static void
setup(void)
{
	np_arena_init(&arena, 0);
	np_arena_init(&page_arena, 0);
	make_gold(&golds[0], paper, SIZE(paper), &arena);
	make_gold(&golds[1], site, SIZE(site), &arena);
	make_gold(&golds[2], pictures, SIZE(pictures), &arena);
}

static void
teardown(void)
{
	np_arena_free(&arena);
	np_arena_free(&page_arena);
}

/* Sets a page anew: the rates that are told, all others 0. */
static void
set_anew(size_t index, const char *told, uint64_t seed, struct np_gold *copy)
{
	struct np_rates rates = { .mix = 0 };
	struct np_span bad;
	struct np_error err;
	ck_assert(np_rates_parse(&rates, told, &bad));
	np_arena_reset(&page_arena);
	ck_assert_int_eq(
	    np_augment(golds, GOLDS, index, seed, &rates, &page_arena, copy, &err), NP_OK);
}

static bool
same(struct np_span a, struct np_span b)
{
	return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static bool
is(const struct np_gold *gold, size_t line, const char *text)
{
	return same(gold->page.lines[line].text, (struct np_span){ text, strlen(text) });
}

/* How many lines of no article a page has which are these words. */
static size_t
lines_of(const struct np_gold *gold, struct np_span text)
{
	size_t n = 0;
	for (size_t i = 0; i < gold->page.count; i++)
		n += gold->lines[i].article == 0 && same(gold->page.lines[i].text, text);
	return n;
}

static size_t
has(const struct np_gold *gold, const char *text)
{
	return lines_of(gold, (struct np_span){ text, strlen(text) });
}

/* The words of an article in the order of its lines. */
static size_t
article_words(const struct np_gold *gold, uint64_t article, char *buf)
{
	size_t len = 0;
	for (size_t i = 0; i < gold->page.count; i++) {
		if (gold->lines[i].article == article)
			len = append_words(buf, len, gold->page.lines[i].text);
	}
	return len;
}

/* All words of each article are there, in their order. */
static void
check_articles(const struct np_gold *gold, const struct np_gold *copy)
{
	static char want[10000], got[10000];
	for (uint64_t article = 1; article < ARTICLES; article++) {
		size_t len = article_words(gold, article, want);
		ck_assert_uint_eq(article_words(copy, article, got), len);
		ck_assert_mem_eq(got, want, len);
	}
}

/* The first line of an article, and the line behind the last one. */
static size_t
articles_from(const struct np_gold *gold)
{
	size_t i = 0;
	while (i < gold->page.count && gold->lines[i].article == 0)
		i++;
	return i;
}

static size_t
articles_end(const struct np_gold *gold)
{
	size_t i = gold->page.count;
	while (i > 0 && gold->lines[i - 1].article == 0)
		i--;
	return i;
}

/*
 * Articles stay as they are; above them, below them, or both stand lines of another page.  Its title gets
 * our headline.
 */
START_TEST(test_frame)
{
	static const char *const titles[] = { "老码头改成步行街今晨开街_东江网",
		"老码头改成步行街 今晨开街_东江网" };
	size_t above = 0, below = 0, all = 0, own = 0, lost = 0, labels = 0, as_lent = 0, tight = 0;
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct np_gold copy;
		set_anew(0, "frame=1", seed, &copy);
		check_articles(&golds[0], &copy);
		size_t from = articles_from(&copy), end = articles_end(&copy);
		for (size_t i = from; i < end; i++)
			ck_assert_uint_ne(copy.lines[i].article, 0);
		above += has(&copy, titles[0]) + has(&copy, titles[1]);
		below += has(&copy, "【打印】");
		all += has(&copy, "首页") > 0 && has(&copy, "相关阅读") > 0;
		ck_assert_uint_eq(has(&copy, "山村小学添了一间天文教室_东江网"), 0);
		/* The lines above a headline of theirs are lent from there upwards; labels come alone. */
		labels += from > 0 && from <= 4 &&
			  (is(&copy, from - 1, "首页") || is(&copy, from - 1, "相关阅读") ||
			      is(&copy, from - 1, "【打印】"));
		own += has(&copy, "2026年3月28日 星期六 第5版") == 1;
		lost += has(&copy, "2026年3月28日 星期六 第5版") == 0;
		if (from > 1 &&
		    (is(&copy, from - 1, titles[0]) || is(&copy, from - 1, titles[1]))) {
			unsigned title = copy.page.lines[from - 1].blanks_before;
			as_lent += title == 2 && copy.page.lines[from].blanks_before == 1;
			tight += title == 0 && copy.page.lines[from].blanks_before == 0;
		}
	}
	ck_assert_uint_gt(above, 40);
	ck_assert_uint_gt(below, 40);
	ck_assert_uint_gt(all, 20);
	ck_assert_uint_gt(labels, 10);
	ck_assert_uint_gt(own, 40);
	ck_assert_uint_gt(lost, 20);
	ck_assert_uint_gt(as_lent, 10);
	ck_assert_uint_gt(tight, 10);
}
END_TEST

/* A page's first headline, its lines joined, is the first line as well, alone or with a name behind. */
START_TEST(test_twice)
{
	static const char *const joined[] = { "老码头改成步行街今晨开街",
		"老码头改成步行街 今晨开街" };
	size_t alone = 0, named = 0, framed = 0, blank = 0;
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct np_gold copy;
		set_anew(0, "twice=1", seed, &copy);
		check_articles(&golds[0], &copy);
		struct np_span first = copy.page.lines[0].text;
		ck_assert_uint_eq(copy.lines[0].article, 0);
		ck_assert_int_eq(copy.lines[0].role, NP_OTHER);
		size_t which = memchr(first.ptr, ' ', strlen(joined[0])) != NULL;
		size_t len = strlen(joined[which]);
		ck_assert_uint_ge(first.len, len);
		ck_assert_mem_eq(first.ptr, joined[which], len);
		blank += which;
		alone += first.len == len;
		named += first.len > len;
		framed += articles_from(&copy) > 1;
	}
	ck_assert_uint_gt(blank, 50);
	ck_assert_uint_lt(blank, 150);
	ck_assert_uint_gt(alone, 50);
	ck_assert_uint_gt(named, 50);
	ck_assert_uint_gt(framed, 100);
}
END_TEST

/* A page without a headline has no copy of one. */
START_TEST(test_no_headline)
{
	for (uint64_t seed = 0; seed < 50; seed++) {
		struct np_gold copy;
		set_anew(2, "twice=1", seed, &copy);
		check_articles(&golds[2], &copy);
		for (size_t i = 0; i < articles_from(&copy); i++)
			ck_assert_uint_gt(lines_of(&golds[0], copy.page.lines[i].text) +
					      lines_of(&golds[1], copy.page.lines[i].text),
			    0);
	}
}
END_TEST

/*
 * Between two paragraphs stand one to three lines of no article, which are no folio, and the article goes on:
 * what stands between articles does not stand before its rest.
 */
START_TEST(test_intrude)
{
	size_t gaps = 0, lines[4] = { 0 }, tight = 0;
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct np_gold copy;
		size_t own = 0;
		set_anew(0, seed % 2 == 0 ? "intrude=1,rule=1" : "intrude=1", seed, &copy);
		check_articles(&golds[0], &copy);
		for (size_t i = articles_from(&copy), end; i < articles_end(&copy); i = end + 1) {
			for (end = i; copy.lines[end].article == 0; end++)
				continue;
			if (end == i || copy.lines[end].article != copy.lines[i - 1].article)
				continue;
			ck_assert_int_eq(copy.lines[i - 1].role, NP_BODY);
			ck_assert_int_eq(copy.lines[end].role, NP_BODY);
			ck_assert(!copy.lines[end].continues);
			for (size_t l = i; l < end; l++)
				ck_assert_uint_eq(lines_of(&golds[1], copy.page.lines[l].text), 1);
			ck_assert_uint_le(end - i, 3);
			lines[end - i]++;
			own++;
			tight += copy.page.lines[i - 1].blanks_before > 0 &&
				 copy.page.lines[i].blanks_before == 0 &&
				 copy.page.lines[end].blanks_before == 0;
		}
		/* The second article has one paragraph, and the third of the page none to part. */
		ck_assert_uint_le(own, 1);
		gaps += own;
	}
	ck_assert_uint_gt(gaps, 150);
	ck_assert_uint_gt(lines[1], 100);
	ck_assert_uint_gt(lines[2], 10);
	ck_assert_uint_gt(tight, 10);
}
END_TEST

/* One or two of three subheads stay, each in its turn; at times without the blank line that all else has. */
START_TEST(test_single)
{
	static const char *const subheads[] = { "石板来自旧桥", "船还会来", "夜里的灯" };
	size_t turns[SIZE(subheads)] = { 0 }, count[SIZE(subheads) + 1] = { 0 }, tight = 0;
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct np_gold copy;
		size_t n = 0;
		set_anew(0, "single=1", seed, &copy);
		for (size_t i = 0; i < copy.page.count; i++) {
			if (copy.lines[i].role != NP_SUBHEAD)
				continue;
			for (size_t s = 0; s < SIZE(subheads); s++)
				turns[s] += is(&copy, i, subheads[s]);
			n++;
			ck_assert_uint_eq(copy.lines[i].article, 1);
			tight +=
			    copy.page.lines[i].blanks_before < copy.page.lines[i - 1].blanks_before;
		}
		ck_assert_uint_ge(n, 1);
		ck_assert_uint_le(n, 2);
		count[n]++;
	}
	for (size_t s = 0; s < SIZE(subheads); s++)
		ck_assert_uint_gt(turns[s], 50);
	ck_assert_uint_gt(count[1], 110);
	ck_assert_uint_gt(count[2], 30);
	ck_assert_uint_gt(tight, 15);
}
END_TEST

/* Those that are lost are lost before any is left. */
START_TEST(test_none_left)
{
	struct np_gold copy;
	set_anew(0, "unhead=1,single=1", 1, &copy);
	for (size_t i = 0; i < copy.page.count; i++)
		ck_assert_int_ne(copy.lines[i].role, NP_SUBHEAD);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("furnish");
	TCase *tc = tcase_create("furnish");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, test_frame);
	tcase_add_test(tc, test_twice);
	tcase_add_test(tc, test_no_headline);
	tcase_add_test(tc, test_intrude);
	tcase_add_test(tc, test_single);
	tcase_add_test(tc, test_none_left);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
