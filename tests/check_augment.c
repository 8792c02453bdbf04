/* check_augment - gold pages set anew: lines and labels that fit, the same by the same seed */
#include "help_gold.h"
#include "help_starve.h"

#include "augment.h"

enum { GOLDS = 4, ARTICLES = 4 };

static struct np_arena arena, page_arena;
static struct np_gold golds[GOLDS];

static const struct gold_line first_page[] = {
	{ NP_FOLIO, 0, false, "2026年3月27日 星期五 第2版" },
	{ NP_KICKER, 1, false, "便民工程今年再添一项" },
	{ NP_HEADLINE, 1, false, "城东两座新桥昨日同时通车" },
	{ NP_HEADLINE, 1, true, "两岸居民出行不必绕路" },
	{ NP_DECK, 1, false, "总长四百二十米，双向四车道" },
	{ NP_BODY, 1, false,
	    "本报讯 城东的两座新桥昨天同时通车，两岸居民出行更方便了，过去要绕行半小时的路，" },
	{ NP_BODY, 1, true, "如今几分钟就到，大家都说好，附近的学校和市场也改了开门的时刻。" },
	{ NP_SUBHEAD, 1, false, "修桥的人" },
	{ NP_BODY, 1, false,
	    "桥上的灯是本地的工厂做的，亮度可以随着天色变化，夜里看过去像一条安静的河，很好看。" },
	{ NP_FOLIO, 0, false, "责任编辑 王明" },
	{ NP_BODY, 1, true,
	    "工人们在冬天里没有停工，把工期提前了两个月，共用了四百多个日夜才把它建成。（李俊华"
	    "）" },
	{ NP_SUBHEAD, 1, false, "过桥的人" },
	{ NP_BODY, 1, false,
	    "The summer of growth, and the bridge that came with it, were long awaited by the "
	    "town." },
	{ NP_CAPTION, 2, false, "图为新桥通车后的第一个早晨。 李俊华 摄" },
	{ NP_JUMP, 1, false, "（下转第3版）" },
};

static const struct gold_line second_page[] = {
	{ NP_HEADLINE, 1, false, "图书馆新馆开放" },
	{ NP_BYLINE, 1, false, "本报记者 王明" },
	{ NP_BODY, 1, false,
	    "本报讯 "
	    "图书馆的新馆今天开放，馆里有三十万册书，读者可以坐到晚上十点，周末还要更晚一些。" },
	{ NP_TABLE, 1, false, "楼层 册数 座位" },
	{ NP_TABLE, 1, false, "一楼 12万 300" },
	{ NP_BODY, 2, false,
	    "本报讯 山里的茶今年采得早，比去年早了十来天，茶农说是因为春天来得早，雨水也匀。" },
	{ NP_HEADLINE, 2, false, "山里的茶采得早" },
	{ NP_NOTICE, 0, false, "招租启事：临街门面一间，" },
	{ NP_NOTICE, 0, true, "电话请打到本报广告部。" },
	{ NP_OTHER, 0, false, "丨 ~" },
};

static const struct gold_line third_page[] = {
	{ NP_CAPTION, 1, false, "上图：\xFF河边\xE7\x89的柳树" },
};

