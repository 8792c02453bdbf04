/* check_decode - labels and doubt against all sequences there are; models as C; long ways, extreme weights */
#include "help_cpu.h"
#include "help_model.h"

#include <limits.h>
#include <math.h>

/* ---- against all sequences ---- */

/* Places such that there are not too many sequences. */
static const size_t most_places[SIZE(schemes)] = { 6, 6, 4, 3, 2 };

static int64_t
divide_down(int64_t number, int64_t by)
{
	int64_t down = number / by;
	return down * by > number ? down - 1 : down;
}

static int64_t
within(int64_t number, int64_t low, int64_t high)
{
	return number < low ? low : number > high ? high : number;
}

/* The anchors that place i sees: those before it, nearest first, then those behind. */
static void
find_anchors(const struct tables *t, size_t i, size_t *anchors)
{
	size_t n = 0;
	for (size_t j = i; j-- > 0 && n < NP_NET_ANCHORS;) {
		if (t->observations[j].anchor)
			anchors[n++] = j;
	}
	while (n < NP_NET_ANCHORS)
		anchors[n++] = t->places;
	for (size_t j = i + 1; j < t->places && n < SIDES; j++) {
		if (t->observations[j].anchor)
			anchors[n++] = j;
	}
	while (n < SIDES)
		anchors[n++] = t->places;
}

/*
 * A sum for what is carried at a place: of a bias, of the line's numbers, and of those that come, which
 * are four times as fine.
 */
static int64_t
sum_carried(int16_t bias, const int16_t *weights, const int64_t *hidden, const int64_t *came)
{
	int64_t sum = (int64_t)bias * NP_NET_CLIP;
	for (size_t h = 0; h < HIDDEN; h++)
		sum += weights[h] * hidden[h] * (NP_NET_CLIP / NP_NET_SUM);
	for (size_t c = 0; c < CARRY; c++)
		sum += weights[HIDDEN + c] * came[c];
	return sum;
}

/* What goes down the page, and up it, at each place, by what each of them makes for it. */
static void
carry_along(
    const struct tables *t, int64_t hidden[MOST_PLACES][HIDDEN], int64_t states[][2 * CARRY])
{
	enum { OWN_UNIT = 8192, KEEP_UNIT = 32768, ALL = NP_NET_CLIP * NP_NET_UNIT };
	static const int64_t nothing[CARRY] = { 0 };
	int64_t state[2 * CARRY] = { 0 };
	for (size_t n = 0; n < 2 * t->places; n++) {
		bool down = n < t->places;
		size_t i = down ? n : 2 * t->places - 1 - n, way = down ? 0 : CARRY;
		bool first = i == (down ? 0 : t->places - 1);
		const int64_t *came = first ? nothing : states[down ? i - 1 : i + 1] + way;
		for (size_t c = way; c < way + CARRY; c++) {
			int64_t own = sum_carried(
			    t->net.own_bias[c], t->net.own + c * NP_NET_FROM, hidden[i], came);
			int64_t half = sum_carried(
			    t->net.keep_bias[c], t->net.keep + c * NP_NET_FROM, hidden[i], came);
			own = within(divide_down(own, ALL / OWN_UNIT), -OWN_UNIT, OWN_UNIT);
			half = within(divide_down(half, ALL / (KEEP_UNIT / 2)), -KEEP_UNIT / 2,
			    KEEP_UNIT / 2 - 1);
			state[c] = own + divide_down((state[c] - own) * (half + KEEP_UNIT / 2) +
							 KEEP_UNIT / 2,
					     KEEP_UNIT);
			states[i][c] = divide_down(state[c], OWN_UNIT / NP_NET_CLIP);
		}
	}
}

