/* check_feature - features of pages of all sorts, of bytes of any sort */
#include "help_marks.h"

#include "feature.h"

/* Extracts a page's features; each of them is of a template that there is. */
static struct np_observation *
extract(struct np_span bytes, size_t *count)
{
	struct np_page page;
	scan_page(&page, bytes, NP_FROM_AUTO, &arena);
	struct np_observation *seen = np_feature_extract(marks, &page, &arena);
	ck_assert_ptr_nonnull(seen);
	/* One assertion for all: each costs a system call. */
	size_t wrong = 0;
	for (size_t i = 0; i < page.count; i++) {
		wrong += seen[i].count == 0;
		for (size_t f = 0; f < seen[i].count; f++)
			wrong += seen[i].features[f] >> 32 >= NP_FEATURE_TEMPLATES;
	}
	ck_assert_uint_eq(wrong, 0);
	*count = page.count;
	return seen;
}

static const char *const pages[] = {
	"",
	"\n\n",
	"甲",
	"\n甲\n",
	"(",
	"\xFF",
	"　",
	"**甲**",
	"# 标题\n\n　　本报讯 城东的小桥昨天通车。（王明）\n",
	"。\n，\n”\n（\n—\n1\na\n!\n",
	"一、\n（二）\n第三\n①\n1.\n十\n",
	"标题一\n标题二\n标题三\n标题四\n标题五\n标题六\n",
	"图为新桥。李俊华 摄\n李俊华 摄\n下转第2版\n2026年3月1日 星期日 第2版\n",
	"月\n3月\n3月2\n3月2日\n年月日\n",
	/* More words that tell a role than a line has room for. */
	"第图片公告电话@www.星期![说日报\n第图片公告电话@www.星期![说日报\n第图片公告\n",
};

START_TEST(test_page)
{
	size_t count;
	/* A copy of its own size, so that reading past its end shows. */
	size_t len = strlen(pages[_i]);
	char *copy = malloc(len + 1);
	ck_assert_ptr_nonnull(copy);
	memcpy(copy, pages[_i], len);
	extract((struct np_span){ copy, len }, &count);
	free(copy);
}
END_TEST

/* Words that tell a role, each of which is looked for by its first character. */
static const char *const cues[] = { "图为", "圖為", "上图", "下图", "左图", "右图", "图①", "图片",
	"圖片", "资料图", "公告", "启事", "啟事", "声明", "聲明", "遗失", "招聘", "徵聘", "拍卖",
	"广告", "廣告", "讣告", "出租", "转让", "大減價", "电话", "電話", "热线", "@", "www.",
	"http", "记者：", "记者:", "記者：", "问：", "答：", "問：", "星期", "第", "日报", "晚报",
	"日報", "责编", "責編", "编辑", "編輯", "校对", "美编", "版式", "之一", "之二", "系列",
	"![", "说", "說", "表示", "介绍", "昨天", "昨日", "昨晚", "昨晨", "昨夜", "前天", "前日",
	"今天", "今日", "今晨", "今晚", "今年", "去年", "日前", "近日", "近期", "近来", "近來",
	"连日", "連日", "最近", "上周", "上週", "本周", "本週", "本月", "上月", "月初", "月底",
	"6日", "十月", "记者", "記者", "据", "據", "获悉", "獲悉", "报道", "報導", "消息", "上一",
	"下一", "返回", "首页", "首頁", "打印", "列印", "收藏", "分享", "评论", "評論", "留言",
	"点击", "點擊", "浏览", "瀏覽", "阅读", "閱讀", "关键词", "關鍵詞", "标签", "標籤", "转载",
	"轉載", "版权", "版權", "扫码", "扫一", "相关", "相關", "延伸", "推荐", "推薦", "字号",
	"字號", "字体", "字體", "微信", "微博", "更多", "导航", "導航", "关闭", "關閉", "点赞",
	"往期", "全文", "猜你", "人气", "人氣", "来源", "來源", "稿源", "作者", "供稿", "发布",
	"發佈", "發布", "08:42", "2013-09-18", "2013/9/18", "2013.9.18" };