/* Articles beside one another, long enough for columns; a subhead long enough for two lines. */
static const struct gold_line fourth_page[] = {
	{ NP_HEADLINE, 1, false, "老码头改成步行街今晨开街" },
	{ NP_BODY, 1, false, "本报讯 停了十年的老码头昨天有了新模样，石板铺到水边，灯也亮了。" },
	{ NP_BODY, 1, false, "起重机留在原处，涂了红漆，孩子们围着它转。" },
	{ NP_SUBHEAD, 1, false, "石板是从上游的旧桥上拆下来的" },
	{ NP_BODY, 1, false, "每一块都编了号，按原来的次序铺回去。" },
	{ NP_SUBHEAD, 1, false, "船还会来" },
	{ NP_BODY, 1, false, "渡船每天四班，最后一班在晚上九点。（李俊华）" },
	{ NP_HEADLINE, 2, false, "山村小学添了一间天文教室" },
	{ NP_BODY, 2, false, "教室的屋顶可以推开，望远镜是退休的工程师送的。" },
	{ NP_BODY, 2, false, "第一堂课看的是月亮，孩子们排队看到半夜。" },
	{ NP_BODY, 2, false, "下个月要看土星，家长也想来。" },
	{ NP_HEADLINE, 3, false, "菜场延长营业" },
	{ NP_BODY, 3, false, "本报讯 东门菜场从今天起开到晚上八点。" },
	{ NP_FOLIO, 0, false, "2026年3月28日 星期六 第5版" },
};

static void
setup(void)
{
	np_arena_init(&arena, 0);
	np_arena_init(&page_arena, 0);
	make_gold(&golds[0], first_page, SIZE(first_page), &arena);
	make_gold(&golds[1], second_page, SIZE(second_page), &arena);
	make_gold(&golds[2], third_page, SIZE(third_page), &arena);
	make_gold(&golds[3], fourth_page, SIZE(fourth_page), &arena);
}

static void
teardown(void)
{
	np_arena_free(&arena);
	np_arena_free(&page_arena);
}

/* Sets a page anew and looks whether it is one that can be learned from. */
static void
set_anew(size_t index, uint64_t seed, const struct np_rates *rates, struct np_gold *copy)
{
	struct np_error err;
	ck_assert_int_eq(
	    np_augment(golds, GOLDS, index, seed, rates, &page_arena, copy, &err), NP_OK);
	size_t n = copy->page.count, from = np_label_scheme.label_count, wrong = 0;
	unsigned char *labels = np_arena_array(&page_arena, n, 1);
	ck_assert_ptr_nonnull(labels);
	np_gold_labels(copy->lines, n, labels);
	for (size_t i = 0; i < n; i++) {
		wrong += (int)copy->lines[i].role >= NP_ROLES || copy->page.lines[i].text.len == 0;
		wrong += labels[i] >= np_label_scheme.label_count ||
			 !np_label_scheme.follows(from, labels[i]);
		from = labels[i];
	}
	ck_assert_msg(wrong == 0, "page %d, seed %d", (int)index, (int)seed);
}

/* ---- rates ---- */

static const struct np_rates none = { 0 };

static const struct {
	const char *text;
	bool good;
	const char *bad;
	double wrap, ocr;
} parsed[] = {
	{ "", true, NULL, 0, 0 },
	{ "wrap=.3", true, NULL, .3, 0 },
	{ "wrap=.3,ocr=1", true, NULL, .3, 1 },
	{ "ocr=0.25,wrap=1e-1,", true, NULL, .1, .25 },
	{ "wrap=0,wrap=1", true, NULL, 1, 0 },
	{ "wrap", false, "wrap", 0, 0 },
	{ "wrap=.3,ocr", false, "ocr", .3, 0 },
	{ "wrap=", false, "wrap=", 0, 0 },
	{ "wrap= .3", false, "wrap= .3", 0, 0 },
	{ "wrap=0x.8", false, "wrap=0x.8", 0, 0 },
	{ "wrap=x", false, "wrap=x", 0, 0 },
	{ "wrap=.3x,ocr=1", false, "wrap=.3x", 0, 0 },
	{ "wrap=1.1", false, "wrap=1.1", 0, 0 },
	{ "wrap=-1", false, "wrap=-1", 0, 0 },
	{ "wrap=nan", false, "wrap=nan", 0, 0 },
	{ "rap=.3", false, "rap=.3", 0, 0 },
	{ "wrapp=.3", false, "wrapp=.3", 0, 0 },
	{ "=.3", false, "=.3", 0, 0 },
	{ ",wrap=1", false, "", 0, 0 },
	{ "wrap=.3=.4", false, "wrap=.3=.4", 0, 0 },
};

