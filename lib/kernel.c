/* kernel.c - the loops in which decoding spends its time: plain C, and vector code beside it */
#include "kernel.h"

#include <string.h>

#include "cpu.h"

enum { HIDDEN = NP_NET_HIDDEN, GIST = NP_NET_GIST, SPAN = NP_NET_SPAN, LABELS = NP_LABELS_MAX };
enum { HOPELESS = NP_KERNEL_HOPELESS, NEVER = NP_KERNEL_NEVER, FORBIDDEN = NP_KERNEL_FORBIDDEN };

/* By how many bits sums of products are scaled down. */
enum { GIST_BITS = 10, AROUND_BITS = 14, OUT_BITS = 10 };

_Static_assert(NP_NET_SUM *NP_NET_UNIT / NP_NET_CLIP == 1 << GIST_BITS &&
		   NP_NET_CLIP * NP_NET_UNIT / NP_NET_SUM == 1 << AROUND_BITS &&
		   NP_NET_SUM * NP_NET_UNIT / NP_NET_SCORE == 1 << OUT_BITS,
    "units of the network");
/* Vectors have 16 numbers of 16 bits, 8 of 32. */
_Static_assert(HIDDEN == 64 && GIST == 16 && SPAN % 2 == 0 && LABELS == 40, "sizes for vectors");

static void
turn(int16_t *turned, const int16_t *rows, size_t outputs, size_t width)
{
	for (size_t output = 0; output < outputs; output++) {
		for (size_t i = 0; i < width; i++)
			turned[(i / 2 * outputs + output) * 2 + i % 2] = rows[output * width + i];
	}
}

void
np_kernel_turn(struct np_kernel_net *turned, const struct np_net *net)
{
	turn(turned->gist, net->gist, GIST, HIDDEN);
	turn(turned->around, net->around, HIDDEN, SPAN);
	turn(turned->out, net->out, LABELS, (size_t)2 * HIDDEN);
	for (size_t i = 0; i < GIST; i++)
		turned->gist_bias[i] = net->gist_bias[i] * NP_NET_SUM;
	for (size_t i = 0; i < HIDDEN; i++)
		turned->around_bias[i] = net->around_bias[i] * NP_NET_CLIP;
	for (size_t i = 0; i < LABELS; i++)
		turned->out_bias[i] = net->out_bias[i] * NP_NET_SUM;
}

/* ---- plain C ---- */

/* sums[output] is the bias and what its weights times these numbers come to. */
static inline void
multiply(const int16_t *restrict turned, size_t outputs, const int16_t *restrict numbers,
    size_t width, const int32_t *restrict bias, int32_t *restrict sums)
{
	uint32_t all[HIDDEN];
	for (size_t output = 0; output < outputs; output++)
		all[output] = (uint32_t)bias[output];
	for (size_t i = 0; i < width; i += 2, turned += 2 * outputs) {
		int32_t one = numbers[i], two = numbers[i + 1];
		for (size_t output = 0; output < outputs; output++)
			all[output] += (uint32_t)(turned[output * 2] * one) +
				       (uint32_t)(turned[output * 2 + 1] * two);
	}
	for (size_t output = 0; output < outputs; output++)
		sums[output] = (int32_t)all[output];
}

/* Scaled down and rounded towards minus infinity, as >> need not. */
static inline int32_t
scale(int32_t sum, int bits)
{
	return sum >= 0 ? sum >> bits : -(-(sum + 1) >> bits) - 1;
}

static int32_t
clip(int32_t value, int32_t low, int32_t high)
{
	return value < low ? low : value > high ? high : value;
}

static void
sum_plainly(const int16_t *const *rows, size_t count, int16_t *sums)
{
	uint16_t all[HIDDEN];
	memcpy(all, sums, sizeof all);
	for (size_t i = 0; i < count; i++) {
		const int16_t *row = rows[i];
		for (size_t h = 0; h < HIDDEN; h++)
			all[h] = (uint16_t)(all[h] + row[h]);
	}
	memcpy(sums, all, sizeof all);
}

