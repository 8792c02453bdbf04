/* kernel.c - the loops in which decoding spends its time: plain C; vector code in kernel_avx2, _avx512 */
#include "kernel.h"

#include <string.h>

#include "cpu.h"

enum {
	HIDDEN = NP_NET_HIDDEN,
	GIST = NP_NET_GIST,
	CARRY = NP_NET_CARRY,
	AROUND = NP_NET_AROUND,
	LABELS = NP_LABELS_MAX,
	HIGH = NP_KERNEL_HIGH
};
enum { HOPELESS = NP_KERNEL_HOPELESS, NEVER = NP_KERNEL_NEVER, FORBIDDEN = NP_KERNEL_FORBIDDEN };

enum {
	GIST_BITS = NP_KERNEL_GIST_BITS,
	AROUND_BITS = NP_KERNEL_AROUND_BITS,
	OUT_BITS = NP_KERNEL_OUT_BITS
};

_Static_assert(NP_NET_SUM *NP_NET_UNIT / NP_NET_CLIP == 1 << GIST_BITS &&
		   NP_NET_CLIP / NP_NET_SUM == 1 << NP_KERNEL_COME_BITS &&
		   NP_NET_CLIP * NP_NET_UNIT / NP_KERNEL_OWN == 1 << NP_KERNEL_OWN_BITS &&
		   NP_NET_CLIP * NP_NET_UNIT / (NP_KERNEL_KEEP / 2) == 1 << NP_KERNEL_HALF_BITS &&
		   NP_KERNEL_OWN / NP_NET_CLIP == 1 << NP_KERNEL_STATE_BITS &&
		   NP_NET_CLIP * NP_NET_UNIT / NP_NET_SUM == 1 << AROUND_BITS &&
		   NP_NET_SUM * NP_NET_UNIT / NP_NET_SCORE == 1 << OUT_BITS,
    "units of the network");
/* Vectors have 16 numbers of 16 bits, 8 of 32. */
_Static_assert(
    HIDDEN == 128 && GIST == 16 && CARRY % 32 == 0 && NP_NET_AROUND % 4 == 0 && LABELS == 40,
    "sizes for vectors");
_Static_assert(2 * CARRY <= HIDDEN, "multiply() has room for HIDDEN outputs");

static void
turn(int16_t *turned, const int16_t *rows, size_t outputs, size_t width)
{
	for (size_t output = 0; output < outputs; output++) {
		for (size_t i = 0; i < width; i++)
			turned[(i / 2 * outputs + output) * 2 + i % 2] = rows[output * width + i];
	}
}

/* Weights of what is carried one way, NP_NET_CARRY rows, as those of its outputs from `first` on. */
static void
turn_carry(struct np_kernel_net *turned, size_t way, size_t first, const int16_t *rows,
    const int16_t *bias)
{
	enum { OUTPUTS = 2 * CARRY };
	int16_t *carry = turned->carry + way * HIDDEN * OUTPUTS;
	int16_t *come = turned->come + way * CARRY * OUTPUTS;
	for (size_t c = 0; c < CARRY; c++, rows += NP_NET_FROM) {
		for (size_t i = 0; i < HIDDEN; i++)
			carry[(i / 2 * OUTPUTS + first + c) * 2 + i % 2] = rows[i];
		for (size_t i = 0; i < CARRY; i++)
			come[(i / 2 * OUTPUTS + first + c) * 2 + i % 2] = rows[HIDDEN + i];
		turned->carry_bias[way * OUTPUTS + first + c] = bias[c] * NP_NET_SUM;
	}
}

/* Of labels beyond the last one, none leads to another. */
static float
pair_of(const struct np_net *net, size_t labels, size_t from, size_t to)
{
	int32_t pair = from < labels ? net->follow[from * LABELS + to] : NP_NET_FORBIDDEN;
	return (float)(pair == NP_NET_FORBIDDEN ? FORBIDDEN : pair);
}

