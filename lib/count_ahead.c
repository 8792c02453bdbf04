/* count_ahead.c - characters and Han of a buffer counted many lines ahead, for pieces of it */
#include "count_ahead.h"

/* Bytes that must stand in front of steps: for characters that begin there. */
enum { BEFORE = 2 };

void
np_count_ahead_look(struct np_count_ahead *ahead, const char *buf, size_t from, size_t end)
{
	size_t count = (end - from) / NP_COUNT_STEP;

	if (count > NP_COUNT_STEPS)
		count = NP_COUNT_STEPS;
	ahead->from = from;
	ahead->upto = from + count * NP_COUNT_STEP;
	ahead->exact = false;
	if (count == 0 || from < BEFORE)
		return;
	switch (np_cpu()) {
#ifdef NP_WITH_AVX2
	case NP_CPU_AVX2:
		ahead->exact = np_count_ahead_avx2(ahead->steps, buf + from, count);
		break;
	case NP_CPU_AVX512:
		ahead->exact = np_count_ahead_avx512(ahead->steps, buf + from, count);
		break;
#endif
	default:
		(void)buf;
	}
}

#ifdef NP_WITH_AVX2
/* The sums of all before an offset from the first step. */
NP_AVX2 static inline uint64_t
before(const struct np_count_step *steps, size_t at)
{
	const struct np_count_step *step = &steps[at / NP_COUNT_STEP];
	const uint64_t below = (UINT64_C(1) << at % NP_COUNT_STEP) - 1;

	return step->before + (uint64_t)__builtin_popcountll(step->rests & below) +
	       ((uint64_t)__builtin_popcountll(step->han & below) << 32);
}

/* What was looked at by vectors is summed up by instructions that came with them. */
NP_AVX2 static void
sum_up(const struct np_count_step *steps, size_t begin, size_t end, struct np_count_piece *piece)
{
	const uint64_t sums = before(steps, end) - before(steps, begin);

	piece->chars = (uint32_t)(end - begin) - (uint32_t)sums;
	piece->han = (uint32_t)(sums >> 32);
}
#endif

bool
np_count_ahead_piece(
    const struct np_count_ahead *ahead, size_t begin, size_t end, struct np_count_piece *piece)
{
	if (!ahead->exact || begin < ahead->from || end > ahead->upto)
		return false;
#ifdef NP_WITH_AVX2
	sum_up(ahead->steps, begin - ahead->from, end - ahead->from, piece);
#else
	(void)piece;
#endif
	return true;
}