static void
gist_plainly(const struct np_kernel_net *net, const int16_t *hidden, int16_t *gist)
{
	int32_t sums[GIST];
	multiply(net->gist, GIST, hidden, HIDDEN, net->gist_bias, sums);
	for (size_t g = 0; g < GIST; g++)
		gist[g] = (int16_t)clip(scale(sums[g], GIST_BITS), -NP_NET_CLIP, NP_NET_CLIP);
}

static void
score_plainly(
    const struct np_kernel_net *net, const int16_t *hidden, const int16_t *gists, int32_t *scores)
{
	int16_t both[2 * HIDDEN];
	int32_t sums[HIDDEN];
	memcpy(both, hidden, HIDDEN * sizeof *both);
	multiply(net->around, HIDDEN, gists, SPAN, net->around_bias, sums);
	for (size_t h = 0; h < HIDDEN; h++)
		both[HIDDEN + h] = (int16_t)clip(scale(sums[h], AROUND_BITS), 0, INT16_MAX);
	multiply(net->out, LABELS, both, (size_t)2 * HIDDEN, net->out_bias, scores);
	for (size_t label = 0; label < LABELS; label++)
		scores[label] = scale(scores[label], OUT_BITS);
}

static inline float
larger(float a, float b)
{
	return a > b ? a : b;
}

/* Whole numbers again, as comparing floats might trap and is not made vector code for that. */
void
np_kernel_settle(const float *restrict best, const int32_t *restrict scores, float *restrict here)
{
	int32_t ways[LABELS], tops[4], top = NEVER;
	for (size_t to = 0; to < LABELS; to++) {
		int32_t way = (int32_t)best[to], sum = way + scores[to];
		ways[to] = way < HOPELESS ? NEVER : sum;
	}
	for (size_t k = 0; k < 4; k++) {
		tops[k] = ways[k];
		for (size_t to = 4; to < LABELS; to += 4)
			tops[k] = ways[to + k] > tops[k] ? ways[to + k] : tops[k];
	}
	for (size_t k = 0; k < 4; k++)
		top = tops[k] > top ? tops[k] : top;
	for (size_t to = 0; to < LABELS; to++) {
		int32_t way = ways[to], beside = way - top;
		ways[to] = way == NEVER ? NEVER : beside;
	}
	for (size_t to = 0; to < LABELS; to++)
		here[to] = (float)ways[to];
}

/*
 * The loops over labels have a constant length and no branch: they become vector code.  How a way
 * came is not noted, but found again where it is asked for.
 */
static void
step_plainly(const struct np_kernel_net *net, size_t count, const float *before,
    const int32_t *scores, float *here)
{
	const float *pairs = net->pairs;
	float best[LABELS];
	for (size_t to = 0; to < LABELS; to++)
		best[to] = FORBIDDEN;
	for (size_t from = 0; from < count; from += 4, pairs += 4 * LABELS) {
		float way0 = before[from], way1 = before[from + 1], way2 = before[from + 2],
		      way3 = before[from + 3];
		for (size_t to = 0; to < LABELS; to++) {
			float low = larger(way0 + pairs[to], way1 + pairs[LABELS + to]);
			float high =
			    larger(way2 + pairs[2 * LABELS + to], way3 + pairs[3 * LABELS + to]);
			best[to] = larger(best[to], larger(low, high));
		}
	}
	np_kernel_settle(best, scores, here);
}

static const struct np_kernel plain = { sum_plainly, gist_plainly, score_plainly, step_plainly };

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* ---- AVX2 ---- */

NP_AVX2 static inline __m256i
load(const void *ptr)
{
	return _mm256_loadu_si256(ptr);
}

NP_AVX2 static inline void
store(void *ptr, __m256i vector)
{
	_mm256_storeu_si256(ptr, vector);
}

/* Two numbers that stand side by side, in all eight places. */
NP_AVX2 static inline __m256i
two_of(const int16_t *numbers)
{
	int32_t two;
	memcpy(&two, numbers, sizeof two);
	return _mm256_set1_epi32(two);
}