void
np_kernel_turn(struct np_kernel_net *turned, const struct np_net *net, size_t labels)
{
	memcpy(turned->bias, net->bias, sizeof turned->bias);
	turn(turned->gist, net->gist, GIST, HIDDEN);
	for (size_t way = 0; way < 2; way++) {
		turn_carry(turned, way, 0, net->own + way * CARRY * NP_NET_FROM,
		    net->own_bias + way * CARRY);
		turn_carry(turned, way, CARRY, net->keep + way * CARRY * NP_NET_FROM,
		    net->keep_bias + way * CARRY);
	}
	turn(turned->around, net->around, HIDDEN, NP_NET_SPAN);
	turn(turned->out, net->out, LABELS, (size_t)2 * HIDDEN);
	for (size_t i = 0; i < GIST; i++)
		turned->gist_bias[i] = net->gist_bias[i] * NP_NET_SUM;
	for (size_t i = 0; i < HIDDEN; i++)
		turned->around_bias[i] = net->around_bias[i] * NP_NET_CLIP;
	for (size_t i = 0; i < LABELS; i++)
		turned->out_bias[i] = net->out_bias[i] * NP_NET_SUM;
	for (size_t to = 0; to < LABELS; to++) {
		/* The row behind the last label's is that of the start. */
		turned->first[to] = pair_of(net, labels + 1, labels, to);
		for (size_t from = 0; from < LABELS; from++)
			turned->pairs[from * LABELS + to] = turned->pairs_back[to * LABELS + from] =
			    pair_of(net, labels, from, to);
	}
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
		/* Many are 0 side by side: what is negative is. */
		if ((one | two) == 0)
			continue;
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
find_plainly(const struct np_model_data *data, const np_feature *features, size_t count,
    struct np_kernel_rows *rows)
{
	rows->low_count = rows->high_count = rows->far_count = 0;
	for (size_t f = 0; f < count; f++)
		np_kernel_add(data, rows, np_model_find(data, features[f]));
}

/* Loops of constant length over what does not overlap: they become vector code. */
static inline void
add_low(uint16_t *restrict all, const int8_t *restrict row)
{
	for (size_t h = 0; h < HIDDEN; h++)
		all[h] = (uint16_t)(all[h] + row[h]);
}

static inline void
add_far(uint16_t *restrict all, const int16_t *restrict row)
{
	for (size_t h = 0; h < HIDDEN; h++)
		all[h] = (uint16_t)(all[h] + row[h]);
}

static inline void
add_high(uint8_t *restrict times, const uint8_t *restrict row)
{
	for (size_t b = 0; b < HIGH; b++) {
		times[b] = (uint8_t)(times[b] + (row[b] & 3));
		times[HIGH + b] = (uint8_t)(times[HIGH + b] + (row[b] >> 2 & 3));
		times[2 * HIGH + b] = (uint8_t)(times[2 * HIGH + b] + (row[b] >> 4 & 3));
		times[3 * HIGH + b] = (uint8_t)(times[3 * HIGH + b] + (row[b] >> 6));
	}
}

static void
sum_plainly(const struct np_model_data *data, const struct np_kernel_rows *rows, int16_t *sums)
{
	uint16_t all[HIDDEN];
	uint8_t times[HIDDEN] = { 0 };
	memcpy(all, sums, sizeof all);
	for (size_t i = 0; i < rows->low_count; i++)
		add_low(all, data->low + rows->low[i]);
	for (size_t i = 0; i < rows->high_count; i++)
		add_high(times, data->high + rows->high[i]);
	for (size_t h = 0; h < HIDDEN; h++)
		all[h] = (uint16_t)(all[h] + ((times[h] - rows->high_count) << 8));
	for (size_t i = 0; i < rows->far_count; i++)
		add_far(all, data->far + rows->far[i]);
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

/* What is carried one way. */
struct going {
	const int16_t *carry, *come; /* weights of a line's numbers, and of what comes */
	const int32_t *bias;
	int16_t state[CARRY],
	    seen[CARRY]; /* in NP_KERNEL_OWN, and in NP_NET_CLIP as lines see it */
};

/* One step: what comes is in going, and goes on from there. */
static inline void
carry_on(struct going *going, const int16_t *hidden, int16_t *carried)
{
	enum { OUTPUTS = 2 * CARRY, HALF = NP_KERNEL_KEEP / 2 };
	int32_t sums[OUTPUTS], finer[OUTPUTS], all[OUTPUTS];
	int16_t *state = going->state;
	multiply(going->carry, OUTPUTS, hidden, HIDDEN, going->bias, sums);
	for (size_t c = 0; c < OUTPUTS; c++)
		finer[c] = (int32_t)((uint32_t)sums[c] << NP_KERNEL_COME_BITS);
	multiply(going->come, OUTPUTS, going->seen, CARRY, finer, all);
	for (size_t c = 0; c < CARRY; c++) {
		int32_t own =
		    clip(scale(all[c], NP_KERNEL_OWN_BITS), -NP_KERNEL_OWN, NP_KERNEL_OWN);
		int32_t keep =
		    clip(scale(all[CARRY + c], NP_KERNEL_HALF_BITS), -HALF, HALF - 1) + HALF;
		int32_t more = (state[c] - own) * keep;
		state[c] = (int16_t)(own + scale(more + HALF, NP_KERNEL_KEEP_BITS));
		going->seen[c] = (int16_t)scale(state[c], NP_KERNEL_STATE_BITS);
	}
	memcpy(carried, going->seen, sizeof going->seen);
}

static void
along_plainly(
    const struct np_kernel_net *net, const int16_t *hidden, int16_t *carried, size_t count)
{
	struct going down = { .carry = net->carry, .come = net->come, .bias = net->carry_bias };
	struct going up = { .carry = net->carry + HIDDEN * 2 * CARRY,
		.come = net->come + CARRY * 2 * CARRY,
		.bias = net->carry_bias + 2 * CARRY };
	for (size_t i = 0; i < count; i++) {
		size_t last = count - 1 - i;
		carry_on(&down, hidden + i * HIDDEN, carried + i * 2 * CARRY);
		carry_on(&up, hidden + last * HIDDEN, carried + last * 2 * CARRY + CARRY);
	}
}

static void
far_plainly(const struct np_kernel_net *net, size_t which, const int16_t *gist, int32_t *sums)
{
	int32_t more[HIDDEN];
	multiply(net->around + which * GIST * HIDDEN, HIDDEN, gist, GIST, sums, more);
	memcpy(sums, more, sizeof more);
}

static void
score_plainly(const struct np_kernel_net *net, const int16_t *hidden, const int16_t *gists,
    const int16_t *carried, const int32_t *far, int32_t *scores)
{
	int16_t both[2 * HIDDEN];
	int32_t known[HIDDEN], sums[HIDDEN];
	memcpy(both, hidden, HIDDEN * sizeof *both);
	multiply(net->around, HIDDEN, gists, AROUND, far, known);
	multiply(net->around + (size_t)NP_NET_SEEN * HIDDEN, HIDDEN, carried, (size_t)2 * CARRY,
	    known, sums);
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

static size_t
back_plainly(const struct np_kernel_net *net, const float *before, size_t to)
{
	const float *pairs = net->pairs_back + to * LABELS;
	size_t best = 0;
	float best_way = before[0] + pairs[0];
	for (size_t from = 1; from < LABELS; from++) {
		float way = before[from] + pairs[from];
		if (way > best_way) {
			best_way = way;
			best = from;
		}
	}
	return best;
}

static const struct np_kernel plain = { find_plainly, sum_plainly, gist_plainly, along_plainly,
	far_plainly, score_plainly, step_plainly, back_plainly };

const struct np_kernel *
np_kernel_get(void)
{
#ifdef NP_WITH_AVX2
	if (np_cpu() == NP_CPU_AVX512)
		return &np_kernel_avx512;
	if (np_cpu_avx2())
		return &np_kernel_avx2;
#endif
	return &plain;
}