START_TEST(test_parse)
{
	struct np_rates rates = none;
	struct np_span bad = { NULL, 0 };
	ck_assert_int_eq(np_rates_parse(&rates, parsed[_i].text, &bad), parsed[_i].good);
	if (!parsed[_i].good) {
		ck_assert_uint_eq(bad.len, strlen(parsed[_i].bad));
		ck_assert_mem_eq(bad.ptr, parsed[_i].bad, bad.len);
	}
	ck_assert_double_eq(rates.wrap, parsed[_i].wrap);
	ck_assert_double_eq(rates.ocr, parsed[_i].ocr);
}
END_TEST

/* All names are known, each of another rate. */
static const char *const names[] = { "mix", "lone", "headless", "displace", "stack", "unhead",
	"single", "unkick", "parallel", "retitle", "merge", "redate", "undate", "unsign", "briefs",
	"columns", "tear", "fragment", "frame", "twice", "intrude", "unfolio", "interrupt",
	"ornament", "rule", "wrap", "uneven", "markdown", "bold", "ascii", "unpoint", "cut",
	"ocr" };

static void
set_rate(struct np_rates *rates, const char *name)
{
	char text[40];
	struct np_span bad;
	snprintf(text, sizeof text, "%s=1", name);
	ck_assert_msg(np_rates_parse(rates, text, &bad), "%s", name);
}

START_TEST(test_names)
{
	struct np_rates rates = none;
	double sum = 0, values[SIZE(names)];
	ck_assert_uint_eq(sizeof rates, sizeof values);
	for (size_t i = 0; i < SIZE(names); i++)
		set_rate(&rates, names[i]);
	memcpy(values, &rates, sizeof values);
	for (size_t i = 0; i < SIZE(names); i++)
		sum += values[i];
	ck_assert_double_eq(sum, SIZE(names));
	memcpy(values, &np_rates_default, sizeof values);
	for (size_t i = 0; i < SIZE(names); i++)
		ck_assert(values[i] >= 0 && values[i] <= 1);
}
END_TEST

/* The rates in their order; of one alone all others are 0. */
START_TEST(test_alone)
{
	ck_assert_uint_eq(np_rates_count(), SIZE(names));
	for (size_t i = 0; i < SIZE(names); i++) {
		struct np_rates alone = np_rates_alone(i), want = none;
		double values[SIZE(names)], own;
		char text[40];
		struct np_span bad;
		ck_assert_str_eq(np_rates_name(i), names[i]);
		memcpy(values, &alone, sizeof values);
		own = values[i];
		ck_assert_msg(own > 0 && own <= 1, "%s: %g", names[i], own);
		snprintf(text, sizeof text, "%s=%.17g", names[i], own);
		ck_assert(np_rates_parse(&want, text, &bad));
		ck_assert_msg(memcmp(&alone, &want, sizeof want) == 0, "%s", names[i]);
	}
}
END_TEST

/* What is not named stays as it was. */
START_TEST(test_unnamed)
{
	struct np_rates rates = np_rates_default, want = np_rates_default;
	struct np_span bad;
	ck_assert(np_rates_parse(&rates, "", &bad));
	ck_assert_int_eq(memcmp(&rates, &want, sizeof want), 0);
	ck_assert(np_rates_parse(&rates, "ocr=.75,wrap=0", &bad));
	want.ocr = .75;
	want.wrap = 0;
	ck_assert_int_eq(memcmp(&rates, &want, sizeof want), 0);
	ck_assert_double_ne(np_rates_default.wrap, 0);
}
END_TEST

/* ---- pages ---- */

