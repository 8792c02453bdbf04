/* check_owner - which article what stands apart belongs to */
#include "help_label.h"
#include "help_marks.h"

#include "owner.h"

static struct np_topics *topics;

#define FERRY                                                                                      \
	"headline.article 渡轮下月停航检修\n"                                              \
	"body.block 南浦渡轮公司昨天贴出告示，渡轮下月停航检修，乘客可改乘过江大桥的公交。\n"
#define LIBRARY                                                                                    \
	"headline.article 图书馆夜间开放\n"                                                 \
	"body.block 北塘图书馆的自习室从今晚起开放到十二点，读者凭借书证入场。\n"

/* Lines with their labels, and the articles of the lines: by words, and without looking at any. */
static const struct {
	const char *page, *by_words, *nearest;
} cases[] = {
	{ FERRY LIBRARY, "1122", "1122" },
	/* What a text shares its words with goes before what is near. */
	{ FERRY LIBRARY "body.resumes 渡轮公司说，停航检修约需二十天，乘客可拨打公司电话。\n"
			"body.block 公交加开了班次。\n",
	    "112211", "112211" },
	{ FERRY LIBRARY "headline.article 果园开园\nbody.block 西坡果园迎来采摘季。\n"
			"body.resumes 图书馆还为读者准备了热水，自习室的座位可以预约。\n",
	    "1122332", "1122332" },
	{ FERRY LIBRARY "headline.article 果园开园\nbody.block 西坡果园迎来采摘季。\n"
			"body.resumes 渡轮公司说，停航检修约需二十天，乘客可拨打公司电话。\n",
	    "1122331", "1122332" },
	/* No word in common, but 通 goes on with 知. */
	{ "headline.article 桥头集市\nbody.block 集市的摊主昨天接到一纸通\n"
	  "headline.article 山上下雪\nbody.block 山上昨夜下了第一场雪。\n"
	  "headline.article 球队得胜\nbody.block 球队客场赢了两个球。\n"
	  "body.resumes 知，要他们月底前搬走。\n",
	    "1122331", "1122332" },
	/* Below a headline that stands apart its text goes on; kickers, decks and bylines go with it. */
	{ FERRY "body.article 图书馆的自习室从今晚起开放到十二点，\nbody.article "
		"山上昨夜下了第一场雪。\n"
		"kicker.block 方便夜读的人\nheadline.displaced 图书馆自习室开放\n"
		"deck.block 读者凭借书证入场\nbyline.block 本报记者 鲁渡\n"
		"body.block 雪到中午才停。\n",
	    "1123222"
	    "23",
	    "1123333"
	    "33" },
	{ FERRY "body.article 图书馆的自习室从今晚起开放到十二点，\nbody.article "
		"山上昨夜下了第一场雪。\n"
		"headline.displaced 图书馆自习室开放\nbody.resumes 读者凭借书证入场。\n",
	    "112322", "112332" },
	/* A headline goes to an article that has none, of those to that with its words. */
	{ "body.article 南浦渡轮公司昨天贴出告示，渡轮下月停航检修。\n"
	  "body.article 北塘图书馆的自习室从今晚起开放到十二点。\n"
	  "headline.displaced 渡轮下月停航\n",
	    "121", "122" },
	{ FERRY "body.article 北塘图书馆的自习室从今晚起开放到十二点。\n"
		"headline.displaced 夜间自习\n",
	    "1122", "1122" },
	/* It may be a piece of one that has another, when its words are all there. */
	{ FERRY LIBRARY "headline.displaced 渡轮停航\n", "11221", "11222" },
	/* Where columns alternate, each follows on the same one as before. */
	{ FERRY LIBRARY "headline.article 果园开园\nbody.block 西坡果园迎来采摘季。\n"
			"body.resumes 渡轮公司说，停航检修约需二十天，乘客可拨打公司电话。\n"
			"body.resumes 其余的一切照旧。\n",
	    "11223312", "11223323" },
	/* Headlines stand together in the order of their stories. */
	{ "body.article 南浦渡轮公司昨天贴出告示，渡轮下月停航检修。\n"
	  "body.article 北塘图书馆的自习室从今晚起开放到十二点。\n"
	  "body.article 西坡果园迎来采摘季。\n"
	  "headline.displaced 渡轮下月停航\nheadline.displaced 又一则\n",
	    "12312", "12332" },
	/* No word in common, but it is of the same matter. */
	{ "headline.article 联赛第三轮\nbody.block "
	  "主队上半场射门十次，前锋头球破网，客队门将受伤离场。\n"
	  "headline.article 夏收开镰\nbody.block "
	  "麦田里收割机来回奔忙，农户把粮食拉到晒场，亩产高过去年。\n"
	  "headline.article 医院添了新楼\nbody.block 病房多了两百张床，护士站搬到了走廊中间。\n"
	  "body.resumes 裁判吹响哨声，球员拥抱教练，看台上球迷欢呼冠军。\n",
	    "1122331", "1122332" },
	/* Outside of all, and what goes on behind it; what nothing comes before. */
	{ "folio.outside 第三版\nbody.article 渡轮下月停\nfolio.amid 江城日报\nbody.on 航检修。\n",
	    "0101", "0101" },
	{ "notice.outside 遗失启事\nnotice.on 某某遗失证件一张。\n", "00", "00" },
	{ "body.resumes 渡轮停航。\nheadline.displaced 渡轮\nbody.block 完。\n", "111", "111" },
};