/* How many cues the first line of a text has. */
static size_t
cues_of(const char *text)
{
	size_t count, template = 0, found = 0;
	while (strcmp(np_feature_names[template], "cue") != 0)
		template ++;
	const struct np_observation *seen = extract(span(text), &count);
	for (size_t f = 0; f < seen[0].count; f++)
		found += seen[0].features[f] >> 32 == template;
	return found;
}

START_TEST(test_cue)
{
	char text[256];
	ck_assert_uint_eq(cues_of("小桥\n"), 0);
	snprintf(text, sizeof text, "%s小桥\n", cues[_i]);
	size_t found = cues_of(text);
	/* "记者：" asks, and is a source too. */
	ck_assert_uint_ge(found, 1);
	ck_assert_uint_le(found, 2);
}
END_TEST

/* When and whence are said at the start of a story, or they tell nothing. */
START_TEST(test_cue_late)
{
	static const char early[] = "小桥", late[] = "城东的小桥两岸居民出行更方便河水清了鱼也多"
						     "了树也绿了人也多了";
	char text[256];
	snprintf(text, sizeof text, "%s昨天\n", early);
	ck_assert_uint_eq(cues_of(text), 1);
	snprintf(text, sizeof text, "%s昨天\n", late);
	ck_assert_uint_eq(cues_of(text), 0);
}
END_TEST

/* A random page of what newspapers have, of marks, and of bytes that are no text. */
static size_t
random_page(uint64_t *random, char *buf, size_t room)
{
	static const char *const bits[] = { "本报讯", "（记者 王明）", "小桥", "昨天", "，", "。",
		"\n", "\n\n", "　　", " ", "**", "# ", "“", "”", "3", "月", "日", "一、",
		"下转第2版", "\xFF", "\xE7\x89", "\0", "\r\n", "growth, ", "and ", "|", "李俊华 摄",
		"●", "——", "\t", "𠮷", "\xF4\x90\x80\x80", "图为", "（", "）",
		"城东的小桥昨天通车，两岸居民出行更方便" };
	size_t len = 0;
	for (size_t n = below(random, 200); n > 0; n--) {
		const char *bit = bits[below(random, SIZE(bits))];
		size_t size = *bit == '\0' ? 1 : strlen(bit);
		if (len + size > room)
			break;
		memcpy(buf + len, bit, size);
		len += size;
	}
	return len;
}

/* Numbers that are no time and no date. */
START_TEST(test_no_stamp)
{
	static const char *const texts[] = { "3:2小桥\n", "123:45小桥\n", "13-09-18小桥\n",
		"2013-0918小桥\n", "2013-9小桥\n", "2013-09/18小桥\n", "1.2345小桥\n",
		"12:345小桥\n" };
	for (size_t i = 0; i < SIZE(texts); i++)
		ck_assert_msg(cues_of(texts[i]) == 0, "%s", texts[i]);
}
END_TEST

/* The value of a template's feature of line i, UINT64_MAX for none. */
static uint64_t
value_of(const struct np_observation *seen, size_t i, const char *name)
{
	size_t template = 0;
	while (strcmp(np_feature_names[template], name) != 0)
		template ++;
	for (size_t f = 0; f < seen[i].count; f++) {
		if (seen[i].features[f] >> 32 == template)
			return seen[i].features[f] & UINT32_MAX;
	}
	return UINT64_MAX;
}

/* What is printed round every story: its digits and blanks count for nothing. */
START_TEST(test_repeats)
{
	size_t count;
	const struct np_observation *seen =
	    extract(span("2013-09-18 来源：云岭网\n小桥通车\n2014-10-01　来源：云岭网\n2014-10-02 "
			 "来源：云岭网\n小桥\n"),
		&count);
	uint64_t often = value_of(seen, 0, "repeats.kind"),
		 once = value_of(seen, 1, "repeats.kind");
	ck_assert_uint_eq(count, 5);
	ck_assert_uint_eq(often / 32, 2);
	ck_assert_uint_eq(value_of(seen, 3, "repeats.kind") / 32, 2);
	ck_assert_uint_eq(once / 32, 0);
	ck_assert_uint_eq(value_of(seen, 4, "repeats.kind") / 32, 0);
}
END_TEST

