/* kernel_avx512.c - the loops in which decoding spends its time: AVX-512, sixteen sums at once */
#include "kernel.h"

#include <string.h>

#include "cpu.h"

#ifdef NP_WITH_AVX2
#include <immintrin.h>

enum {
	HIDDEN = NP_NET_HIDDEN,
	GIST = NP_NET_GIST,
	CARRY = NP_NET_CARRY,
	CHANGES = 2 * CARRY, /* what is put in on one way, then how much is kept */
	AROUND = NP_NET_AROUND,
	LABELS = NP_LABELS_MAX
};
enum { BLOCK_BITS = 4, LOW_BITS = 7, HIGH_BITS = 5 };
_Static_assert(
    NP_NET_BLOCK == 1 << BLOCK_BITS && HIDDEN == 1 << LOW_BITS && NP_KERNEL_HIGH == 1 << HIGH_BITS,
    "sizes by bits");

NP_AVX512 static inline __m512i
load(const void *ptr)
{
	return _mm512_loadu_si512(ptr);
}

NP_AVX512 static inline void
store(void *ptr, __m512i vector)
{
	_mm512_storeu_si512(ptr, vector);
}

/* Two numbers that stand side by side, in all sixteen places. */
NP_AVX512 static inline __m512i
two_of(const int16_t *numbers)
{
	int32_t two;
	memcpy(&two, numbers, sizeof two);
	return _mm512_set1_epi32(two);
}

/* sum: sixteen sums, to which the products of a pair's numbers with the outputs' weights are added. */
NP_AVX512 static inline __m512i
add_pair(__m512i sum, const int16_t *turned, __m512i pair)
{
	return _mm512_dpwssd_epi32(sum, load(turned), pair);
}

/* The same for eight sums. */
NP_AVX512 static inline __m256i
add_pair_8(__m256i sum, const int16_t *turned, __m512i pair)
{
	__m256i weights = _mm256_loadu_si256((const void *)turned);
	return _mm256_dpwssd_epi32(sum, weights, _mm512_castsi512_si256(pair));
}

/* Thirty-two bytes as numbers of 16 bits. */
NP_AVX512 static inline __m512i
widen(const int8_t *numbers)
{
	return _mm512_cvtepi8_epi16(_mm256_loadu_si256((const void *)numbers));
}

/* The same of another sort: how often 256 is meant. */
NP_AVX512 static inline __m512i
widen_high(__m256i numbers)
{
	return _mm512_slli_epi16(_mm512_cvtepu8_epi16(numbers), 8);
}