/* Of vectors in registers: an array of them would go through memory at every step. */
#define EACH_OF_2(X) X(0) X(1)
#define EACH_OF_5(X) EACH_OF_2(X) X(2) X(3) X(4)
#define EACH_OF_8(X) EACH_OF_5(X) X(5) X(6) X(7)

NP_AVX2 static void
sum_avx2(const int16_t *const *rows, size_t count, int16_t *sums)
{
	__m256i sum0 = load(sums), sum1 = load(sums + 16), sum2 = load(sums + 32),
		sum3 = load(sums + 48);
	for (size_t i = 0; i < count; i++) {
		const int16_t *row = rows[i];
		sum0 = _mm256_add_epi16(sum0, load(row));
		sum1 = _mm256_add_epi16(sum1, load(row + 16));
		sum2 = _mm256_add_epi16(sum2, load(row + 32));
		sum3 = _mm256_add_epi16(sum3, load(row + 48));
	}
	store(sums, sum0);
	store(sums + 16, sum1);
	store(sums + 32, sum2);
	store(sums + 48, sum3);
}

/* Sixteen numbers of 16 bits from two vectors of eight that fit, in order. */
NP_AVX2 static inline __m256i
narrow(__m256i low, __m256i high)
{
	return _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xD8);
}

/* sum: eight sums, to which the products of a pair's numbers with eight outputs' weights are added. */
NP_AVX2 static inline __m256i
add_pair(__m256i sum, const int16_t *turned, __m256i pair)
{
	return _mm256_add_epi32(sum, _mm256_madd_epi16(load(turned), pair));
}

NP_AVX2 static void
gist_avx2(const struct np_kernel_net *net, const int16_t *hidden, int16_t *gist)
{
	const __m256i top = _mm256_set1_epi16(NP_NET_CLIP), low = _mm256_set1_epi16(-NP_NET_CLIP);
	const int16_t *turned = net->gist;
	/* Two chains, so that sums need not wait for each other. */
	__m256i sum0 = load(net->gist_bias), sum1 = load(net->gist_bias + 8);
	__m256i more0 = _mm256_setzero_si256(), more1 = more0;
	for (size_t i = 0; i < HIDDEN; i += 4, turned += 4 * GIST) {
		__m256i pair = two_of(hidden + i), next = two_of(hidden + i + 2);
		sum0 = add_pair(sum0, turned, pair);
		sum1 = add_pair(sum1, turned + 16, pair);
		more0 = add_pair(more0, turned + 32, next);
		more1 = add_pair(more1, turned + 48, next);
	}
	sum0 = _mm256_srai_epi32(_mm256_add_epi32(sum0, more0), GIST_BITS);
	sum1 = _mm256_srai_epi32(_mm256_add_epi32(sum1, more1), GIST_BITS);
	/* What does not fit is beyond the limits, too. */
	store(gist, _mm256_max_epi16(_mm256_min_epi16(narrow(sum0, sum1), top), low));
}

/* What the gists around a place add to what is known of it. */
NP_AVX2 static inline void
around_avx2(const struct np_kernel_net *net, const int16_t *gists, int16_t *around)
{
	const __m256i zero = _mm256_setzero_si256();
	const int16_t *turned = net->around;
#define BEGIN(v) __m256i sum##v = load(net->around_bias + (v)*8);
	EACH_OF_8(BEGIN)
#undef BEGIN
	for (size_t i = 0; i < SPAN; i += 2, turned += 2 * HIDDEN) {
		__m256i pair = two_of(gists + i);
#define ADD(v) sum##v = add_pair(sum##v, turned + (v)*16, pair);
		EACH_OF_8(ADD)
#undef ADD
	}
#define SCALE(v) sum##v = _mm256_srai_epi32(sum##v, AROUND_BITS);
	EACH_OF_8(SCALE)
#undef SCALE
	store(around, _mm256_max_epi16(narrow(sum0, sum1), zero));
	store(around + 16, _mm256_max_epi16(narrow(sum2, sum3), zero));
	store(around + 32, _mm256_max_epi16(narrow(sum4, sum5), zero));
	store(around + 48, _mm256_max_epi16(narrow(sum6, sum7), zero));
}