/* A signature's last part is its name, though its characters stand apart. */
START_TEST(test_tail)
{
	static const struct {
		const char *line;
		uint64_t chars, after; /* the latter in steps */
		uint32_t first;
	} cases[] = {
		{ "后勤连 孟 福 生", 3, 2, U'孟' },
		{ "后勤连　孟福生", 3, 2, U'孟' },
		{ "公诉科 荀 阳", 2, 2, U'荀' },
		{ "孟福生", 3, 0, U'孟' },
		{ "网友 静", 1, 1, U'静' },
		{ "镇平县侯集镇　宋大海", 3, 3, U'宋' },
	};
	size_t count;
	for (size_t i = 0; i < SIZE(cases); i++) {
		char text[200];
		/* Beside a line of text, or all blanks on the page would be taken for OCR's. */
		snprintf(text, sizeof text, "%s\n城东的小桥昨天通车，两岸居民出行更方便了。\n",
		    cases[i].line);
		const struct np_observation *seen = extract(span(text), &count);
		uint64_t parts = value_of(seen, 0, "tail.kind") / 32;
		ck_assert_uint_eq(parts / 8, cases[i].chars);
		ck_assert_uint_eq(parts % 8, cases[i].after);
		ck_assert_uint_eq(value_of(seen, 0, "tail.first"),
		    (uint64_t)cases[i].first << 3 | cases[i].chars);
	}
	/* More than a name; and no short line. */
	const struct np_observation *seen = extract(
	    span(
		"渡轮停航 乘客改乘公交车\n城东的小桥昨天通车，两岸居民出行更方便了，过去 要绕行\n"),
	    &count);
	ck_assert_uint_eq(value_of(seen, 0, "tail.kind") / 32, 7 * 8 + 2);
	ck_assert_uint_eq(value_of(seen, 0, "tail.first"), UINT64_MAX);
	ck_assert_uint_eq(value_of(seen, 1, "tail.kind"), UINT64_MAX);
}
END_TEST

/* Each line of a run knows how the text under the run opens. */
START_TEST(test_text)
{
	size_t count;
	const struct np_observation *seen =
	    extract(span("渡轮停航\n乘客改乘公交\n他说，渡轮下月停航检修。\n自习室开放"), &count);
	ck_assert_uint_eq(value_of(seen, 0, "run.text.first") / 32, U'他');
	ck_assert_uint_eq(value_of(seen, 1, "run.text.first") / 32, U'他');
	ck_assert_uint_eq(value_of(seen, 2, "run.text.first"), UINT64_MAX);
	ck_assert_uint_eq(value_of(seen, 3, "run.text.first"), UINT64_MAX);
}
END_TEST

/* The text says the headline again, and not the kicker; a line alone is beside none. */
START_TEST(test_stack)
{
	size_t count;
	const struct np_observation *seen =
	    extract(span("惠民工程\n渡轮停航检修\n本报讯 渡轮停航检修，乘客改乘公交。\n自习室开放\n"
			 "图书馆的自习室从今晚起开放到十二点。\n"),
		&count);
	uint64_t kicker = value_of(seen, 0, "stack.lede.run") / 32,
		 headline = value_of(seen, 1, "stack.lede.run") / 32;
	ck_assert_uint_eq(kicker / 8, 0);
	ck_assert_uint_eq(kicker % 8, 7);
	ck_assert_uint_eq(headline / 8, 7);
	ck_assert_uint_eq(headline % 8, 0);
	ck_assert_uint_eq(value_of(seen, 3, "stack.lede.run"), UINT64_MAX);
	/* A run of two lines is the first of all, and one of one line stands behind it. */
	ck_assert_uint_eq(value_of(seen, 1, "runs-1.runs+1.run") / 32, 5 * 8 + 1);
	ck_assert_uint_eq(value_of(seen, 3, "runs-1.runs+1.run") / 32, 2 * 8 + 5);
}
END_TEST