/* What np_model_find() does, for sixteen features at once; sums are the same in any order of the rows. */
NP_AVX512 static void
find_rows(const struct np_model_data *data, const np_feature *features, size_t count,
    struct np_kernel_rows *rows)
{
	const __m512i even =
	    _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
	const __m512i odd = _mm512_or_si512(even, _mm512_set1_epi32(1));
	const __m512i none = _mm512_setzero_si512(), one = _mm512_set1_epi32(1);
	const __m512i number = _mm512_set1_epi32(UINT16_MAX);
	const __m512i narrow_rows = _mm512_set1_epi32((int)data->narrow_count);
	size_t low_count = 0, high_count = 0;
	uint16_t asked[NP_KERNEL_ROWS / 16]; /* a bit for each feature */
	for (size_t f = 0; f < count; f += 16) {
		__mmask16 live = (__mmask16)(count - f < 16 ? (1u << (count - f)) - 1 : 0xFFFF);
		__m512i low = _mm512_maskz_loadu_epi64((__mmask8)live, features + f);
		__m512i high = _mm512_maskz_loadu_epi64((__mmask8)(live >> 8), features + f + 8);
		__m512i values = _mm512_permutex2var_epi32(low, even, high);
		/* Of each template two numbers that stand side by side: what is gathered is what takes the time. */
		low = _mm512_i64gather_epi64(_mm512_srli_epi64(low, 32), data->starts, 4);
		high = _mm512_i64gather_epi64(_mm512_srli_epi64(high, 32), data->starts, 4);
		__m512i start = _mm512_permutex2var_epi32(low, even, high);
		__m512i end = _mm512_permutex2var_epi32(low, odd, high);
		__mmask16 within =
		    _mm512_mask_cmplt_epu32_mask(live, values, _mm512_sub_epi32(end, start));
		__m512i place = _mm512_add_epi32(start, values);
		__m512i block = _mm512_mask_i32gather_epi32(
		    none, within, _mm512_srli_epi32(place, BLOCK_BITS), data->blocks, 2);
		place =
		    _mm512_or_si512(_mm512_slli_epi32(_mm512_and_si512(block, number), BLOCK_BITS),
			_mm512_and_si512(place, _mm512_set1_epi32(NP_NET_BLOCK - 1)));
		__m512i row = _mm512_mask_i32gather_epi32(none, within, place, data->direct, 2);
		row = _mm512_and_si512(row, number);
		__mmask16 asks =
		    _mm512_cmpeq_epi32_mask(row, _mm512_set1_epi32(NP_NET_ASK)) |
		    _mm512_mask_cmpge_epu32_mask(live, values, _mm512_set1_epi32(NP_NET_DIRECT));
		__mmask16 known = _mm512_test_epi32_mask(row, row) & (__mmask16)~asks;
		row = _mm512_sub_epi32(row, one);
		__mmask16 is_high = _mm512_mask_cmpge_epu32_mask(known, row, narrow_rows);
		store(rows->low + low_count,
		    _mm512_slli_epi32(_mm512_maskz_compress_epi32(known, row), LOW_BITS));
		store(rows->high + high_count,
		    _mm512_slli_epi32(
			_mm512_maskz_compress_epi32(is_high, _mm512_sub_epi32(row, narrow_rows)),
			HIGH_BITS));
		low_count += (size_t)_mm_popcnt_u32(known);
		high_count += (size_t)_mm_popcnt_u32(is_high);
		asked[f / 16] = asks;
	}
	rows->low_count = low_count;
	rows->high_count = high_count;
	rows->far_count = 0;
	/* When all others are found: which ones ask can't be foretold, and a wrong guess waits for the gathers. */
	for (size_t f = 0; f < count; f += 16) {
		for (unsigned bits = asked[f / 16]; bits != 0; bits &= bits - 1)
			np_kernel_add(data, rows,
			    np_model_find(data, features[f + (size_t)__builtin_ctz(bits)]));
	}
}

NP_AVX512 static void
sum_rows(const struct np_model_data *data, const struct np_kernel_rows *rows, int16_t *sums)
{
	__m512i sum0 = load(sums), sum1 = load(sums + 32), sum2 = load(sums + 64),
		sum3 = load(sums + 96);
	for (size_t i = 0; i < rows->low_count; i++) {
		const int8_t *row = data->low + rows->low[i];
		sum0 = _mm512_add_epi16(sum0, widen(row));
		sum1 = _mm512_add_epi16(sum1, widen(row + 32));
		sum2 = _mm512_add_epi16(sum2, widen(row + 64));
		sum3 = _mm512_add_epi16(sum3, widen(row + 96));
	}
	/* Of the first 64 weights, and of the others. */
	const __m512i shifts = _mm512_setr_epi64(0, 0, 0, 0, 2, 2, 2, 2),
		      two_bits = _mm512_set1_epi8(3);
	__m512i times0 = _mm512_set1_epi8((char)-rows->high_count), times1 = times0;
	for (size_t i = 0; i < rows->high_count; i++) {
		__m512i row = _mm512_srlv_epi64(_mm512_broadcast_i64x4(_mm256_loadu_si256(
						    (const void *)(data->high + rows->high[i]))),
		    shifts);
		times0 = _mm512_add_epi8(times0, _mm512_and_si512(row, two_bits));
		times1 =
		    _mm512_add_epi8(times1, _mm512_and_si512(_mm512_srli_epi64(row, 4), two_bits));
	}
	sum0 = _mm512_add_epi16(sum0, widen_high(_mm512_castsi512_si256(times0)));
	sum1 = _mm512_add_epi16(sum1, widen_high(_mm512_extracti64x4_epi64(times0, 1)));
	sum2 = _mm512_add_epi16(sum2, widen_high(_mm512_castsi512_si256(times1)));
	sum3 = _mm512_add_epi16(sum3, widen_high(_mm512_extracti64x4_epi64(times1, 1)));
	for (size_t i = 0; i < rows->far_count; i++) {
		const int16_t *row = data->far + rows->far[i];
		sum0 = _mm512_add_epi16(sum0, load(row));
		sum1 = _mm512_add_epi16(sum1, load(row + 32));
		sum2 = _mm512_add_epi16(sum2, load(row + 64));
		sum3 = _mm512_add_epi16(sum3, load(row + 96));
	}
	store(sums, sum0);
	store(sums + 32, sum1);
	store(sums + 64, sum2);
	store(sums + 96, sum3);
}

