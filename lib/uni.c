/* uni.c - what kind of character it is; width by class, normal forms, graphemes */
#include <utf8proc.h>

#include "uni.h"
#include "utf8.h"

struct np_span
np_uni_trim(struct np_span text)
{
	uint32_t cp;
	size_t step;

	while (text.len > 0) {
		step = np_utf8_next(text.ptr, text.len, &cp);
		if (cp == NP_UTF8_BAD || !np_uni_is_space(cp))
			break;
		text.ptr += step;
		text.len -= step;
	}
	while (text.len > 0) {
		step = np_utf8_prev(text.ptr, text.len, &cp);
		if (cp == NP_UTF8_BAD || !np_uni_is_space(cp))
			break;
		text.len -= step;
	}
	return text;
}

/*
 * Between two plain characters there is always a boundary (UAX #29, GB999), and
 * around a line feed too, but for CRLF (GB3 to GB5).
 */
static bool
is_plain(uint32_t cp)
{
	return (np_uni_entry(cp) & NP_UNI_PLAIN) != 0;
}

bool
np_uni_cluster_begins(struct np_uni_cluster *cluster, uint32_t cp)
{
	bool begins = true;

	if (cp == NP_UTF8_BAD) {
		cluster->open = false;
		cluster->state = 0;
		return true;
	}
	if (cluster->open) {
		if ((is_plain(cp) && is_plain(cluster->last)) || cluster->last == '\n' ||
		    (cp == '\n' && cluster->last != '\r')) {
			/* what utf8proc remembers starts afresh with this character */
			cluster->state = 0;
		} else {
			begins = utf8proc_grapheme_break_stateful(
			    (utf8proc_int32_t)cluster->last, (utf8proc_int32_t)cp, &cluster->state);
		}
	}
	cluster->last = cp;
	cluster->open = true;
	return begins;
}

size_t
np_uni_graphemes(const char *ptr, size_t len)
{
	struct np_uni_cluster cluster = { 0 };
	size_t count = 0, pos = 0;
	uint32_t cp;

	while (pos < len) {
		pos += np_utf8_next(ptr + pos, len - pos, &cp);
		count += np_uni_cluster_begins(&cluster, cp);
	}
	return count;
}

const char *
np_uni_version(void)
{
	return utf8proc_unicode_version();
}