START_TEST(test_random)
{
	uint64_t random = 31;
	char buf[12000];
	for (int round = 0; round < 600; round++) {
		size_t len = random_page(&random, buf, sizeof buf), count;
		if (round % 3 == 2) {
			len = below(&random, 3000);
			for (size_t i = 0; i < len; i++)
				buf[i] = (char)chance(&random);
		}
		char *copy = malloc(len + 1);
		ck_assert_ptr_nonnull(copy);
		memcpy(copy, buf, len);
		np_arena_reset(&arena);
		extract((struct np_span){ copy, len }, &count);
		free(copy);
	}
}
END_TEST

/* The same page gives the same features, whatever was looked at before. */
START_TEST(test_same)
{
	uint64_t random = 8;
	char buf[12000];
	for (int round = 0; round < 40; round++) {
		size_t len = random_page(&random, buf, sizeof buf), count, again;
		np_arena_reset(&arena);
		struct np_observation *first = extract((struct np_span){ buf, len }, &count),
				      *second;
		extract(span("标题\n本报讯 小桥昨天通车。\n"), &again);
		second = extract((struct np_span){ buf, len }, &again);
		ck_assert_uint_eq(count, again);
		for (size_t i = 0; i < count; i++) {
			ck_assert_uint_eq(first[i].count, second[i].count);
			ck_assert_mem_eq(first[i].features, second[i].features,
			    first[i].count * sizeof *first[i].features);
		}
	}
}
END_TEST

/*
 * Very many lines, and very long ones: each step of a page is of its own order, or this test
 * would not come to its end.
 */
START_TEST(test_large)
{
	static const struct {
		const char *line;
		size_t times;
	} large[] = {
		{ "小桥昨天通车\n", 100000 }, /* one run of headings */
		{ "　　城东的小桥昨天通车，两岸居民出行更方便了，过去要绕行半小时的路，如今几分钟就"
		  "到，"
		  "大家都说好。\n",
		    100000 },
		{ "城东的小桥昨天通车，两岸居民出行更方便\n", 100000 }, /* cut at one width */
		{ "标题一行\n　　城东的小桥昨天通车，两岸居民出行更方便了，过去要绕行半小时的路，如"
		  "今"
		  "几分钟就到，大家都说好。\n",
		    50000 },
		{ "城东的小桥昨天通车，两岸居民出行更方便。", 30000 },
		{ "（（（“", 30000 },
		{ "**a **b ", 30000 },
	};
	size_t len = strlen(large[_i].line), count;
	char *text = malloc(len * large[_i].times);
	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i < large[_i].times; i++)
		memcpy(text + i * len, large[_i].line, len);
	extract((struct np_span){ text, len * large[_i].times }, &count);
	ck_assert_uint_gt(count, 0);
	free(text);
}
END_TEST

/* Lines of a page, each with so many blank lines before it, more of them before paragraphs, and a margin. */
static char *
set_page(unsigned leading, unsigned gap, const char *margin, bool wrapped)
{
	static const char *const lines[] = { "桥下修车摊重开",
		"　　城东的小桥昨天通车，桥下的修车摊", "又开了张，摊主老周说这一天他等了三年",
		"多，街坊也等了三年多。", "　　老周今年六十一岁，在桥下修了二十年",
		"车，拆桥那天他把摊子搬到了巷口，生意", "少了一半。", "菜场今起早开一小时",
		"　　城东菜场今天起五点开门，比往常早了", "一个小时，卖菜的人说天亮前的半小时最",
		"忙，买菜的多是早班的司机。" };
	char *text = malloc(4096);
	size_t len = 0;
	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i < SIZE(lines); i++) {
		bool opens = strncmp(lines[i], "　", 3) == 0 || i == 7;
		unsigned blanks = i == 0 ? 0 : leading + (opens ? gap : 0);
		for (unsigned n = 0; (wrapped || opens) && n < blanks; n++)
			text[len++] = '\n';
		len += (size_t)snprintf(text + len, 4096 - len, "%s%s%s",
		    wrapped || opens || i == 0 ? margin : "", lines[i],
		    wrapped || i + 1 == SIZE(lines) || i == 0 || i == 3 || i == 6 || i == 7 ? "\n"
											    : "");
	}
	return text;
}