NP_AVX512 static void
make_gist(const struct np_kernel_net *net, const int16_t *hidden, int16_t *gist)
{
	const __m256i top = _mm256_set1_epi16(NP_NET_CLIP), low = _mm256_set1_epi16(-NP_NET_CLIP);
	const int16_t *turned = net->gist;
	/* Four chains, so that sums need not wait for each other. */
	__m512i sum0 = load(net->gist_bias), sum1 = _mm512_setzero_si512(), sum2 = sum1,
		sum3 = sum1;
	for (size_t i = 0; i < HIDDEN; i += 8, turned += 8 * GIST) {
		sum0 = add_pair(sum0, turned, two_of(hidden + i));
		sum1 = add_pair(sum1, turned + 2 * GIST, two_of(hidden + i + 2));
		sum2 = add_pair(sum2, turned + 4 * GIST, two_of(hidden + i + 4));
		sum3 = add_pair(sum3, turned + 6 * GIST, two_of(hidden + i + 6));
	}
	sum0 = _mm512_add_epi32(_mm512_add_epi32(sum0, sum1), _mm512_add_epi32(sum2, sum3));
	/* What does not fit is beyond the limits, too. */
	__m256i all = _mm512_cvtsepi32_epi16(_mm512_srai_epi32(sum0, NP_KERNEL_GIST_BITS));
	_mm256_storeu_si256((void *)gist, _mm256_max_epi16(_mm256_min_epi16(all, top), low));
}

/* Of vectors in registers: an array of them would go through memory at every step. */
#define EACH_OF_2(X) X(0) X(1)
#define EACH_OF_4(X) EACH_OF_2(X) X(2) X(3)

/*
 * Adds to 64 sums the products of so many numbers, in fours, with the weights turned for them; a
 * pair of numbers has those of `outputs` sums side by side.
 */
NP_AVX512 static inline void
add_to_64(
    const int16_t *turned, size_t outputs, const int16_t *numbers, size_t width, int32_t *sums)
{
#define BEGIN(v) __m512i sum##v = load(sums + (v)*16), more##v = _mm512_setzero_si512();
	EACH_OF_4(BEGIN)
#undef BEGIN
	for (size_t i = 0; i < width; i += 4, turned += 4 * outputs) {
		__m512i pair = two_of(numbers + i), next = two_of(numbers + i + 2);
#define ADD(v)                                                                                     \
	sum##v = add_pair(sum##v, turned + (v)*32, pair);                                          \
	more##v = add_pair(more##v, turned + 2 * outputs + (v)*32, next);
		EACH_OF_4(ADD)
#undef ADD
	}
#define END(v) store(sums + (v)*16, _mm512_add_epi32(sum##v, more##v));
	EACH_OF_4(END)
#undef END
}