/* The network as newsprint(5) tells it, number by number. */
static void
forward(const struct tables *t, int64_t scores[MOST_PLACES][NP_LABELS_MAX])
{
	const struct np_net *net = &t->net;
	int64_t hidden[MOST_PLACES][HIDDEN], gists[MOST_PLACES][GIST];
	int64_t states[MOST_PLACES][2 * CARRY];
	for (size_t i = 0; i < t->places; i++) {
		for (size_t h = 0; h < HIDDEN; h++) {
			int64_t sum = net->bias[h];
			for (size_t f = 0; f < t->counts[i]; f++)
				sum += t->features[t->seen[i][f] >> 32][t->seen[i][f] & 0xFF][h];
			hidden[i][h] = within(sum, 0, INT16_MAX);
		}
		for (size_t g = 0; g < GIST; g++) {
			int64_t sum = (int64_t)net->gist_bias[g] * NP_NET_SUM;
			for (size_t h = 0; h < HIDDEN; h++)
				sum += net->gist[g * HIDDEN + h] * hidden[i][h];
			gists[i][g] =
			    within(divide_down(sum, NP_NET_SUM * NP_NET_UNIT / NP_NET_CLIP),
				-NP_NET_CLIP, NP_NET_CLIP);
		}
	}
	carry_along(t, hidden, states);
	for (size_t i = 0; i < t->places; i++) {
		int64_t both[2 * HIDDEN];
		size_t anchors[SIDES];
		find_anchors(t, i, anchors);
		for (size_t h = 0; h < HIDDEN; h++) {
			int64_t sum = (int64_t)net->around_bias[h] * NP_NET_CLIP;
			for (size_t at = 0; at < 2 * REACH + 1; at++) {
				/* Place i + at - REACH, if there is one. */
				if (i + at < REACH || i + at - REACH >= t->places)
					continue;
				for (size_t g = 0; g < GIST; g++)
					sum += net->around[h * SPAN + at * GIST + g] *
					       gists[i + at - REACH][g];
			}
			for (size_t side = 0; side < SIDES; side++) {
				for (size_t g = 0; anchors[side] < t->places && g < GIST; g++)
					sum += net->around[h * SPAN +
							   (2 * REACH + 1 + side) * GIST + g] *
					       gists[anchors[side]][g];
			}
			for (size_t c = 0; c < (size_t)2 * CARRY; c++)
				sum += net->around[h * SPAN + NP_NET_SEEN + c] * states[i][c];
			both[h] = hidden[i][h];
			both[HIDDEN + h] = within(
			    divide_down(sum, NP_NET_CLIP * NP_NET_UNIT / NP_NET_SUM), 0, INT16_MAX);
		}
		for (size_t label = 0; label < t->scheme->label_count; label++) {
			int64_t sum = (int64_t)net->out_bias[label] * NP_NET_SUM;
			for (size_t h = 0; h < (size_t)2 * HIDDEN; h++)
				sum += net->out[label * 2 * HIDDEN + h] * both[h];
			if (llabs(sum) > INT32_MAX)
				ck_abort_msg("these weights are beyond reason");
			scores[i][label] =
			    divide_down(sum, NP_NET_SUM * NP_NET_UNIT / NP_NET_SCORE);
		}
	}
}

/*
 * Goes through all sequences that may be.  best: that with the highest score; of equal ones that
 * whose last label is named first, then the one before it, and so on.  shares: of each label at
 * each place, when sequences are weighed by e to the power of their scores.
 */
static void
try_all(const struct tables *t, unsigned char *best, double shares[MOST_PLACES][NP_LABELS_MAX])
{
	size_t n = t->scheme->label_count, all = 1;
	int64_t scores[MOST_PLACES][NP_LABELS_MAX], best_score = INT64_MIN;
	double sum = 0;
	forward(t, scores);
	for (size_t i = 0; i < t->places; i++) {
		all *= n;
		for (size_t label = 0; label < n; label++)
			shares[i][label] = 0;
	}
	/* The last label is the highest digit: the first best is the one that ties go to. */
	for (size_t number = 0; number < all; number++) {
		unsigned char way[MOST_PLACES];
		size_t rest = number, from = n;
		int64_t score = 0;
		bool may = true;
		for (size_t i = 0; i < t->places; i++) {
			way[i] = (unsigned char)(rest % n);
			rest /= n;
			may = may && t->scheme->follows(from, way[i]);
			score += t->net.follow[from * NP_LABELS_MAX + way[i]] + scores[i][way[i]];
			from = way[i];
		}
		if (!may)
			continue;
		double weight = exp((double)score / NP_NET_SCORE);
		sum += weight;
		for (size_t i = 0; i < t->places; i++)
			shares[i][way[i]] += weight;
		if (score > best_score) {
			best_score = score;
			memcpy(best, way, t->places);
		}
	}
	for (size_t i = 0; i < t->places; i++) {
		for (size_t label = 0; label < n; label++)
			shares[i][label] /= sum;
	}
}

static void
check_labels(struct np_model *model, const struct tables *t, const unsigned char *want)
{
	unsigned char got[MOST_PLACES];
	decode(model, t->observations, t->places, got);
	ck_assert_mem_eq(got, want, t->places);
}