NP_AVX2 static void
score_avx2(
    const struct np_kernel_net *net, const int16_t *hidden, const int16_t *gists, int32_t *scores)
{
	const int16_t *turned = net->out;
	int16_t both[2 * HIDDEN];
	memcpy(both, hidden, HIDDEN * sizeof *both);
	around_avx2(net, gists, both + HIDDEN);
#define BEGIN(v) __m256i sum##v = load(net->out_bias + (v)*8);
	EACH_OF_5(BEGIN)
#undef BEGIN
	for (size_t i = 0; i < (size_t)2 * HIDDEN; i += 2, turned += 2 * LABELS) {
		__m256i pair = two_of(both + i);
#define ADD(v) sum##v = add_pair(sum##v, turned + (v)*16, pair);
		EACH_OF_5(ADD)
#undef ADD
	}
#define END(v) store(scores + (v)*8, _mm256_srai_epi32(sum##v, OUT_BITS));
	EACH_OF_5(END)
#undef END
}

/* As np_kernel_settle(): the best ways, with scores, one of five vectors. */
NP_AVX2 static inline __m256i
way_avx2(__m256 best, const int32_t *scores)
{
	__m256i way = _mm256_cvttps_epi32(best), sum = _mm256_add_epi32(way, load(scores));
	return _mm256_blendv_epi8(
	    sum, _mm256_set1_epi32(NEVER), _mm256_cmpgt_epi32(_mm256_set1_epi32(HOPELESS), way));
}

/* The largest of eight numbers, in all eight places. */
NP_AVX2 static inline __m256i
top_avx2(__m256i tops)
{
	tops = _mm256_max_epi32(tops, _mm256_permute2x128_si256(tops, tops, 1));
	tops = _mm256_max_epi32(tops, _mm256_shuffle_epi32(tops, 0x4E));
	return _mm256_max_epi32(tops, _mm256_shuffle_epi32(tops, 0xB1));
}

NP_AVX2 static void
step_avx2(const struct np_kernel_net *net, size_t count, const float *before, const int32_t *scores,
    float *here)
{
	const __m256i never = _mm256_set1_epi32(NEVER);
	const float *pairs = net->pairs;
	__m256i top = never;
#define BEGIN(v) __m256 best##v = _mm256_set1_ps((float)FORBIDDEN);
	EACH_OF_5(BEGIN)
#undef BEGIN
	for (size_t from = 0; from < count; from++, pairs += LABELS) {
		__m256 way = _mm256_set1_ps(before[from]);
#define ADD(v) best##v = _mm256_max_ps(best##v, _mm256_add_ps(way, _mm256_loadu_ps(pairs + (v)*8)));
		EACH_OF_5(ADD)
#undef ADD
	}
#define SETTLE(v)                                                                                  \
	__m256i way##v = way_avx2(best##v, scores + (v)*8);                                        \
	top = _mm256_max_epi32(top, way##v);
	EACH_OF_5(SETTLE)
#undef SETTLE
	top = top_avx2(top);
#define END(v)                                                                                     \
	way##v = _mm256_blendv_epi8(                                                               \
	    _mm256_sub_epi32(way##v, top), never, _mm256_cmpeq_epi32(way##v, never));              \
	_mm256_storeu_ps(here + (v)*8, _mm256_cvtepi32_ps(way##v));
	EACH_OF_5(END)
#undef END
}

static const struct np_kernel avx2 = { sum_avx2, gist_avx2, score_avx2, step_avx2 };
#endif

const struct np_kernel *
np_kernel_get(void)
{
#ifdef NP_WITH_AVX2
	if (np_cpu_avx2())
		return &avx2;
#endif
	return &plain;
}