static void
find(const struct np_page *page, const struct np_sheet *sheet, const unsigned char *labels,
    const char *want)
{
	uint64_t *articles, most, highest = 0;
	struct np_error err;
	char got[40];
	ck_assert_int_eq(np_owner_find(sheet != NULL ? topics : NULL, sheet, labels, page->count,
			     &arena, &articles, &most, &err),
	    NP_OK);
	for (size_t i = 0; i < page->count; i++) {
		got[i] = (char)('0' + articles[i]);
		highest = articles[i] > highest ? articles[i] : highest;
	}
	got[page->count] = '\0';
	ck_assert_str_eq(got, want);
	ck_assert_uint_eq(most, highest);
}

START_TEST(test_case)
{
	char text[2000];
	unsigned char labels[40];
	size_t len = 0, count = 0;
	struct np_page page;
	struct np_sheet sheet;
	struct np_error err;
	for (const char *at = cases[_i].page; *at != '\0';) {
		size_t n = strcspn(at, "\n"), name = strcspn(at, " ");
		char label[32];
		snprintf(label, sizeof label, "%.*s", (int)name, at);
		labels[count++] = label_of(label);
		memcpy(text + len, at + name + 1, n - name);
		len += n - name;
		at += n + 1;
	}
	scan_page(&page, (struct np_span){ text, len }, NP_FROM_TEXT, &arena);
	ck_assert_uint_eq(page.count, count);
	ck_assert_int_eq(np_sheet_open(&sheet, marks, &page, &arena, &err), NP_OK);
	topics = np_topic_compare(&sheet, &arena);
	ck_assert_ptr_nonnull(topics);
	find(&page, &sheet, labels, cases[_i].by_words);
	find(&page, NULL, labels, cases[_i].nearest);
}
END_TEST

/*
 * Every line apart from the one before it, on a page of very many: each looks at few others, also where
 * no article lacks a headline.
 */
START_TEST(test_many)
{
	enum { LINES = 100000 };
	static char text[LINES * 10];
	unsigned char *labels = malloc(LINES);
	size_t len = 0;
	struct np_page page;
	struct np_sheet sheet;
	struct np_error err;
	uint64_t *articles, most;
	ck_assert_ptr_nonnull(labels);
	for (size_t i = 0; i < LINES; i++) {
		memcpy(text + len, "渡轮。\n", 10);
		len += 10;
		labels[i] = label_of(i % 3 == 0   ? _i == 0 ? "body.article" : "headline.article"
				     : i % 3 == 1 ? "headline.displaced"
						  : "body.resumes");
	}
	scan_page(&page, (struct np_span){ text, len }, NP_FROM_TEXT, &arena);
	ck_assert_int_eq(np_sheet_open(&sheet, marks, &page, &arena, &err), NP_OK);
	topics = np_topic_compare(&sheet, &arena);
	ck_assert_ptr_nonnull(topics);
	ck_assert_int_eq(
	    np_owner_find(topics, &sheet, labels, LINES, &arena, &articles, &most, &err), NP_OK);
	ck_assert_uint_eq(most, LINES / 3 + 1);
	free(labels);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("owner");
	TCase *tc = tcase_create("owner");

	give_marks(tc);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, test_case, 0, sizeof cases / sizeof *cases);
	tcase_add_loop_test(tc, test_many, 0, 2);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
