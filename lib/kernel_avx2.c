/* kernel_avx2.c - the loops in which decoding spends its time: AVX2, eight sums at once */
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
enum { SMALL_BITS = 15, BLOCK_BITS = 4, LOW_BITS = 7, HIGH_BITS = 5 };
_Static_assert(NP_NET_DIRECT == 1 << SMALL_BITS && NP_NET_BLOCK == 1 << BLOCK_BITS &&
		   HIDDEN == 1 << LOW_BITS && NP_KERNEL_HIGH == 1 << HIGH_BITS,
    "sizes by bits");
enum { HOPELESS = NP_KERNEL_HOPELESS, NEVER = NP_KERNEL_NEVER, FORBIDDEN = NP_KERNEL_FORBIDDEN };

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
#define EACH_OF_4(X) EACH_OF_2(X) X(2) X(3)
#define EACH_OF_5(X) EACH_OF_4(X) X(4)
#define EACH_OF_8(X) EACH_OF_5(X) X(5) X(6) X(7)

/* Puts those of eight numbers whose bit is set side by side into list; answers how many there are. */
NP_AVX2 static inline size_t
keep_avx2(uint32_t *list, __m256i numbers, unsigned bits)
{
	/* Eight bytes tell which of the numbers go first. */
	uint64_t bytes = _pdep_u64(bits, UINT64_C(0x0101010101010101)) * 0xFF;
	uint64_t order = _pext_u64(UINT64_C(0x0706050403020100), bytes);
	store(list, _mm256_permutevar8x32_epi32(
			numbers, _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)order))));
	return (size_t)_mm_popcnt_u32(bits);
}

/* What np_model_find() does, for the first ones, as many as `live` has bits, of eight features. */
NP_AVX2 static inline void
find_eight(const struct np_model_data *data, const np_feature *features, unsigned live,
    struct np_kernel_rows *rows)
{
	const __m256 low = _mm256_castsi256_ps(load(features)),
		     high = _mm256_castsi256_ps(load(features + 4));
	/* In the order 0 1 4 5 2 3 6 7: sums are the same in any. */
	const __m256i values = _mm256_castps_si256(_mm256_shuffle_ps(low, high, 0x88));
	const __m256i templates = _mm256_castps_si256(_mm256_shuffle_ps(low, high, 0xDD));
	const __m256i none = _mm256_setzero_si256(), all = _mm256_cmpeq_epi32(none, none);
	const __m256i alive = _mm256_cmpgt_epi32(
	    _mm256_set1_epi32((int)live), _mm256_setr_epi32(0, 1, 4, 5, 2, 3, 6, 7));
	__m256i start = _mm256_mask_i32gather_epi32(
	    none, (const int *)data->starts, templates, alive, sizeof *data->starts);
	__m256i end = _mm256_mask_i32gather_epi32(
	    none, (const int *)(data->starts + 1), templates, alive, sizeof *data->starts);
	__m256i is_small = _mm256_cmpeq_epi32(_mm256_srli_epi32(values, SMALL_BITS), none);
	__m256i within =
	    _mm256_and_si256(is_small, _mm256_cmpgt_epi32(_mm256_sub_epi32(end, start), values));
	const __m256i number = _mm256_set1_epi32(UINT16_MAX);
	__m256i place = _mm256_add_epi32(start, values);
	__m256i block = _mm256_mask_i32gather_epi32(none, (const int *)data->blocks,
	    _mm256_srli_epi32(place, BLOCK_BITS), within, sizeof *data->blocks);
	place = _mm256_or_si256(_mm256_slli_epi32(_mm256_and_si256(block, number), BLOCK_BITS),
	    _mm256_and_si256(place, _mm256_set1_epi32(NP_NET_BLOCK - 1)));
	__m256i row = _mm256_mask_i32gather_epi32(
	    none, (const int *)data->direct, place, within, sizeof *data->direct);
	row = _mm256_and_si256(row, number);
	__m256i asked = _mm256_or_si256(_mm256_andnot_si256(is_small, alive),
	    _mm256_cmpeq_epi32(row, _mm256_set1_epi32(NP_NET_ASK)));
	__m256i known = _mm256_andnot_si256(asked, _mm256_cmpgt_epi32(row, none));
	row = _mm256_add_epi32(row, all);
	__m256i narrow_rows = _mm256_set1_epi32((int)data->narrow_count);
	unsigned is_known = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(known));
	unsigned is_high = ~(unsigned)_mm256_movemask_ps(
	    _mm256_castsi256_ps(_mm256_cmpgt_epi32(narrow_rows, row)));
	rows->low_count +=
	    keep_avx2(rows->low + rows->low_count, _mm256_slli_epi32(row, LOW_BITS), is_known);
	rows->high_count += keep_avx2(rows->high + rows->high_count,
	    _mm256_slli_epi32(_mm256_sub_epi32(row, narrow_rows), HIGH_BITS), is_known & is_high);
	unsigned others = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(asked));
	for (; others != 0; others &= others - 1) {
		static const unsigned char places[] = { 0, 1, 4, 5, 2, 3, 6, 7 };
		np_kernel_add(
		    data, rows, np_model_find(data, features[places[__builtin_ctz(others)]]));
	}
}