/* One rate at a time, none, all, and those of the default. */
START_TEST(test_rate)
{
	struct np_rates rates = none;
	size_t used = 0;
	if (_i < (int)SIZE(names))
		set_rate(&rates, names[_i]);
	else if (_i == (int)SIZE(names))
		rates = np_rates_default;
	else if (_i == (int)SIZE(names) + 1)
		for (size_t i = 0; i < SIZE(names); i++)
			set_rate(&rates, names[i]);
	for (uint64_t seed = 0; seed < 150; seed++) {
		struct np_gold copy;
		np_arena_reset(&page_arena);
		set_anew(seed % GOLDS, seed * 1000003, &rates, &copy);
		used += copy.page.count > 0;
	}
	/* Damage may make a page useless; mostly it does not. */
	ck_assert_uint_ge(used, 100);
}
END_TEST

static struct np_rates starved_rates;
static size_t starved;

static enum np_code
set_starved(struct np_arena *memory)
{
	struct np_gold copy;
	return np_augment(golds, GOLDS, starved, starved + 7, &starved_rates, memory, &copy, NULL);
}

/* Memory that ends anywhere is told, whatever is changed. */
START_TEST(test_no_memory)
{
	starved_rates = none;
	set_rate(&starved_rates, names[_i]);
	for (starved = 0; starved < GOLDS; starved++)
		starve(set_starved, 48);
}
END_TEST

START_TEST(test_same)
{
	for (uint64_t seed = 0; seed < 60; seed++) {
		struct np_gold a, b;
		np_arena_reset(&page_arena);
		set_anew(seed % GOLDS, seed, &np_rates_default, &a);
		set_anew(seed % GOLDS, seed, &np_rates_default, &b);
		ck_assert_uint_eq(a.page.bytes.len, b.page.bytes.len);
		ck_assert_mem_eq(a.page.bytes.ptr, b.page.bytes.ptr, a.page.bytes.len);
		ck_assert_uint_eq(a.page.count, b.page.count);
		for (size_t i = 0; i < a.page.count; i++) {
			ck_assert_int_eq(a.lines[i].role, b.lines[i].role);
			ck_assert_uint_eq(a.lines[i].article, b.lines[i].article);
			ck_assert_int_eq(a.lines[i].continues, b.lines[i].continues);
		}
	}
}
END_TEST

/* The characters of a page that are no White_Space. */
static size_t
words_of(const struct np_page *page, char *buf)
{
	size_t len = 0;
	for (size_t i = 0; i < page->count; i++)
		len = append_words(buf, len, page->lines[i].text);
	return len;
}

/* Another layout has the same words in the same order. */
START_TEST(test_layout)
{
	static const char *const layouts[] = { NULL, "wrap", "markdown", "bold", "cut", "merge" };
	struct np_rates rates = none;
	if (layouts[_i] != NULL)
		set_rate(&rates, layouts[_i]);
	for (uint64_t seed = 0; seed < 100; seed++) {
		static char want[10000], got[10000];
		struct np_gold copy;
		size_t index = seed % GOLDS;
		np_arena_reset(&page_arena);
		set_anew(index, seed, &rates, &copy);
		ck_assert_uint_gt(copy.page.count, 0);
		size_t len = words_of(&golds[index].page, want);
		ck_assert_uint_eq(words_of(&copy.page, got), len);
		ck_assert_mem_eq(got, want, len);
	}
}
END_TEST

/* ---- columns, torn headlines, subheads in two lines ---- */

/* The words of an article, in the order of its lines, of one role or (NP_ROLES) of all. */
static size_t
article_words(const struct np_gold *gold, uint64_t article, enum np_role role, char *buf)
{
	size_t len = 0;
	for (size_t i = 0; i < gold->page.count; i++) {
		struct np_page one = { .lines = &gold->page.lines[i], .count = 1 };
		if (gold->lines[i].article == article &&
		    (role == NP_ROLES || gold->lines[i].role == role))
			len += words_of(&one, buf + len);
	}
	return len;
}

