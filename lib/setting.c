/* setting.c - how a page is set: its layout and its damage, chosen by chance */
#include "setting.h"

/*
 * How a page that was turned into Markdown marks its headings.  Converters see sizes of type, not
 * roles: many mark headlines alone, some give all headings the same level or only bold type, most miss a
 * few, and what stands over or under a headline may be taken for one.
 */
static void
choose_marks(struct np_setting *setting, struct np_chance *chance)
{
	static const char *const headlines[] = { "# ", "# ", "# ", "# ", "## ", "## ", "### ", "**",
		"**", "" };
	static const char *const subheads[] = { "### ", "### ", "## ", "**", "**", "" };
	const char *headline = headlines[np_chance_between(chance, 0, 9)];
	setting->marks[NP_HEADLINE] = headline;
	setting->marks[NP_SUBHEAD] =
	    np_chance_happens(chance, .15) ? headline : subheads[np_chance_between(chance, 0, 5)];
	setting->marks[NP_KICKER] = np_chance_happens(chance, .3) ? headline : "";
	setting->marks[NP_DECK] = np_chance_happens(chance, .3) ? headline : "";
	if (np_chance_happens(chance, .5))
		setting->unmarked = (double)np_chance_between(chance, 5, 30) / 100;
}

/* What stands between all articles of a page: a rule, or what a site puts there. */
static void
choose_rule(struct np_setting *setting, struct np_chance *chance)
{
	static const char *const rules[] = { "-", "-", "=", "*", "* ", "─", "━", "—", "…", "·",
		"＊　", "◆", "_", "~", "☆", "※" };
	static const char *const lines[] = { "返回目录", "［返回］", "【打印本页】", "回到页首",
		"上一篇　下一篇", "分享到：", "点击查看原文", "相关新闻", "广告", "[关闭窗口]" };
	if (np_chance_happens(chance, .3)) {
		setting->rule =
		    lines[np_chance_between(chance, 0, sizeof lines / sizeof *lines - 1)];
		setting->rule_length = 1;
		return;
	}
	setting->rule = rules[np_chance_between(chance, 0, sizeof rules / sizeof *rules - 1)];
	setting->rule_length = np_chance_between(chance, 3, 40);
}

/* What all headlines of a page have before them, and some behind them. */
static void
choose_ornament(struct np_setting *setting, struct np_chance *chance)
{
	static const char *const ornaments[][2] = { { "■", "" }, { "■ ", "" }, { "●", "" },
		{ "◆", "" }, { "▲", "" }, { "★", "" }, { "□", "" }, { "◎", "" }, { "【", "】" },
		{ "【", "】" }, { "《", "》" }, { "〖", "〗" }, { "［", "］" }, { "• ", "" } };
	static const char *const behind_number[] = { ". ", ".", "、", "．", ") ", "）" };
	setting->ornament_end = "";
	setting->numbered = np_chance_happens(chance, .3);
	if (setting->numbered) {
		size_t count = sizeof behind_number / sizeof *behind_number;
		setting->ornament = behind_number[np_chance_between(chance, 0, count - 1)];
		return;
	}
	size_t count = sizeof ornaments / sizeof *ornaments;
	const char *const *ornament = ornaments[np_chance_between(chance, 0, count - 1)];
	setting->ornament = ornament[0];
	setting->ornament_end = ornament[1];
}

struct np_setting
np_setting_choose(struct np_draft *draft)
{
	static const size_t widths[] = { 16, 22, 26, 28, 30, 32, 34, 36, 40, 44, 48, 56, 68, 80,
		120 };
	struct np_chance *chance = &draft->chance;
	const struct np_rates *rates = draft->rates;
	struct np_setting setting = { .indent = "" };
	bool wrap = np_chance_happens(chance, rates->wrap),
	     ocr = np_chance_happens(chance, rates->ocr);
	if (wrap || (ocr && np_chance_happens(chance, .8)))
		setting.width =
		    widths[np_chance_between(chance, 0, sizeof widths / sizeof *widths - 1)];
	setting.gap = np_chance_happens(chance, setting.width > 0 ? .4 : .55) ? 1 : 0;
	if (setting.width > 0 && setting.gap > 0 && np_chance_happens(chance, .25))
		setting.line_gap = 1;
	bool lost_indent = np_chance_happens(chance, .4);
	setting.article_gap =
	    np_chance_happens(chance, .3) ? (unsigned)np_chance_between(chance, 1, 2) : 0;
	setting.wrap_headings = setting.width >= 22 && np_chance_happens(chance, .5);
	if (np_chance_happens(chance, setting.gap > 0 ? .2 : .6))
		setting.indent = np_chance_happens(chance, .85) ? "　　" : "    ";
	setting.indented = setting.indent[0] != '\0' || lost_indent ? 4 : 0;
	for (size_t role = 0; role < NP_ROLES; role++)
		setting.marks[role] = "";
	if (np_chance_happens(chance, rates->markdown))
		choose_marks(&setting, chance);
	if (np_chance_happens(chance, rates->ornament))
		choose_ornament(&setting, chance);
	if (np_chance_happens(chance, rates->rule))
		choose_rule(&setting, chance);

	setting.bold = np_chance_happens(chance, rates->bold);
	setting.bold_datelines = setting.bold && np_chance_happens(chance, .3);
	setting.ascii = np_chance_happens(chance, rates->ascii);
	if (np_chance_happens(chance, rates->unpoint)) {
		static const char *const points[] = { "", " ", "　" };
		setting.unpointed = true;
		setting.unstopped = np_chance_happens(chance, .5);
		setting.point = points[np_chance_between(chance, 0, 2)];
	}
	setting.cut =
	    np_chance_happens(chance, rates->cut) ? np_chance_happens(chance, .5) ? .15 : .4 : 0;
	setting.interrupt = np_chance_happens(chance, rates->interrupt) ? .06 : 0;
	if (ocr) {
		setting.blanks = np_chance_happens(chance, .6) ? .03 : 0;
		setting.swaps = np_chance_happens(chance, .7) ? .3 : .05;
		setting.garbled = np_chance_happens(chance, .7) ? .06 : 0;
		setting.noise = np_chance_happens(chance, .7) ? .03 : 0;
	}
	return setting;
}