/* Flat: what is the same for all eights stays in registers, and all of an eight but the last are live. */
NP_AVX2 __attribute__((flatten)) static void
find_avx2(const struct np_model_data *data, const np_feature *features, size_t count,
    struct np_kernel_rows *rows)
{
	np_feature last[8] = { 0 };
	rows->low_count = rows->high_count = rows->far_count = 0;
	for (; count >= 8; count -= 8, features += 8)
		find_eight(data, features, 8, rows);
	memcpy(last, features, count * sizeof *last);
	find_eight(data, last, (unsigned)count, rows);
}

/* Sixteen bytes as numbers of 16 bits. */
NP_AVX2 static inline __m256i
widen(const int8_t *numbers)
{
	return _mm256_cvtepi8_epi16(_mm_loadu_si128((const void *)numbers));
}

/* The same of another sort: how often 256 is meant. */
NP_AVX2 static inline __m256i
widen_high(__m128i numbers)
{
	return _mm256_slli_epi16(_mm256_cvtepu8_epi16(numbers), 8);
}

NP_AVX2 static void
sum_avx2(const struct np_model_data *data, const struct np_kernel_rows *rows, int16_t *sums)
{
#define BEGIN(v) __m256i sum##v = load(sums + (v)*16);
	EACH_OF_8(BEGIN)
#undef BEGIN
	for (size_t i = 0; i < rows->low_count; i++) {
		const int8_t *row = data->low + rows->low[i];
#define ADD(v) sum##v = _mm256_add_epi16(sum##v, widen(row + (v)*16));
		EACH_OF_8(ADD)
#undef ADD
	}
	const __m256i two_bits = _mm256_set1_epi8(3);
#define BEGIN(v) __m256i times##v = _mm256_set1_epi8((char)-rows->high_count);
	EACH_OF_4(BEGIN)
#undef BEGIN
	for (size_t i = 0; i < rows->high_count; i++) {
		__m256i row = load(data->high + rows->high[i]);
#define ADD(v)                                                                                     \
	times##v = _mm256_add_epi8(                                                                \
	    times##v, _mm256_and_si256(_mm256_srli_epi64(row, 2 * (v)), two_bits));
		EACH_OF_4(ADD)
#undef ADD
	}
	const __m256i times[] = { times0, times1, times2, times3 };
#define ADD(v)                                                                                     \
	sum##v = _mm256_add_epi16(                                                                 \
	    sum##v, widen_high(_mm256_extracti128_si256(times[(v) / 2], (v) % 2)));
	EACH_OF_8(ADD)
#undef ADD
	for (size_t i = 0; i < rows->far_count; i++) {
		const int16_t *row = data->far + rows->far[i];
#define ADD(v) sum##v = _mm256_add_epi16(sum##v, load(row + (v)*16));
		EACH_OF_8(ADD)
#undef ADD
	}
#define END(v) store(sums + (v)*16, sum##v);
	EACH_OF_8(END)
#undef END
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
	sum0 = _mm256_srai_epi32(_mm256_add_epi32(sum0, more0), NP_KERNEL_GIST_BITS);
	sum1 = _mm256_srai_epi32(_mm256_add_epi32(sum1, more1), NP_KERNEL_GIST_BITS);
	/* What does not fit is beyond the limits, too. */
	store(gist, _mm256_max_epi16(_mm256_min_epi16(narrow(sum0, sum1), top), low));
}

/*
 * Adds to 64 sums the products of so many numbers, in fours, with the weights turned for them; a
 * pair of numbers has those of `outputs` sums side by side.
 */