/* All words of an article are there, in their order. */
static void
check_words(
    const struct np_gold *gold, const struct np_gold *copy, uint64_t article, enum np_role role)
{
	static char want[10000], got[10000];
	size_t len = article_words(gold, article, role, want);
	ck_assert_uint_eq(article_words(copy, article, role, got), len);
	ck_assert_mem_eq(got, want, len);
}

static int
by_code(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* Bytes to characters, sorted; how many. */
static size_t
sort_characters(const char *text, size_t len, uint32_t *chars)
{
	size_t n = 0;
	for (size_t at = 0; at < len;)
		at += np_utf8_next(text + at, len - at, &chars[n++]);
	qsort(chars, n, sizeof *chars, by_code);
	return n;
}

/* All characters of an article are there, in whatever order; headlines and body are in theirs. */
static void
check_characters(const struct np_gold *gold, const struct np_gold *copy, uint64_t article)
{
	static char text[10000];
	static uint32_t want[10000], got[10000];
	size_t len = article_words(gold, article, NP_ROLES, text);
	size_t n = sort_characters(text, len, want);
	len = article_words(copy, article, NP_ROLES, text);
	ck_assert_uint_eq(sort_characters(text, len, got), n);
	ck_assert_mem_eq(got, want, n * sizeof *want);
	check_words(gold, copy, article, NP_HEADLINE);
	check_words(gold, copy, article, NP_BODY);
}

/* A line that goes on does so behind a line of its own article and role. */
static void
check_joints(const struct np_gold *copy)
{
	for (size_t i = 0; i < copy->page.count; i++) {
		const struct np_gold_line *line = &copy->lines[i];
		if (!line->continues)
			continue;
		ck_assert_uint_gt(i, 0);
		ck_assert_uint_eq(line[-1].article, line->article);
		ck_assert_int_eq(line[-1].role, line->role);
	}
}

/* How many stretches of lines of one article a page has. */
static size_t
stretches(const struct np_gold *gold)
{
	size_t n = 0;
	for (size_t i = 0; i < gold->page.count; i++)
		n += i == 0 || gold->lines[i].article != gold->lines[i - 1].article;
	return n;
}

/* How many stretches of an article's lines a page has. */
static size_t
stretches_of(const struct np_gold *gold, uint64_t article)
{
	size_t n = 0;
	for (size_t i = 0; i < gold->page.count; i++)
		n += gold->lines[i].article == article &&
		     (i == 0 || gold->lines[i - 1].article != article);
	return n;
}

/*
 * Columns of articles alternate, two and more, and they keep their numbers; one may stand whole between
 * those of another.  At times their headlines stand together, and a paragraph is cut where a column ends.
 */
START_TEST(test_columns)
{
	struct np_rates rates = none;
	size_t apart = 0, cut = 0, boxes = 0, bands = 0;
	set_rate(&rates, "columns");
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct np_gold copy;
		np_arena_reset(&page_arena);
		set_anew(3, seed, &rates, &copy);
		for (uint64_t article = 0; article < ARTICLES; article++)
			check_characters(&golds[3], &copy, article);
		size_t first = stretches_of(&copy, 1), second = stretches_of(&copy, 2);
		ck_assert_uint_ge(first, 2);
		ck_assert_uint_eq(stretches_of(&copy, 3), 1);
		ck_assert_uint_le(copy.page.count - SIZE(fourth_page), 4);
		apart += copy.lines[0].role != NP_HEADLINE || copy.lines[1].role == NP_HEADLINE;
		cut += copy.page.count > SIZE(fourth_page);
		boxes += second == 1;
		bands += first > 2 && copy.lines[0].role == NP_HEADLINE;
	}
	ck_assert_uint_gt(apart, 20);
	ck_assert_uint_lt(apart, 100);
	ck_assert_uint_gt(cut, 50);
	ck_assert_uint_gt(boxes, 20);
	ck_assert_uint_gt(bands, 20);
}
END_TEST