/* What all lines have before them tells nothing of a line. */
START_TEST(test_spacing)
{
	static const struct {
		unsigned leading, gap;
		const char *margin;
		bool wrapped;
		unsigned as; /* the gap that it is the same as */
	} cases[] = {
		{ 0, 2, "", true, 1 },
		{ 0, 7, "", true, 1 },
		{ 1, 1, "", true, 1 },
		{ 2, 1, "", true, 1 },
		{ 2, 3, "", true, 1 },
		{ 0, 1, "   ", true, 1 },
		{ 0, 0, "　　　", true, 0 },
		{ 1, 2, "\t", true, 1 },
		{ 0, 2, "", false, 1 },
		{ 0, 5, "  ", false, 1 },
	};
	size_t count, plain_count;
	char *text =
		 set_page(cases[_i].leading, cases[_i].gap, cases[_i].margin, cases[_i].wrapped),
	     *plain = set_page(0, cases[_i].as, "", cases[_i].wrapped);
	const struct np_observation *seen = extract(span(text), &count);
	const struct np_observation *want = extract(span(plain), &plain_count);
	ck_assert_uint_eq(count, plain_count);
	for (size_t i = 0; i < count; i++) {
		ck_assert_uint_eq(seen[i].count, want[i].count);
		ck_assert_mem_eq(
		    seen[i].features, want[i].features, seen[i].count * sizeof *seen[i].features);
	}
	free(text);
	free(plain);
}
END_TEST

/* Every second character is a blank: the same page as without them, but for what else is blank. */
START_TEST(test_letter_spaced)
{
	static const char *const texts[][2] = {
		{ "小 桥 通 车\n城 东 的 小 桥 昨 天 通 车 。 （ 王 明 ）\n",
		    "小桥通车\n城东的小桥昨天通车。（王明）\n" },
		{ "票 价 2 元\n夜 2 路 公 交 今 起 开 行 ，  末 班 2 2 : 3 0\n",
		    "票价2元\n夜2路公交今起开行，  末班2 2 : 3 0\n" },
		{ "“ 小 桥 ”\n　　‘ 通 车 ’\n", "“小桥”\n　　‘通车’\n" },
	};
	size_t count, closed_count;
	const struct np_observation *seen = extract(span(texts[_i][0]), &count);
	const struct np_observation *want = extract(span(texts[_i][1]), &closed_count);
	ck_assert_uint_eq(count, closed_count);
	for (size_t i = 0; i < count; i++) {
		ck_assert_uint_eq(seen[i].count, want[i].count);
		ck_assert_mem_eq(
		    seen[i].features, want[i].features, seen[i].count * sizeof *seen[i].features);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("feature");
	TCase *tc = tcase_create("feature");

	give_marks(tc);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, test_page, 0, (int)SIZE(pages));
	tcase_add_loop_test(tc, test_cue, 0, (int)SIZE(cues));
	tcase_add_test(tc, test_cue_late);
	tcase_add_test(tc, test_no_stamp);
	tcase_add_test(tc, test_repeats);
	tcase_add_test(tc, test_tail);
	tcase_add_test(tc, test_text);
	tcase_add_test(tc, test_stack);
	tcase_add_test(tc, test_random);
	tcase_add_test(tc, test_same);
	tcase_add_loop_test(tc, test_spacing, 0, 10);
	tcase_add_loop_test(tc, test_letter_spaced, 0, 3);
	tcase_add_loop_test(tc, test_large, 0, 7);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
