/* check_augment - gold pages set anew: lines and labels that fit, the same by the same seed */
#include "help_label.h"

#include "augment.h"

enum { GOLDS = 3 };

static struct np_arena arena, page_arena;
static struct np_gold golds[GOLDS];

/* A line: its role and article, "+" if it goes on with the block before; its words. */
struct gold_line {
	enum np_role role;
	unsigned article;
	bool on;
	const char *text;
};

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

static void
make_gold(struct np_gold *gold, const struct gold_line *lines, size_t count)
{
	char *text = np_arena_take(&arena, 10000);
	size_t len = 0;
	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i < count; i++)
		len += (size_t)sprintf(text + len, "%s\n", lines[i].text);
	scan_page(&gold->page, (struct np_span){ text, len }, NP_FROM_AUTO, &arena);
	ck_assert_uint_eq(gold->page.count, count);
	gold->lines = np_arena_array(&arena, count, sizeof *gold->lines);
	ck_assert_ptr_nonnull(gold->lines);
	for (size_t i = 0; i < count; i++) {
		const char *close = strstr(lines[i].text, "（李俊华）");
		gold->lines[i] = (struct np_gold_line){
			.role = lines[i].role,
			.article = lines[i].article,
			.continues = lines[i].on,
			.head = strncmp(lines[i].text, "本报讯", 9) == 0 ? 9 : 0,
			.tail = close != NULL ? (size_t)(close - lines[i].text) : 0,
		};
	}
}

static void
setup(void)
{
	np_arena_init(&arena, 0);
	np_arena_init(&page_arena, 0);
	make_gold(&golds[0], first_page, SIZE(first_page));
	make_gold(&golds[1], second_page, SIZE(second_page));
	make_gold(&golds[2], third_page, SIZE(third_page));
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
static const char *const names[] = { "mix", "headless", "displace", "stack", "unhead", "parallel",
	"retitle", "merge", "redate", "undate", "unsign", "briefs", "fragment", "unfolio",
	"interrupt", "wrap", "markdown", "bold", "ascii", "cut", "ocr" };

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
	for (size_t i = 0; i < page->count; i++) {
		struct np_span text = page->lines[i].text;
		for (size_t at = 0; at < text.len;) {
			uint32_t cp;
			size_t n = np_utf8_next(text.ptr + at, text.len - at, &cp);
			if (cp == NP_UTF8_BAD || !np_uni_is_space(cp)) {
				memcpy(buf + len, text.ptr + at, n);
				len += n;
			}
			at += n;
		}
	}
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

int
main(void)
{
	Suite *suite = suite_create("augment");
	TCase *tc = tcase_create("augment");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, test_parse, 0, (int)SIZE(parsed));
	tcase_add_test(tc, test_names);
	tcase_add_loop_test(tc, test_rate, 0, (int)SIZE(names) + 3);
	tcase_add_test(tc, test_same);
	tcase_add_loop_test(tc, test_layout, 0, 6);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