/* The columns at which a line ends. */
static size_t
end_of(const struct np_line *line)
{
	return np_page_columns(line->text) + line->indent;
}

/* Where a column ends in mid paragraph, its last line is full, and what goes on elsewhere has no indent. */
START_TEST(test_column_foot)
{
	struct np_rates rates = none;
	size_t cut = 0;
	set_rate(&rates, "columns");
	set_rate(&rates, "wrap");
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct np_gold copy;
		const struct np_line *last[ARTICLES] = { NULL }; /* of their texts so far */
		size_t reach[ARTICLES] = { 0 };                  /* and where it ends */
		size_t widest = 0, narrowest = SIZE_MAX;
		np_arena_reset(&page_arena);
		set_anew(3, seed, &rates, &copy);
		for (size_t i = 0; i < copy.page.count; i++) {
			const struct np_line *line = &copy.page.lines[i];
			uint64_t article = copy.lines[i].article;
			if (copy.lines[i].role != NP_BODY)
				continue;
			widest = end_of(line) > widest ? end_of(line) : widest;
			const struct np_line *before = last[article];
			size_t was = reach[article];
			last[article] = line;
			/* A first line may have lost an indent of two characters. */
			reach[article] =
			    end_of(line) + (copy.lines[i].continues || line->indent > 0 ? 0 : 4);
			if (copy.lines[i].continues || before == NULL ||
			    memcmp(before->text.ptr + before->text.len - 3, "。", 3) == 0 ||
			    memcmp(before->text.ptr + before->text.len - 3, "）", 3) == 0)
				continue;
			cut++;
			ck_assert_uint_eq(line->indent, 0);
			narrowest = was < narrowest ? was : narrowest;
		}
		/* One character may be too wide for a line, and what closes stands behind its end. */
		ck_assert(narrowest == SIZE_MAX || narrowest + 5 >= widest);
	}
	ck_assert_uint_gt(cut, 40);
}
END_TEST

/* Some articles are set in narrower or wider columns than the others. */
START_TEST(test_uneven)
{
	struct np_rates rates = none;
	size_t pages = 0, uneven = 0;
	set_rate(&rates, "wrap");
	set_rate(&rates, "uneven");
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct np_gold copy;
		size_t widest[ARTICLES] = { 0 };
		np_arena_reset(&page_arena);
		set_anew(3, seed, &rates, &copy);
		for (size_t i = 0; i < copy.page.count; i++) {
			size_t *own = &widest[copy.lines[i].article];
			size_t end = end_of(&copy.page.lines[i]);
			if (copy.lines[i].role == NP_BODY && copy.page.lines[i].indent == 0)
				*own = end > *own ? end : *own;
		}
		for (uint64_t article = 0; article < ARTICLES; article++)
			check_characters(&golds[3], &copy, article);
		/* Where both are cut at their width. */
		pages += widest[1] > 0 && widest[2] > 0 && widest[1] < 44 && widest[2] < 44;
		uneven += widest[1] > 0 && widest[2] > 0 && widest[1] < 44 && widest[2] < 44 &&
			  (widest[1] + 4 < widest[2] || widest[2] + 4 < widest[1]);
	}
	ck_assert_uint_gt(pages, 50);
	ck_assert_uint_gt(uneven, pages / 4);
}
END_TEST