/* The labels asked about are by turns all there are. */
static void
check_doubt(struct np_model *model, const struct tables *t,
    double shares[MOST_PLACES][NP_LABELS_MAX], size_t first)
{
	unsigned char asked[MOST_PLACES];
	double sure[MOST_PLACES];
	struct np_error err;
	for (size_t i = 0; i < t->places; i++)
		asked[i] = (unsigned char)((first + i) % t->scheme->label_count);
	ck_assert_int_eq(np_model_doubt(model, asked, sure, &err), NP_OK);
	for (size_t i = 0; i < t->places; i++) {
		double share = shares[i][asked[i]];
		if (t->scheme->twin != NULL)
			share += shares[i][t->scheme->twin(asked[i])];
		ck_assert_double_eq_tol(sure[i], share, 1e-9);
	}
}

/* All numbers behind the mark in the C text, up to the brace; how many. */
static size_t
read_array(const char *c, const char *mark, void *array, size_t size, size_t cap)
{
	const char *at = strstr(c, mark);
	ck_assert_ptr_nonnull(at);
	at = strchr(at, '{') + 1;
	size_t n = 0;
	for (;; n++) {
		at += strspn(at, "\n");
		if (*at == '}')
			break;
		char *end = NULL;
		long long number = strtoll(at, &end, 10);
		if (*end != ',' || n == cap)
			ck_abort_msg("%s %.20s", mark, at);
		at = end + 1;
		if (size == 8)
			((np_feature *)array)[n] = (np_feature)number;
		else if (size == 4)
			((int32_t *)array)[n] = (int32_t)number;
		else if (size == 2)
			((int16_t *)array)[n] = (int16_t)number;
		else
			((int8_t *)array)[n] = (int8_t)number;
	}
	return n;
}

#define READ_MEMBER(c, net, name)                                                                  \
	ck_assert_uint_eq(read_array(c, "\n." #name " = {", (net)->name, sizeof *(net)->name,      \
			      SIZE((net)->name)),                                                  \
	    SIZE((net)->name))

