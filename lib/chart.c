/* chart.c - bars in a terminal */
#include "chart.h"

#include <stdlib.h>
#include <sys/ioctl.h>

#include "uni.h"
#include "utf8.h"

unsigned
np_chart_columns(int fd)
{
	enum { USUAL = 80, MOST = 10000 };
	const char *wish = getenv("COLUMNS");
	unsigned long columns = wish != NULL ? strtoul(wish, NULL, 10) : 0;

#ifdef TIOCGWINSZ
	struct winsize size;

	if (columns == 0 && ioctl(fd, TIOCGWINSZ, &size) == 0)
		columns = size.ws_col;
#else
	(void)fd;
#endif
	return columns > 0 && columns <= MOST ? (unsigned)columns : USUAL;
}

size_t
np_chart_width(struct np_span text)
{
	size_t width = 0, pos = 0;

	while (pos < text.len) {
		uint32_t cp;

		pos += np_utf8_next(text.ptr + pos, text.len - pos, &cp);
		width += cp == NP_UTF8_BAD ? 1 : np_uni_width(cp);
	}
	return width;
}

void
np_chart_bar(struct np_out *out, uint64_t value, uint64_t most, unsigned room, bool color)
{
	/* U+258F to U+2589, a column filled by one to seven eighths; U+2588, the whole */
	static const char parts[][4] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	unsigned eighths = (unsigned)((double)value / (double)most * room * 8 + .5);

	if (color)
		np_out_command(out, "\x1B[36m");
	for (unsigned i = 0; i < eighths / 8; i++)
		np_out_string(out, "█");
	np_out_string(out, parts[eighths % 8]);
	if (color)
		np_out_command(out, "\x1B[0m");
}
