/* feature_line.c - what a line is by itself, and beside the lines around it */
#include "chars.h"
#include "template.h"

static void
add_form(struct np_feature_list *list, const struct np_look *info)
{
	unsigned length = length_step(info), coarse = coarse_length(info);
	add(list, T_BIAS, 0);
	add(list, T_KIND, (uint32_t)info->kind);
	add(list, T_LENGTH, length);
	add(list, T_LENGTH_KIND, length * 32 + (uint32_t)info->kind);
	add(list, T_END, (uint32_t)info->end);
	add(list, T_END_LENGTH, (uint32_t)info->end_before * 16 + length);
	add(list, T_START, (uint32_t)info->start);
	add(list, T_START_KIND, (uint32_t)info->start * 32 + (uint32_t)info->kind);
	add(list, T_STOPS, few(info->stops, 3) * 8 + coarse);
	add(list, T_COMMAS, few(info->commas, 4) * 8 + coarse);
	add(list, T_SPACES, few(info->spaces, 5) * 8 + coarse);
	add(list, T_DIGITS,
	    (info->chars > 0 ? (uint32_t)(info->digits * 5 / info->chars) : 0) * 8 + coarse);
	add(list, T_NOISE,
	    (info->chars > 0 ? few((unsigned)(info->odd * 12 / info->chars), 4) : 0) * 16 +
		(info->han_inside ? 8 : 0) + coarse);
	add(list, T_FIRST_CHAR, info->first);
	add(list, T_LAST_CHAR, info->last);
	add(list, T_MARK, info->marks);
	add(list, T_MARK_LENGTH, info->marks * 8 + coarse);
	add(list, T_WHOLE, (uint32_t)(info->whole + 1));
	for (unsigned cues = info->cues; cues != 0; cues &= cues - 1) {
		const unsigned bit = np_chars_lowest(cues);
		add(list, T_CUE, bit);
		add(list, T_CUE_LENGTH, bit * 8 + coarse);
	}
}

/* The parts of a short line, as a signature has them: 第二车间　孟 福 生. */
static void
add_tail(struct np_feature_list *list, const struct np_sheet *sheet, size_t i)
{
	static const unsigned steps[] = { 0, 2, 4, 6, 9 };
	enum { LONGEST_NAME = 4 };
	const struct np_look *own = &sheet->info[i];
	uint32_t after = 0;
	if (own->tail_chars == 0)
		return;
	while (after < sizeof steps / sizeof *steps && own->tail_after > steps[after])
		after++;
	uint32_t parts = few(own->tail_chars, 7) * 8 + after;
	add(list, T_TAIL, parts * 32 + (uint32_t)own->kind);
	add(list, T_TAIL_PREV, parts * 16 + (i > 0 ? (uint32_t)own[-1].end : NP_END_KINDS));
	if (own->tail_chars <= LONGEST_NAME)
		add(list, T_TAIL_FIRST, own->tail_first << 3 | own->tail_chars);
}

static void
add_neighbours(struct np_feature_list *list, const struct np_sheet *sheet, size_t i)
{
	static const struct np_look nothing = {
		.kind = NP_KIND_NONE, .whole = -1, .end = NP_END_STOP
	};
	const struct np_look *own = &sheet->info[i];
	const struct np_look *m1 = i > 0 ? own - 1 : &nothing, *m2 = i > 1 ? own - 2 : &nothing;
	const struct np_look *p1 = i + 1 < sheet->count ? own + 1 : &nothing;
	const struct np_look *p2 = i + 2 < sheet->count ? own + 2 : &nothing;
	uint32_t k = own->kind, km1 = m1->kind, km2 = m2->kind, kp1 = p1->kind, kp2 = p2->kind;

	add(list, T_KIND_PREV, km1 * 32 + k);
	add(list, T_KIND_NEXT, k * 32 + kp1);
	add(list, T_KIND_BOTH, (km1 * 32 + k) * 32 + kp1);
	add(list, T_KIND_PREV2, (km2 * 32 + km1) * 32 + k);
	add(list, T_KIND_NEXT2, (k * 32 + kp1) * 32 + kp2);
	add(list, T_KIND_M1, km1);
	add(list, T_KIND_M2, km2);
	add(list, T_KIND_P1, kp1);
	add(list, T_KIND_P2, kp2);
	add(list, T_LENGTH_PREV, coarse_length(m1) * 8 + coarse_length(own));
	add(list, T_LENGTH_NEXT, coarse_length(own) * 8 + coarse_length(p1));
	add(list, T_END_PREV, (uint32_t)m1->end * 16 + (uint32_t)own->start);
	add(list, T_END_PREV_KIND, (uint32_t)m1->end * 32 + k);
	add(list, T_MARK_PREV, m1->marks);
	add(list, T_MARK_NEXT, p1->marks);
	add(list, T_MARK_NEXT2, p2->marks);
	add(list, T_MARK_AROUND, (m1->marks * 64 + p1->marks) * 32 + k);
	add(list, T_WHOLE_PREV, (uint32_t)(m1->whole + 1));
	add(list, T_WHOLE_NEXT, (uint32_t)(p1->whole + 1));
	for (unsigned cues = m1->cues | p1->cues; cues != 0; cues &= cues - 1) {
		const unsigned bit = np_chars_lowest(cues);
		if (m1->cues & 1u << bit)
			add(list, T_CUE_PREV, bit);
		if (p1->cues & 1u << bit)
			add(list, T_CUE_NEXT, bit);
	}
	if (own->kind == NP_KIND_CELLS || own->spaces > 1)
		add(list, T_CELLS,
		    (own->cells < 12 ? own->cells : 12) * 16 + (p1->cells < 12 ? p1->cells : 12));
}

void
np_feature_line(struct np_feature_list *list, const struct np_sheet *sheet, size_t i)
{
	/* A copy of its own: a list that others know of would be written at every step. */
	struct np_feature_list own = *list;
	add_form(&own, &sheet->info[i]);
	add_tail(&own, sheet, i);
	add_neighbours(&own, sheet, i);
	*list = own;
}
