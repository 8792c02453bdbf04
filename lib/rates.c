/* rates.c - how often each change is made when gold pages are set anew */
#include "rates.h"

#include <stdlib.h>
#include <string.h>

const struct np_rates np_rates_default = {
	.mix = .35,
	.lone = .12,
	.headless = .08,
	.displace = .06,
	.stack = .4,
	/* The gold pages have many subheads and kickers, to show all sorts; most papers have few. */
	.unhead = .85,
	.single = .6,
	.unkick = .4,
	.parallel = .1,
	.retitle = .4,
	.merge = .85,
	.redate = .03,
	.undate = .25,
	.unsign = .25,
	.briefs = .03,
	.columns = .06,
	.tear = .02,
	.fragment = .12,
	.frame = .3,
	.twice = .08,
	.intrude = .06,
	.unfolio = .35,
	.interrupt = .3,
	.ornament = .03,
	.rule = .04,
	.wrap = .45,
	.uneven = .3,
	.markdown = .15,
	.bold = .25,
	.ascii = .3,
	.unpoint = .03,
	.cut = .65,
	.ocr = .4,
};

static const struct {
	const char *name;
	size_t at;
	/* Of np_rates_alone(): 1 for what a page has or has not, less for what it has more or less of. */
	double alone;
} rate_names[] = {
#define RATE(name, alone)                                                                          \
	{                                                                                          \
#name, offsetof(struct np_rates, name), alone                                      \
	}
	RATE(mix, 1),
	RATE(lone, 1),
	RATE(headless, 1),
	RATE(displace, .1),
	RATE(stack, 1),
	RATE(unhead, 1),
	RATE(single, 1),
	RATE(unkick, 1),
	RATE(parallel, 1),
	RATE(retitle, 1),
	RATE(merge, 1),
	RATE(redate, .1),
	RATE(undate, 1),
	RATE(unsign, 1),
	RATE(briefs, 1),
	RATE(columns, .3),
	RATE(tear, .2),
	RATE(fragment, 1),
	RATE(frame, 1),
	RATE(twice, 1),
	RATE(intrude, .3),
	RATE(unfolio, 1),
	RATE(interrupt, 1),
	RATE(ornament, 1),
	RATE(rule, 1),
	RATE(wrap, 1),
	RATE(uneven, 1),
	RATE(markdown, 1),
	RATE(bold, 1),
	RATE(ascii, 1),
	RATE(unpoint, 1),
	RATE(cut, 1),
	RATE(ocr, 1),
#undef RATE
};

size_t
np_rates_count(void)
{
	return sizeof rate_names / sizeof *rate_names;
}

const char *
np_rates_name(size_t rate)
{
	return rate_names[rate].name;
}

struct np_rates
np_rates_alone(size_t rate)
{
	struct np_rates rates = { .mix = 0 };
	memcpy((char *)&rates + rate_names[rate].at, &rate_names[rate].alone, sizeof(double));
	return rates;
}

bool
np_rates_parse(struct np_rates *rates, const char *text, struct np_span *bad)
{
	while (*text != '\0') {
		size_t len = strcspn(text, ","), name = strcspn(text, "=,");
		*bad = (struct np_span){ text, len };
		/* strtod() would take blanks, signs, names and hexadecimal numbers too. */
		bool number = name < len && strspn(text + name + 1, "0123456789.") > 0 &&
			      strcspn(text + name + 1, "xX,") == len - name - 1;
		char *end = NULL;
		double value = number ? strtod(text + name + 1, &end) : -1;
		size_t i = 0, known = sizeof rate_names / sizeof *rate_names;
		while (i < known && (strlen(rate_names[i].name) != name ||
					memcmp(rate_names[i].name, text, name) != 0))
			i++;
		if (i == known || name >= len || end != text + len || !(value >= 0 && value <= 1))
			return false;
		memcpy((char *)rates + rate_names[i].at, &value, sizeof value);
		text += len;
		if (*text == ',')
			text++;
	}
	return true;
}
