/* uni.c - what kind of character it is; width, graphemes */
#include "uni.h"
#include "utf8.h"

/* True for a byte that no White_Space of two or three bytes begins with, and that is none. */
static bool
opens_no_space(char byte)
{
	unsigned char b = (unsigned char)byte;

	/* U+0085 and U+00A0; U+1680; U+2000 and others; U+3000 */
	return b > 0x20 && b != 0xC2 && (b < 0xE1 || b > 0xE3);
}

/* The same of three bytes that may be a character: also true for 。 and “, with which most texts end or begin. */
static bool
opens_no_space_of_three(const char *ptr)
{
	unsigned char second = (unsigned char)ptr[1], third = (unsigned char)ptr[2];

	if (ptr[0] == '\xE3')
		return third != 0x80; /* U+3000 */
	/* U+2010 to U+201F */
	return opens_no_space(ptr[0]) || (ptr[0] == '\xE2' && second == 0x80 && third >> 4 == 9);
}

struct np_span
np_uni_trim(struct np_span text)
{
	uint32_t cp;
	size_t step;

	/* Most texts are trimmed: their ends show that without being decoded. */
	if (text.len >= 3 && opens_no_space_of_three(text.ptr) &&
	    opens_no_space_of_three(text.ptr + text.len - 3) &&
	    opens_no_space(text.ptr[text.len - 2]) && opens_no_space(text.ptr[text.len - 1]))
		return text;

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

/* True if UAX #29 has a boundary between what came before and a character of that gcb and incb. */
static bool
is_boundary(const struct np_uni_cluster *cluster, enum np_gcb gcb, enum np_incb incb)
{
	enum np_gcb last = (enum np_gcb)cluster->last;

	if (last == NP_GCB_CR || last == NP_GCB_LF || last == NP_GCB_CONTROL)
		return !(last == NP_GCB_CR && gcb == NP_GCB_LF); /* GB3, GB4 */
	switch (gcb) {
	case NP_GCB_CR:
	case NP_GCB_LF:
	case NP_GCB_CONTROL:
		return true; /* GB5 */
	case NP_GCB_EXTEND:
	case NP_GCB_ZWJ:
	case NP_GCB_SPACINGMARK:
		return false; /* GB9, GB9a */
	default:
		break;
	}
	if (last == NP_GCB_PREPEND)
		return false; /* GB9b */
	if (cluster->linked && incb == NP_INCB_CONSONANT)
		return false; /* GB9c */
	switch (gcb) {
	case NP_GCB_L:
	case NP_GCB_LV:
	case NP_GCB_LVT:
		return last != NP_GCB_L; /* GB6 */
	case NP_GCB_V:
		return last != NP_GCB_L && last != NP_GCB_V && last != NP_GCB_LV; /* GB6, GB7 */
	case NP_GCB_T:
		return last != NP_GCB_V && last != NP_GCB_T && last != NP_GCB_LV &&
		       last != NP_GCB_LVT; /* GB7, GB8 */
	case NP_GCB_PICTOGRAPH:
		return !(cluster->pictured && last == NP_GCB_ZWJ); /* GB11 */
	case NP_GCB_RI:
		return !cluster->odd; /* GB12, GB13 */
	default:
		return true; /* GB999 */
	}
}

bool
np_uni_cluster_begins(struct np_uni_cluster *cluster, uint32_t cp)
{
	unsigned entry;
	enum np_gcb gcb;
	enum np_incb incb;
	bool begins;

	if (cp == NP_UTF8_BAD) {
		*cluster = (struct np_uni_cluster){ .open = false };
		return true;
	}
	entry = np_uni_entry(cp);
	gcb = (enum np_gcb)((entry & NP_UNI_GCB) >> NP_UNI_GCB_SHIFT);
	incb = (enum np_incb)(entry >> NP_UNI_INCB_SHIFT);
	begins = !cluster->open || is_boundary(cluster, gcb, incb);
	cluster->open = true;
	cluster->odd = gcb == NP_GCB_RI && !cluster->odd;
	cluster->pictured =
	    gcb == NP_GCB_PICTOGRAPH || (cluster->pictured && cluster->last != NP_GCB_ZWJ &&
					    (gcb == NP_GCB_EXTEND || gcb == NP_GCB_ZWJ));
	cluster->linked = cluster->conjoined &&
			  (incb == NP_INCB_LINKER || (cluster->linked && incb == NP_INCB_EXTEND));
	cluster->conjoined =
	    incb == NP_INCB_CONSONANT || (cluster->conjoined && incb != NP_INCB_NONE);
	cluster->last = (uint8_t)gcb;
	return begins;
}