/* Between two articles stands one line more, of no article; all else is as it was. */
START_TEST(test_rule)
{
	struct np_rates rates = none;
	set_rate(&rates, "rule");
	for (uint64_t seed = 0; seed < 100; seed++) {
		struct np_gold copy;
		const struct np_gold *own = &golds[3];
		size_t at = 0, rules = 0;
		np_arena_reset(&page_arena);
		set_anew(3, seed, &rates, &copy);
		for (size_t i = 0; i < own->page.count; i++) {
			bool opens = i > 0 && own->lines[i].article != own->lines[i - 1].article &&
				     own->lines[i].article != 0;
			if (opens) {
				ck_assert_uint_lt(at, copy.page.count);
				ck_assert_uint_eq(copy.lines[at].article, 0);
				ck_assert_int_eq(copy.lines[at].role, NP_OTHER);
				rules++;
				at++;
			}
			ck_assert_uint_lt(at, copy.page.count);
			ck_assert_uint_eq(copy.lines[at].article, own->lines[i].article);
			ck_assert_int_eq(copy.lines[at].role, own->lines[i].role);
			at++;
		}
		ck_assert_uint_eq(at, copy.page.count);
		ck_assert_uint_gt(rules, 0);
	}
}
END_TEST

/* Something stands at the first line of each headline; all else is as it was. */
START_TEST(test_ornament)
{
	struct np_rates rates = none;
	set_rate(&rates, "ornament");
	for (uint64_t seed = 0; seed < 100; seed++) {
		struct np_gold copy;
		const struct np_gold *own = &golds[3];
		np_arena_reset(&page_arena);
		set_anew(3, seed, &rates, &copy);
		ck_assert_uint_eq(copy.page.count, own->page.count);
		for (size_t i = 0; i < own->page.count; i++) {
			struct np_span was = own->page.lines[i].text, is = copy.page.lines[i].text;
			bool adorned =
			    own->lines[i].role == NP_HEADLINE && !own->lines[i].continues;
			ck_assert_int_eq(copy.lines[i].role, own->lines[i].role);
			ck_assert_uint_eq(copy.lines[i].article, own->lines[i].article);
			if (!adorned) {
				ck_assert_uint_eq(is.len, was.len);
				ck_assert_mem_eq(is.ptr, was.ptr, was.len);
				continue;
			}
			size_t at = 0;
			while (at + was.len <= is.len && memcmp(is.ptr + at, was.ptr, was.len) != 0)
				at++;
			ck_assert_uint_gt(at, 0);
			ck_assert_uint_le(at + was.len, is.len);
		}
	}
}
END_TEST

/* The second half of a headline stands behind a paragraph or two. */
START_TEST(test_tear)
{
	struct np_rates rates = none;
	size_t behind[4] = { 0 };
	set_rate(&rates, "tear");
	for (uint64_t seed = 0; seed < 100; seed++) {
		struct np_gold copy;
		size_t headlines = 0, bodies = 0;
		np_arena_reset(&page_arena);
		set_anew(3, seed, &rates, &copy);
		ck_assert_uint_eq(stretches(&copy), stretches(&golds[3]));
		for (uint64_t article = 0; article < ARTICLES; article++)
			check_characters(&golds[3], &copy, article);
		for (size_t i = 0; i < copy.page.count && copy.lines[i].article < 3; i++) {
			if (copy.lines[i].article != 2)
				continue;
			if (copy.lines[i].role == NP_HEADLINE && ++headlines == 2)
				behind[bodies]++;
			bodies += copy.lines[i].role == NP_BODY;
		}
		ck_assert_uint_eq(headlines, 2);
		check_joints(&copy);
	}
	/* Behind one or two of the three. */
	ck_assert_uint_eq(behind[1] + behind[2], 100);
	ck_assert_uint_gt(behind[1], 20);
	ck_assert_uint_gt(behind[2], 20);
}
END_TEST

/* One article stays, whole, and each has its turn; a page without one that has a headline stays. */
START_TEST(test_lone)
{
	struct np_rates rates = none;
	size_t turns[ARTICLES] = { 0 };
	set_rate(&rates, "lone");
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct np_gold copy;
		np_arena_reset(&page_arena);
		set_anew(3, seed, &rates, &copy);
		uint64_t article = copy.lines[0].article;
		ck_assert_uint_gt(article, 0);
		ck_assert_uint_lt(article, ARTICLES);
		for (size_t i = 0; i < copy.page.count; i++)
			ck_assert_uint_eq(copy.lines[i].article, article);
		check_words(&golds[3], &copy, article, NP_ROLES);
		turns[article]++;
	}
	for (uint64_t article = 1; article <= 3; article++)
		ck_assert_uint_gt(turns[article], 20);
	struct np_gold copy;
	set_anew(2, 1, &rates, &copy);
	ck_assert_uint_eq(copy.page.count, golds[2].page.count);
}
END_TEST