/* The same for all outputs, 64 and 64. */
NP_AVX512 static inline void
add_to_all(
    const int16_t *turned, size_t outputs, const int16_t *numbers, size_t width, int32_t *sums)
{
	for (size_t output = 0; output < outputs; output += 64)
		add_to_64(turned + 2 * output, outputs, numbers, width, sums + output);
}

/* Bits for the pairs of 128 numbers of which not both are 0: what is negative was made 0, and that is many. */
NP_AVX512 static inline uint64_t
pairs_of(const int16_t *numbers)
{
	uint64_t pairs = 0;
	for (unsigned i = 0; i < HIDDEN / 32; i++) {
		__m512i some = load(numbers + (size_t)32 * i);
		pairs |= (uint64_t)_mm512_test_epi32_mask(some, some) << 16 * i;
	}
	return pairs;
}

/* add_to_64() for those pairs alone. */
NP_AVX512 static inline void
add_pairs_to_64(
    const int16_t *turned, size_t outputs, const int16_t *numbers, uint64_t pairs, int32_t *sums)
{
#define BEGIN(v) __m512i sum##v = load(sums + (v)*16);
	EACH_OF_4(BEGIN)
#undef BEGIN
	for (; pairs != 0; pairs &= pairs - 1) {
		size_t i = (size_t)_tzcnt_u64(pairs);
		const int16_t *row = turned + i * 2 * outputs;
		__m512i pair = two_of(numbers + 2 * i);
#define ADD(v) sum##v = add_pair(sum##v, row + (v)*32, pair);
		EACH_OF_4(ADD)
#undef ADD
	}
#define END(v) store(sums + (v)*16, sum##v);
	EACH_OF_4(END)
#undef END
}