NP_AVX2 static inline void
add_to_64(
    const int16_t *turned, size_t outputs, const int16_t *numbers, size_t width, int32_t *sums)
{
#define BEGIN(v) __m256i sum##v = load(sums + (v)*8);
	EACH_OF_8(BEGIN)
#undef BEGIN
	for (size_t i = 0; i < width; i += 4, turned += 4 * outputs) {
		__m256i pair = two_of(numbers + i), next = two_of(numbers + i + 2);
#define ADD(v)                                                                                     \
	sum##v = add_pair(                                                                         \
	    add_pair(sum##v, turned + (v)*16, pair), turned + 2 * outputs + (v)*16, next);
		EACH_OF_8(ADD)
#undef ADD
	}
#define END(v) store(sums + (v)*8, sum##v);
	EACH_OF_8(END)
#undef END
}

/* The same for all outputs, 64 and 64. */
NP_AVX2 static inline void
add_to_all(
    const int16_t *turned, size_t outputs, const int16_t *numbers, size_t width, int32_t *sums)
{
	for (size_t output = 0; output < outputs; output += 64)
		add_to_64(turned + 2 * output, outputs, numbers, width, sums + output);
}

/* Bits for the pairs of 128 numbers of which not both are 0: what is negative was made 0, and that is many. */
NP_AVX2 static inline uint64_t
pairs_of(const int16_t *numbers)
{
	uint64_t pairs = 0;
	for (unsigned i = 0; i < HIDDEN / 16; i++) {
		__m256i none =
		    _mm256_cmpeq_epi32(load(numbers + (size_t)16 * i), _mm256_setzero_si256());
		uint64_t all = ~(unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(none)) & 0xFF;
		pairs |= all << 8 * i;
	}
	return pairs;
}

/* add_to_64() for those pairs alone. */
NP_AVX2 static inline void
add_pairs_to_64(
    const int16_t *turned, size_t outputs, const int16_t *numbers, uint64_t pairs, int32_t *sums)
{
#define BEGIN(v) __m256i sum##v = load(sums + (v)*8);
	EACH_OF_8(BEGIN)
#undef BEGIN
	for (; pairs != 0; pairs &= pairs - 1) {
		size_t i = (size_t)_tzcnt_u64(pairs);
		const int16_t *row = turned + i * 2 * outputs;
		__m256i pair = two_of(numbers + 2 * i);
#define ADD(v) sum##v = add_pair(sum##v, row + (v)*16, pair);
		EACH_OF_8(ADD)
#undef ADD
	}
#define END(v) store(sums + (v)*8, sum##v);
	EACH_OF_8(END)
#undef END
}

/* Sixteen sums, scaled down, as numbers of 16 bits. */
NP_AVX2 static inline __m256i
scaled(const int32_t *sums, int bits)
{
	return narrow(_mm256_srai_epi32(load(sums), bits), _mm256_srai_epi32(load(sums + 8), bits));
}

/* Sixteen numbers that are put in, from as many sums. */
NP_AVX2 static inline __m256i
own_of(__m256i low, __m256i high)
{
	const __m256i top = _mm256_set1_epi16(NP_KERNEL_OWN),
		      bottom = _mm256_set1_epi16(-NP_KERNEL_OWN);
	__m256i own = narrow(_mm256_srai_epi32(low, NP_KERNEL_OWN_BITS),
	    _mm256_srai_epi32(high, NP_KERNEL_OWN_BITS));
	return _mm256_max_epi16(_mm256_min_epi16(own, top), bottom);
}

/* And how much is kept of as many that come. */
NP_AVX2 static inline __m256i
keep_of(__m256i low, __m256i high)
{
	const __m256i half = _mm256_set1_epi16(NP_KERNEL_KEEP / 2);
	/* Saturated: up to NP_KERNEL_KEEP - 1. */
	__m256i keep = _mm256_adds_epi16(narrow(_mm256_srai_epi32(low, NP_KERNEL_HALF_BITS),
					     _mm256_srai_epi32(high, NP_KERNEL_HALF_BITS)),
	    half);
	return _mm256_max_epi16(keep, _mm256_setzero_si256());
}

NP_AVX2 static inline __m256i
kept(__m256i state, __m256i own, __m256i keep)
{
	return _mm256_add_epi16(own, _mm256_mulhrs_epi16(_mm256_sub_epi16(state, own), keep));
}

/* What is carried one way. */
struct going {
	const int16_t *carry, *come; /* weights of a line's numbers, and of what comes */
	const int32_t *bias;
	const int16_t *seen; /* what comes, as lines see it */
	int16_t state[CARRY];
};

/* One step: what comes is in going, and goes on from there. */
NP_AVX2 static inline void
carry_on(struct going *going, const int16_t *hidden, int16_t *carried)
{
	int32_t sums[CHANGES];
	memcpy(sums, going->bias, sizeof sums);
	const uint64_t pairs = pairs_of(hidden);
	for (size_t output = 0; output < CHANGES; output += 64)
		add_pairs_to_64(going->carry + 2 * output, CHANGES, hidden, pairs, sums + output);
	for (size_t c = 0; c < CHANGES; c += 8)
		store(sums + c, _mm256_slli_epi32(load(sums + c), NP_KERNEL_COME_BITS));
	add_to_all(going->come, CHANGES, going->seen, CARRY, sums);
	for (size_t c = 0; c < CARRY; c += 16) {
		const int32_t *own = sums + c, *keep = sums + CARRY + c;
		__m256i state = kept(load(going->state + c), own_of(load(own), load(own + 8)),
		    keep_of(load(keep), load(keep + 8)));
		store(going->state + c, state);
		store(carried + c, _mm256_srai_epi16(state, NP_KERNEL_STATE_BITS));
	}
	going->seen = carried;
}

NP_AVX2 static void
along_avx2(const struct np_kernel_net *net, const int16_t *hidden, int16_t *carried, size_t count)
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

NP_AVX2 static void
far_avx2(const struct np_kernel_net *net, size_t which, const int16_t *gist, int32_t *sums)
{
	add_to_all(net->around + which * GIST * HIDDEN, HIDDEN, gist, GIST, sums);
}

/* What the gists around a place, and what is carried on there, add to what is known of it. */
NP_AVX2 static inline void
around_avx2(const struct np_kernel_net *net, const int16_t *gists, const int16_t *carried,
    const int32_t *far, int16_t *around)
{
	int32_t sums[HIDDEN];
	memcpy(sums, far, sizeof sums);
	add_to_all(net->around, HIDDEN, gists, AROUND, sums);
	add_to_all(
	    net->around + (size_t)NP_NET_SEEN * HIDDEN, HIDDEN, carried, (size_t)2 * CARRY, sums);
	for (size_t h = 0; h < HIDDEN; h += 16)
		store(around + h, _mm256_max_epi16(scaled(sums + h, NP_KERNEL_AROUND_BITS),
				      _mm256_setzero_si256()));
}

NP_AVX2 static void
score_avx2(const struct np_kernel_net *net, const int16_t *hidden, const int16_t *gists,
    const int16_t *carried, const int32_t *far, int32_t *scores)
{
	int16_t both[2 * HIDDEN];
	memcpy(both, hidden, HIDDEN * sizeof *both);
	around_avx2(net, gists, carried, far, both + HIDDEN);
#define BEGIN(v) __m256i sum##v = load(net->out_bias + (v)*8);
	EACH_OF_5(BEGIN)
#undef BEGIN
	for (size_t half = 0; half < 2; half++) {
		const int16_t *numbers = both + half * HIDDEN;
		const int16_t *turned = net->out + half * HIDDEN * LABELS;
		for (uint64_t pairs = pairs_of(numbers); pairs != 0; pairs &= pairs - 1) {
			size_t i = (size_t)_tzcnt_u64(pairs);
			const int16_t *row = turned + i * 2 * LABELS;
			__m256i pair = two_of(numbers + 2 * i);
#define ADD(v) sum##v = add_pair(sum##v, row + (v)*16, pair);
			EACH_OF_5(ADD)
#undef ADD
		}
	}
#define END(v) store(scores + (v)*8, _mm256_srai_epi32(sum##v, NP_KERNEL_OUT_BITS));
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

/* The largest first: then which of the labels is the first to have it. */
NP_AVX2 static size_t
back_avx2(const struct np_kernel_net *net, const float *before, size_t to)
{
	const float *pairs = net->pairs_back + to * LABELS;
	uint64_t equal = 0;
#define ADD(v)                                                                                     \
	__m256 way##v =                                                                            \
	    _mm256_add_ps(_mm256_loadu_ps(before + (v)*8), _mm256_loadu_ps(pairs + (v)*8));
	EACH_OF_5(ADD)
#undef ADD
	__m256 top = _mm256_max_ps(
	    _mm256_max_ps(_mm256_max_ps(way0, way1), _mm256_max_ps(way2, way3)), way4);
	top = _mm256_max_ps(top, _mm256_permute2f128_ps(top, top, 1));
	top = _mm256_max_ps(top, _mm256_permute_ps(top, 0x4E));
	top = _mm256_max_ps(top, _mm256_permute_ps(top, 0xB1));
#define MARK(v)                                                                                    \
	equal |= (uint64_t)(unsigned)_mm256_movemask_ps(_mm256_cmp_ps(way##v, top, _CMP_EQ_OQ))    \
		 << (v)*8;
	EACH_OF_5(MARK)
#undef MARK
	return (size_t)__builtin_ctzll(equal);
}

const struct np_kernel np_kernel_avx2 = { find_avx2, sum_avx2, gist_avx2, along_avx2, far_avx2,
	score_avx2, step_avx2, back_avx2 };
#else
/* Not a file without anything, which C does not allow. */
typedef int np_no_avx2;
#endif