/* A long subhead becomes two lines or stays; a short one always stays. */
START_TEST(test_subheads)
{
	struct np_rates rates = none;
	size_t lines[4] = { 0 }, below_stack = 0;
	set_rate(&rates, "stack");
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct np_gold copy;
		size_t seen = 0;
		np_arena_reset(&page_arena);
		set_anew(3, seed, &rates, &copy);
		for (uint64_t article = 0; article < ARTICLES; article++)
			check_words(&golds[3], &copy, article, NP_ROLES);
		check_joints(&copy);
		for (size_t i = 0; i < copy.page.count; i++) {
			if (copy.lines[i].role != NP_SUBHEAD)
				continue;
			/* Whole lines but for the second half of the first subhead. */
			ck_assert_int_eq(copy.lines[i].continues,
			    seen == 1 && copy.lines[i - 1].role == NP_SUBHEAD);
			seen++;
		}
		ck_assert_uint_le(seen, 3);
		lines[seen]++;
		below_stack += seen == 2 && copy.lines[1].role == NP_HEADLINE;
	}
	ck_assert_uint_eq(lines[2] + lines[3], 200);
	ck_assert_uint_gt(lines[2], 20);
	ck_assert_uint_gt(lines[3], 20);
	/* Whether the headline above it is cut or not. */
	ck_assert_uint_gt(below_stack, 20);
}
END_TEST

/* All of it at once, and lines cut besides: no word is lost, and what goes on is not parted. */
START_TEST(test_apart)
{
	static const char *const changes[] = { "columns=1,tear=1", "columns=1,stack=1",
		"columns=1,tear=.5,stack=.5,wrap=.5,cut=1,merge=1" };
	struct np_rates rates = none;
	struct np_span bad;
	size_t apart = 0;
	ck_assert(np_rates_parse(&rates, changes[_i], &bad));
	for (uint64_t seed = 0; seed < 400; seed++) {
		struct np_gold copy;
		size_t index = seed % GOLDS;
		np_arena_reset(&page_arena);
		set_anew(index, seed, &rates, &copy);
		for (uint64_t article = 0; article < ARTICLES; article++)
			check_characters(&golds[index], &copy, article);
		/* The first gold page has a folio amid a paragraph. */
		if (index > 0)
			check_joints(&copy);
		apart += index == 3 && stretches(&copy) > stretches(&golds[index]);
	}
	ck_assert_uint_gt(apart, 50);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("augment");
	TCase *tc = tcase_create("augment");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, test_parse, 0, (int)SIZE(parsed));
	tcase_add_test(tc, test_names);
	tcase_add_test(tc, test_alone);
	tcase_add_test(tc, test_unnamed);
	tcase_add_loop_test(tc, test_rate, 0, (int)SIZE(names) + 3);
	tcase_add_loop_test(tc, test_no_memory, 0, (int)SIZE(names));
	tcase_add_test(tc, test_same);
	tcase_add_loop_test(tc, test_layout, 0, 6);
	tcase_add_test(tc, test_columns);
	tcase_add_test(tc, test_column_foot);
	tcase_add_test(tc, test_uneven);
	tcase_add_test(tc, test_ornament);
	tcase_add_test(tc, test_rule);
	tcase_add_test(tc, test_tear);
	tcase_add_test(tc, test_lone);
	tcase_add_test(tc, test_subheads);
	tcase_add_loop_test(tc, test_apart, 0, 3);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