/* Thirty-two sums, scaled down, as numbers of 16 bits. */
NP_AVX512 static inline __m512i
scaled(const int32_t *sums, unsigned bits)
{
	__m256i low = _mm512_cvtsepi32_epi16(_mm512_srai_epi32(load(sums), bits));
	__m256i high = _mm512_cvtsepi32_epi16(_mm512_srai_epi32(load(sums + 16), bits));
	return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

/* What is carried one way. */
struct going {
	const int16_t *carry, *come; /* weights of a line's numbers, and of what comes */
	const int32_t *bias;
	const int16_t *seen; /* what comes, as lines see it */
	int16_t state[CARRY];
};

/* One step: what comes is in going, and goes on from there. */
NP_AVX512 static inline void
carry_on(struct going *going, const int16_t *hidden, int16_t *carried)
{
	const __m512i top = _mm512_set1_epi16(NP_KERNEL_OWN),
		      low = _mm512_set1_epi16(-NP_KERNEL_OWN);
	const __m512i half = _mm512_set1_epi16(NP_KERNEL_KEEP / 2);
	int32_t sums[CHANGES];
	memcpy(sums, going->bias, sizeof sums);
	const uint64_t pairs = pairs_of(hidden);
	for (size_t output = 0; output < CHANGES; output += 64)
		add_pairs_to_64(going->carry + 2 * output, CHANGES, hidden, pairs, sums + output);
	for (size_t c = 0; c < CHANGES; c += 16)
		store(sums + c, _mm512_slli_epi32(load(sums + c), NP_KERNEL_COME_BITS));
	add_to_all(going->come, CHANGES, going->seen, CARRY, sums);
	for (size_t c = 0; c < CARRY; c += 32) {
		__m512i own = scaled(sums + c, NP_KERNEL_OWN_BITS);
		own = _mm512_max_epi16(_mm512_min_epi16(own, top), low);
		/* Saturated: up to NP_KERNEL_KEEP - 1. */
		__m512i keep =
		    _mm512_adds_epi16(scaled(sums + CARRY + c, NP_KERNEL_HALF_BITS), half);
		keep = _mm512_max_epi16(keep, _mm512_setzero_si512());
		__m512i more = _mm512_sub_epi16(load(going->state + c), own);
		__m512i state = _mm512_add_epi16(own, _mm512_mulhrs_epi16(more, keep));
		store(going->state + c, state);
		store(carried + c, _mm512_srai_epi16(state, NP_KERNEL_STATE_BITS));
	}
	going->seen = carried;
}

NP_AVX512 static void
along(const struct np_kernel_net *net, const int16_t *hidden, int16_t *carried, size_t count)
{
	static const int16_t nothing[CARRY] = { 0 };
	struct going down = {
		.carry = net->carry, .come = net->come, .bias = net->carry_bias, .seen = nothing
	};
	struct going up = { .carry = net->carry + HIDDEN * CHANGES,
		.come = net->come + CARRY * CHANGES,
		.bias = net->carry_bias + CHANGES,
		.seen = nothing };
	for (size_t i = 0; i < count; i++) {
		size_t last = count - 1 - i;
		carry_on(&down, hidden + i * HIDDEN, carried + i * 2 * CARRY);
		carry_on(&up, hidden + last * HIDDEN, carried + last * 2 * CARRY + CARRY);
	}
}

NP_AVX512 static void
add_far(const struct np_kernel_net *net, size_t which, const int16_t *gist, int32_t *sums)
{
	add_to_all(net->around + which * GIST * HIDDEN, HIDDEN, gist, GIST, sums);
}

/* What the gists around a place, and what is carried on there, add to what is known of it. */
NP_AVX512 static inline void
look_around(const struct np_kernel_net *net, const int16_t *gists, const int16_t *carried,
    const int32_t *far, int16_t *around)
{
	int32_t sums[HIDDEN];
	memcpy(sums, far, sizeof sums);
	add_to_all(net->around, HIDDEN, gists, AROUND, sums);
	add_to_all(
	    net->around + (size_t)NP_NET_SEEN * HIDDEN, HIDDEN, carried, (size_t)2 * CARRY, sums);
	for (size_t h = 0; h < HIDDEN; h += 32)
		store(around + h, _mm512_max_epi16(scaled(sums + h, NP_KERNEL_AROUND_BITS),
				      _mm512_setzero_si512()));
}

NP_AVX512 static void
score(const struct np_kernel_net *net, const int16_t *hidden, const int16_t *gists,
    const int16_t *carried, const int32_t *far, int32_t *scores)
{
	const int16_t *turned = net->out;
	int16_t both[2 * HIDDEN];
	memcpy(both, hidden, HIDDEN * sizeof *both);
	look_around(net, gists, carried, far, both + HIDDEN);
	__m512i sum0 = load(net->out_bias), sum1 = load(net->out_bias + 16);
	__m512i more0 = _mm512_setzero_si512(), more1 = more0;
	__m256i sum2 = _mm256_loadu_si256((const void *)(net->out_bias + 32));
	__m256i more2 = _mm256_setzero_si256();
	for (size_t i = 0; i < (size_t)2 * HIDDEN; i += 4, turned += 4 * LABELS) {
		__m512i pair = two_of(both + i), next = two_of(both + i + 2);
		sum0 = add_pair(sum0, turned, pair);
		sum1 = add_pair(sum1, turned + 32, pair);
		sum2 = add_pair_8(sum2, turned + 64, pair);
		more0 = add_pair(more0, turned + 2 * LABELS, next);
		more1 = add_pair(more1, turned + 2 * LABELS + 32, next);
		more2 = add_pair_8(more2, turned + 2 * LABELS + 64, next);
	}
	store(scores, _mm512_srai_epi32(_mm512_add_epi32(sum0, more0), NP_KERNEL_OUT_BITS));
	store(scores + 16, _mm512_srai_epi32(_mm512_add_epi32(sum1, more1), NP_KERNEL_OUT_BITS));
	_mm256_storeu_si256((void *)(scores + 32),
	    _mm256_srai_epi32(_mm256_add_epi32(sum2, more2), NP_KERNEL_OUT_BITS));
}

/* The last eight of LABELS floats in a vector of sixteen. */
enum { LAST_8 = 0xFF };

/* As np_kernel_settle(): the best ways, with scores. */
NP_AVX512 static inline __m512i
with_scores(__m512 best, __m512i scores)
{
	__m512i way = _mm512_cvttps_epi32(best);
	return _mm512_mask_add_epi32(_mm512_set1_epi32(NP_KERNEL_NEVER),
	    _mm512_cmpge_epi32_mask(way, _mm512_set1_epi32(NP_KERNEL_HOPELESS)), way, scores);
}

/* The same, beside the best of them. */
NP_AVX512 static inline __m512
beside(__m512i way, __m512i top)
{
	const __m512i never = _mm512_set1_epi32(NP_KERNEL_NEVER);
	return _mm512_cvtepi32_ps(
	    _mm512_mask_sub_epi32(never, _mm512_cmpneq_epi32_mask(way, never), way, top));
}

NP_AVX512 static void
step(const struct np_kernel_net *net, size_t count, const float *before, const int32_t *scores,
    float *here)
{
	const float *pairs = net->pairs;
	__m512 best0 = _mm512_set1_ps((float)NP_KERNEL_FORBIDDEN), best1 = best0, best2 = best0;
	for (size_t from = 0; from < count; from++, pairs += LABELS) {
		__m512 way = _mm512_set1_ps(before[from]);
		best0 = _mm512_max_ps(best0, _mm512_add_ps(way, _mm512_loadu_ps(pairs)));
		best1 = _mm512_max_ps(best1, _mm512_add_ps(way, _mm512_loadu_ps(pairs + 16)));
		best2 = _mm512_mask_max_ps(best2, LAST_8, best2,
		    _mm512_add_ps(way, _mm512_maskz_loadu_ps(LAST_8, pairs + 32)));
	}
	__m512i way0 = with_scores(best0, load(scores));
	__m512i way1 = with_scores(best1, load(scores + 16));
	/* Beyond the labels all stays FORBIDDEN, which is NEVER taken. */
	__m512i way2 = with_scores(best2, _mm512_maskz_loadu_epi32(LAST_8, scores + 32));
	__m512i top = _mm512_set1_epi32(
	    _mm512_reduce_max_epi32(_mm512_max_epi32(_mm512_max_epi32(way0, way1), way2)));
	_mm512_storeu_ps(here, beside(way0, top));
	_mm512_storeu_ps(here + 16, beside(way1, top));
	_mm512_mask_storeu_ps(here + 32, LAST_8, beside(way2, top));
}

/* The largest first: then which of the labels is the first to have it. */
NP_AVX512 static size_t
back(const struct np_kernel_net *net, const float *before, size_t to)
{
	const float *pairs = net->pairs_back + to * LABELS;
	const __m512 none = _mm512_set1_ps(2 * (float)NP_KERNEL_FORBIDDEN);
	__m512 way0 = _mm512_add_ps(_mm512_loadu_ps(before), _mm512_loadu_ps(pairs));
	__m512 way1 = _mm512_add_ps(_mm512_loadu_ps(before + 16), _mm512_loadu_ps(pairs + 16));
	__m512 way2 = _mm512_mask_add_ps(none, LAST_8, _mm512_maskz_loadu_ps(LAST_8, before + 32),
	    _mm512_maskz_loadu_ps(LAST_8, pairs + 32));
	__m512 top =
	    _mm512_set1_ps(_mm512_reduce_max_ps(_mm512_max_ps(_mm512_max_ps(way0, way1), way2)));
	uint64_t equal = (uint64_t)_mm512_cmpeq_ps_mask(way0, top) |
			 (uint64_t)_mm512_cmpeq_ps_mask(way1, top) << 16 |
			 (uint64_t)_mm512_cmpeq_ps_mask(way2, top) << 32;
	return (size_t)__builtin_ctzll(equal);
}

const struct np_kernel np_kernel_avx512 = { find_rows, sum_rows, make_gist, along, add_far, score,
	step, back };
#else
/* Not a file without anything, which C does not allow. */
typedef int np_no_avx512;
#endif