/* The same for whole numbers in floats. */
#define READ_FLOATS(c, net, name)                                                                  \
	do {                                                                                       \
		static int32_t numbers[SIZE((net)->name)];                                         \
		ck_assert_uint_eq(                                                                 \
		    read_array(c, "\n." #name " = {", numbers, sizeof *numbers, SIZE(numbers)),    \
		    SIZE(numbers));                                                                \
		for (size_t number = 0; number < SIZE(numbers); number++)                          \
			(net)->name[number] = (float)numbers[number];                              \
	} while (0)

static void
put_c(const struct np_model *model, const char *with, struct np_out *out)
{
	np_model_put_c(model, with, out);
}

/* The model as C, and from there as a model again. */
static void
through_c(const struct np_model *model, const struct tables *t, const unsigned char *want)
{
	struct text c;
	static np_feature keys[4096], names[2 * VALUES];
	static uint32_t rows[4096];
	static int8_t low[2 * VALUES * HIDDEN];
	static uint8_t high[2 * VALUES * NP_KERNEL_HIGH];
	static int16_t far[2 * VALUES * HIDDEN];
	static uint32_t starts[3];
	static uint16_t blocks[2 * VALUES + 1];
	static uint16_t direct[(2 * VALUES + NP_NET_BLOCK_OWN) * NP_NET_BLOCK + 1];
	static struct np_net net;
	static struct np_kernel_net turned, want_turned;
	struct np_model *again;
	struct np_error err;
	unsigned long cap, count, narrow_count, near_count;
	text_of(&c, model, "my_data", put_c);
	const char *last = strstr(c.ptr, "const struct np_model_data my_data = {");
	ck_assert_ptr_nonnull(last);
	ck_assert_int_eq(
	    sscanf(last,
		"const struct np_model_data my_data = { %lu, %lu, %lu, low, high, far, "
		"starts, blocks, direct, keys, rows, %lu, &turned, names, &net };",
		&count, &narrow_count, &near_count, &cap),
	    4);
	ck_assert_uint_ge(read_array(c.ptr, " keys[", keys, sizeof *keys, SIZE(keys)), cap);
	ck_assert_uint_ge(read_array(c.ptr, " rows[", rows, sizeof *rows, SIZE(rows)), cap);
	ck_assert_uint_ge(read_array(c.ptr, " names[", names, sizeof *names, SIZE(names)), count);
	ck_assert_uint_ge(read_array(c.ptr, " low[", low, sizeof *low, SIZE(low)), count * HIDDEN);
	ck_assert_uint_ge(read_array(c.ptr, " high[", high, sizeof *high, SIZE(high)),
	    (near_count - narrow_count) * NP_KERNEL_HIGH);
	ck_assert_uint_ge(
	    read_array(c.ptr, " far[", far, sizeof *far, SIZE(far)), (count - near_count) * HIDDEN);
	ck_assert_uint_eq(read_array(c.ptr, " starts[", starts, sizeof *starts, SIZE(starts)), 3);
	size_t block_count = read_array(c.ptr, " blocks[", blocks, sizeof *blocks, SIZE(blocks));
	ck_assert_uint_eq(block_count, np_net_blocks(starts[2]) + 1);
	size_t entries = read_array(c.ptr, " direct[", direct, sizeof *direct, SIZE(direct));
	for (size_t i = 0; i < block_count; i++)
		ck_assert_uint_gt(entries, (blocks[i] + 1U) * NP_NET_BLOCK);
	const char *at = strstr(c.ptr, "struct np_net net = {");
	ck_assert_ptr_nonnull(at);
	READ_MEMBER(at, &net, bias);
	READ_MEMBER(at, &net, gist);
	READ_MEMBER(at, &net, gist_bias);
	READ_MEMBER(at, &net, own);
	READ_MEMBER(at, &net, own_bias);
	READ_MEMBER(at, &net, keep);
	READ_MEMBER(at, &net, keep_bias);
	READ_MEMBER(at, &net, around);
	READ_MEMBER(at, &net, around_bias);
	READ_MEMBER(at, &net, out);
	READ_MEMBER(at, &net, out_bias);
	READ_MEMBER(at, &net, follow);
	/* The network as decoding reads it is the same, turned. */
	at = strstr(c.ptr, "struct np_kernel_net turned = {");
	ck_assert_ptr_nonnull(at);
	READ_MEMBER(at, &turned, bias);
	READ_MEMBER(at, &turned, gist);
	READ_MEMBER(at, &turned, gist_bias);
	READ_MEMBER(at, &turned, carry);
	READ_MEMBER(at, &turned, come);
	READ_MEMBER(at, &turned, around);
	READ_MEMBER(at, &turned, carry_bias);
	READ_MEMBER(at, &turned, around_bias);
	READ_MEMBER(at, &turned, out);
	READ_MEMBER(at, &turned, out_bias);
	READ_FLOATS(at, &turned, first);
	READ_FLOATS(at, &turned, pairs);
	READ_FLOATS(at, &turned, pairs_back);
	np_kernel_turn(&want_turned, &net, t->scheme->label_count);
	ck_assert_mem_eq(&turned, &want_turned, sizeof turned);
	struct np_model_data data = { count, narrow_count, near_count, low, high, far, starts,
		blocks, direct, keys, rows, cap, &turned, names, &net };
	ck_assert_int_eq(np_model_open(&again, t->scheme, &data, &err), NP_OK);
	struct text text, same;
	text_of(&text, model, "", np_model_write);
	text_of(&same, again, "", np_model_write);
	ck_assert(same_text(&same, &text));
	free(text.ptr);
	free(same.ptr);
	check_labels(again, t, want);
	np_model_free(again);
	free(c.ptr);
}

START_TEST(test_decode)
{
	uint64_t random = 123 + (uint64_t)_i;
	bool others = false;
	for (int round = 0; round < 100; round++) {
		static struct tables t;
		double shares[MOST_PLACES][NP_LABELS_MAX];
		unsigned char want[MOST_PLACES];
		t.scheme = &schemes[_i];
		make_weights(&t, round % 3 == 0, &random);
		struct np_model *model = make_model(&t, &random);
		/* Longer and shorter ones, one behind the other on the same paper. */
		for (int sequence = 0; sequence < 4; sequence++) {
			make_places(&t, most_places[_i], &random);
			try_all(&t, want, shares);
			check_labels(model, &t, want);
			check_doubt(model, &t, shares, (size_t)sequence);
			others = others || want[0] != want[t.places - 1];
		}
		if (round % 20 < 2)
			through_c(model, &t, want);
		np_model_free(model);
	}
	/* The weights are not such that one label is always best. */
	ck_assert(others || schemes[_i].label_count == 1);
}
END_TEST

/* A model that knows no feature still is one, in C too. */
START_TEST(test_empty)
{
	static struct tables t = { .scheme = &scheme, .places = 1 };
	struct np_model *model = model_in_short(&scheme, "@");
	struct np_error err;
	const unsigned char want = 0;
	double sure = 9;
	decode(model, NULL, 0, NULL);
	ck_assert_int_eq(np_model_doubt(model, NULL, NULL, &err), NP_OK);
	check_labels(model, &t, &want);
	ck_assert_int_eq(np_model_doubt(model, &want, &sure, &err), NP_OK);
	ck_assert_double_eq_tol(sure, .5, 1e-12);
	through_c(model, &t, &want);
	np_model_free(model);
	np_model_free(NULL);
}
END_TEST

/* ---- long ways and weights beyond reason ---- */

static size_t
long_way(void)
{
	return 100000 / brief(10);
}

/* A model by whose features x 0, 1, 2 the labels a, b, c are worth that much more. */
static struct np_model *
pointing_model(const struct np_scheme *of, int weight, int bias)
{
	struct text text;
	open_text(&text);
	put_text(text.file, "@");
	for (int label = 0; label < 3; label++) {
		fprintf(text.file, "x\t%d", label);
		for (int h = 0; h < label; h++)
			putc('\t', text.file);
		fprintf(text.file, "\t%d\nnet.out\t%s\t%d", weight, labels[label], bias);
		for (int h = 0; h < label; h++)
			putc('\t', text.file);
		fprintf(text.file, "\t%d\n", weight);
	}
	close_text(&text);
	struct np_model *model = model_of(of, &text);
	free(text.ptr);
	return model;
}

/* Labels so many places, of which place i has the feature x (i / 7 % values). */
static unsigned char *
label_long(struct np_model *model, size_t places, size_t first, size_t values)
{
	np_feature features[3] = { np_feature_make(0, 0), np_feature_make(0, 1),
		np_feature_make(0, 2) };
	struct np_observation *seen = calloc(places, sizeof *seen);
	unsigned char *got = malloc(places);
	double *sure = calloc(places, sizeof *sure);
	struct np_error err;
	ck_assert_ptr_nonnull(seen);
	ck_assert_ptr_nonnull(got);
	ck_assert_ptr_nonnull(sure);
	for (size_t i = 0; i < places; i++)
		seen[i] = (struct np_observation){ &features[first + i / 7 % values], 1, false };
	decode(model, seen, places, got);
	ck_assert_int_eq(np_model_doubt(model, got, sure, &err), NP_OK);
	for (size_t i = 0; i < places; i++) {
		if (got[i] >= 3 || !(sure[i] >= 0 && sure[i] <= 1 + 1e-9))
			ck_abort_msg("place %d: %d, %g", (int)i, got[i], sure[i]);
	}
	free(seen);
	free(sure);
	return got;
}

/* The largest weights on a long way: scores do not run over. */
START_TEST(test_long)
{
	static const int weights[] = { 32767, 4096, 600 };
	struct np_model *model = pointing_model(&scheme, weights[_i], 0);
	size_t places = long_way();
	unsigned char *got = label_long(model, places, 0, 3);
	/* Behind b there is no c: the way there leads over a, in place of the first c as of the last b. */
	for (size_t i = 0; i < places; i++) {
		size_t v = i / 7 % 3;
		if (got[i] != (v == 2 && i % 7 == 0 ? 0 : v))
			ck_abort_msg("place %d: %d", (int)i, got[i]);
	}
	free(got);
	np_model_free(model);
}
END_TEST

/* However long a label that cannot be reached is worth more, it is not taken. */
START_TEST(test_long_hopeless)
{
	static const int weights[] = { 32767, 4096, 200 };
	static const struct np_scheme barred = { labels, 3, templates, 2, never_c, NULL, NULL, 7 };
	struct np_model *model = pointing_model(&barred, weights[_i], 0);
	size_t places = long_way();
	unsigned char *got = label_long(model, places, 2, 1);
	for (size_t i = 0; i < places; i++) {
		if (got[i] != 0)
			ck_abort_msg("place %d: %d", (int)i, got[i]);
	}
	free(got);
	np_model_free(model);
}
END_TEST

/* Where no sequence may be there is an answer all the same. */
START_TEST(test_long_none)
{
	static const struct np_scheme closed = { labels, 3, templates, 2, ends_at_once, NULL, NULL,
		7 };
	struct np_model *model = pointing_model(&closed, 32767, -32768);
	free(label_long(model, long_way(), 0, 3));
	np_model_free(model);
}
END_TEST

/* All weights as large as they can be, or as small, or by turns: nothing breaks. */
START_TEST(test_extreme)
{
	enum { PLACES = 50, FEATURES = 300 };
	static const int16_t extremes[] = { INT16_MAX, INT16_MIN };
	static struct tables t = { .scheme = &scheme };
	static np_feature features[FEATURES];
	struct np_observation seen[PLACES];
	unsigned char got[PLACES];
	double sure[PLACES];
	uint64_t random = 5 + (uint64_t)_i;
	struct np_error err;
	int16_t *parts[] = { t.net.bias, t.net.gist, t.net.gist_bias, t.net.own, t.net.own_bias,
		t.net.keep, t.net.keep_bias, t.net.around, t.net.around_bias, t.net.out,
		t.net.out_bias, t.features[0][0] };
	const size_t counts[] = { SIZE(t.net.bias), SIZE(t.net.gist), SIZE(t.net.gist_bias),
		SIZE(t.net.own), SIZE(t.net.own_bias), SIZE(t.net.keep), SIZE(t.net.keep_bias),
		SIZE(t.net.around), SIZE(t.net.around_bias), (size_t)3 * 2 * HIDDEN, 3,
		sizeof t.features / 2 };
	for (size_t part = 0; part < SIZE(parts); part++) {
		for (size_t i = 0; i < counts[part]; i++)
			parts[part][i] = extremes[_i < 2 ? (size_t)_i : below(&random, 2)];
	}
	for (size_t i = 0; i < SIZE(t.net.follow); i++)
		t.net.follow[i] = extremes[_i < 2 ? (size_t)_i : below(&random, 2)];
	for (size_t i = 0; i < (size_t)2 * VALUES; i++)
		t.known[i / VALUES][i % VALUES] = true;
	for (size_t f = 0; f < FEATURES; f++)
		features[f] = np_feature_make(f % 2, (uint32_t)below(&random, VALUES));
	for (size_t i = 0; i < PLACES; i++)
		seen[i] = (struct np_observation){ features, i * 6, i % 5 == 0 };
	struct np_model *model = make_model(&t, &random);
	decode(model, seen, PLACES, got);
	ck_assert_int_eq(np_model_doubt(model, got, sure, &err), NP_OK);
	for (size_t i = 0; i < PLACES; i++) {
		ck_assert(follows(i > 0 ? got[i - 1] : 3, got[i]));
		ck_assert(sure[i] >= 0 && sure[i] <= 1 + 1e-9);
	}
	np_model_free(model);
}
END_TEST

START_TEST(test_exp)
{
	uint64_t random = 99;
	ck_assert_double_eq(np_net_exp(0), 1);
	ck_assert_double_eq(np_net_exp(-700.5), 0);
	ck_assert_double_eq(np_net_exp(-1e300), 0);
	ck_assert_double_eq(np_net_exp(NAN), 0);
	ck_assert_double_eq(np_net_exp(1e300), np_net_exp(700));
	for (int i = 0; i <= 200000; i++) {
		/* Steps over all of it, small numbers, and some by chance. */
		double x = i <= 100000  ? -700 + i * .014
			   : i < 150000 ? (i - 125000) * 1e-7
					: ((double)below(&random, 1 << 30) / (1 << 29) - 1) * 700;
		double got = np_net_exp(x), want = exp(x);
		if (!(fabs(got - want) <= want * 1e-14))
			ck_abort_msg("e^%.17g: %.17g for %.17g", x, got, want);
	}
}
END_TEST

/* What is tried twice, with vector code and without. */
static void
add_decoding(TCase *tc)
{
	tcase_add_loop_test(tc, test_decode, 0, (int)SIZE(schemes));
	tcase_add_loop_test(tc, test_long, 0, 3);
	tcase_add_loop_test(tc, test_long_hopeless, 0, 3);
	tcase_add_test(tc, test_long_none);
	tcase_add_loop_test(tc, test_extreme, 0, 6);
}

int
main(void)
{
	Suite *suite = suite_create("decode");
	TCase *tc = tcase_create("decode"), *plain = tcase_create("plain");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_empty);
	tcase_add_test(tc, test_exp);
	add_decoding(tc);
	suite_add_tcase(suite, tc);
	tcase_set_timeout(plain, 60);
	be_plain(plain);
	add_decoding(plain);
	suite_add_tcase(suite, plain);
	return run_suite(suite);
}
