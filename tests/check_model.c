/* check_model - small schemes: reading, writing, decoding against all sequences, learning */
#include "help.h"

#include <limits.h>
#include <math.h>

#include "cpu.h"
#include "kernel.h"

enum {
	HIDDEN = NP_NET_HIDDEN,
	GIST = NP_NET_GIST,
	REACH = NP_NET_REACH,
	SPAN = NP_NET_SPAN,
	SIDES = NP_NET_SIDES
};

/* Labels a, b, c; c only behind a or c; a sequence does not begin with c. */
static bool
follows(size_t from, size_t to)
{
	return to != 2 || from == 0 || from == 2;
}

/* A sequence neither begins with c nor comes to it, though one c follows another. */
static bool
never_c(size_t from, size_t to)
{
	return to != 2 || from == 2;
}

/* One place, and no further. */
static bool
ends_at_once(size_t from, size_t to)
{
	return from == 3 && to != 2;
}

/* For many labels; it is never wrong to go on with the first. */
static bool
follows_many(size_t from, size_t to)
{
	return (from * 7 + to * 3) % 5 != 1 || to == 0;
}

static const char *const labels[NP_LABELS_MAX] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
	"k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z", "A", "B",
	"C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N" };
static const char *const templates[] = { "x", "y" };
static const struct np_scheme scheme = { labels, 3, templates, 2, follows, 7 };

/* Text for free(), and the stream that it is written to. */
struct text {
	char *ptr;
	size_t len;
	FILE *file;
};

static void
open_text(struct text *text)
{
	text->file = open_memstream(&text->ptr, &text->len);
	ck_assert_ptr_nonnull(text->file);
}

static void
close_text(struct text *text)
{
	ck_assert_int_eq(fclose(text->file), 0);
}

/* What put(model, with, out) writes. */
static void
text_of(struct text *text, const struct np_model *model, const char *with,
    void (*put)(const struct np_model *model, const char *with, struct np_out *out))
{
	char path[] = "/tmp/np-check-XXXXXX";
	struct np_out out;
	struct np_error err;
	int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	np_out_init(&out, fd, path);
	put(model, with, &out);
	ck_assert_int_eq(np_out_close(&out, &err), NP_OK);
	close(fd);
	text->ptr = read_file(path, &text->len);
	unlink(path);
}

/* Not ck_assert_str_eq(), which chokes on a whole model. */
static bool
same_text(const struct text *a, const struct text *b)
{
	return a->len == b->len && memcmp(a->ptr, b->ptr, a->len) == 0;
}

static struct np_model *
model_of(const struct np_scheme *of, const struct text *text)
{
	struct np_model *model = NULL;
	struct np_error err = { .msg = "" };
	ck_assert_msg(
	    np_model_read(&model, of, (struct np_span){ text->ptr, text->len }, &err) == NP_OK,
	    "line %d: %s", (int)err.line, err.msg);
	return model;
}

/* ---- reading ---- */

/*
 * Texts in short: ~ is the shape of the network, @ the first three lines, * as many weights as a
 * feature has, % as many as a row of net.around.
 */
static const struct {
	const char *text;
	enum np_code code;
	uint64_t line;
} texts[] = {
	{ "newsprint model 2\nfeatures\t7~\nlabels\ta\tb\tc\n", NP_OK, 0 },
	{ "newsprint model 2\nfeatures\t7~\nlabels\ta\tb\tc", NP_ERR_SYNTAX, 3 },
	{ "@about\n@", NP_ERR_SYNTAX, 5 },
	/* What it is. */
	{ "", NP_ERR_SYNTAX, 1 },
	{ "\n", NP_ERR_SYNTAX, 1 },
	{ "newsprint model\n", NP_ERR_SYNTAX, 1 },
	{ "newsprint model 1\nfeature\tvalue\ta\tb\tc\n", NP_ERR_SYNTAX, 1 },
	{ "newsprint model 22\nfeatures\t7~\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 1 },
	{ "newsprint model 2", NP_ERR_SYNTAX, 2 },
	/* What it is for. */
	{ "newsprint model 2\nfeatures\t6~\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 2\nfeatures\t8~\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 2\nfeatures\t7~\t1\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 2\nfeatures\t7\t1\t1\t1\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 2\nfeatures\t7\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 2\nfeatures\tx~\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 2\nfeature\t7~\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 2\n\nlabels\ta\tb\tc\n", NP_ERR_SYNTAX, 2 },
	{ "newsprint model 2\nfeatures\t7~\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 2\nfeatures\t7~\nlabels\ta\tb\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 2\nfeatures\t7~\nlabels\ta\tc\tb\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 2\nfeatures\t7~\nlabels\ta\tb\tb\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 2\nfeatures\t7~\nlabels\ta\tb\tc\td\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 2\nfeatures\t7~\nlabel\ta\tb\tc\n", NP_ERR_SYNTAX, 3 },
	{ "newsprint model 2\nfeatures\t7~\nlabels\ta\tb\tc\r\n", NP_ERR_SYNTAX, 3 },
	/* Rows: none, some, in any order, and those that only tell how it was made. */
	{ "@net.bias*\nnet.gist\t0\t5*\nnet.around\t0\t5%\nnet.out\ta\t5**\nx\t0*\n", NP_OK, 0 },
	{ "@x\t4294967295\t-32768\t32767\nnet.out\tc\t\t\t-7\nnet.after\tstart\t1\t-2\t3\n", NP_OK,
	    0 },
	{ "@about\tmade\tof\tx\t0\t99999\nx\t0\t1\nabout\n", NP_OK, 0 },
	{ "@x\t0\nx\t0\t1\t2\nx\t0\t3\ny\t0\nnet.bias\nnet.bias\t1\n", NP_OK, 0 },
	{ "@net.after\tb\nnet.after\ta\t1\t2\t3\n", NP_OK, 0 },
	{ "@\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t1\t1\n\nx\t2\t1\n", NP_ERR_SYNTAX, 5 },
	{ "@x\t1\t1\nz\t1\t1\n", NP_ERR_SYNTAX, 5 },
	{ "@net.none\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.gist\t1000\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.gist\t-1\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.gist\t\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.around\ta\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.around\t1000\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.out\td\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.out\tstart\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.after\td\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.after\t0\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@x\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t-1\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t4294967296\t1\n", NP_ERR_SYNTAX, 4 },
	/* Weights that are none, and too many of them. */
	{ "@x\t1\t32768\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t1\t-32769\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t1\t1.5\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t1\t-\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t1\t1 \n", NP_ERR_SYNTAX, 4 },
	{ "@x\t1\t99999999999999999999\n", NP_ERR_SYNTAX, 4 },
	{ "@net.bias\t40000\n", NP_ERR_SYNTAX, 4 },
	{ "@net.gist\t0\t40000\n", NP_ERR_SYNTAX, 4 },
	{ "@net.around\t0\t\t-40000\n", NP_ERR_SYNTAX, 4 },
	{ "@net.out\ta\t1\tb\n", NP_ERR_SYNTAX, 4 },
	{ "@net.after\ta\t40000\n", NP_ERR_SYNTAX, 4 },
	{ "@x\t1*\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.bias*\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.gist\t0\t5*\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.around\t0\t5%\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.out\ta\t5**\t1\n", NP_ERR_SYNTAX, 4 },
	{ "@net.after\ta\t1\t2\t3\t4\n", NP_ERR_SYNTAX, 4 },
	/* A part of a file. */
	{ "@x\t1\t1\nx\t2\t1", NP_ERR_SYNTAX, 5 },
};

static void
put_ones(FILE *file, int count)
{
	for (int i = 0; i < count; i++)
		fputs("\t1", file);
}

/* Writes out what a text has in short. */
static void
put_text(FILE *file, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '~')
			fprintf(file, "\t%d\t%d\t%d\t%d", HIDDEN, GIST, REACH, NP_NET_ANCHORS);
		else if (*text == '@')
			put_text(file, "newsprint model 2\nfeatures\t7~\nlabels\ta\tb\tc\n");
		else if (*text == '*')
			put_ones(file, HIDDEN);
		else if (*text == '%')
			put_ones(file, SPAN);
		else
			putc(*text, file);
	}
}

START_TEST(test_read)
{
	struct np_model *model = NULL;
	struct np_error err = { .line = 0 };
	struct text text;
	open_text(&text);
	put_text(text.file, texts[_i].text);
	close_text(&text);
	/* A copy of its own size, so that reading past its end shows. */
	char *copy = malloc(text.len > 0 ? text.len : 1);
	ck_assert_ptr_nonnull(copy);
	memcpy(copy, text.ptr, text.len);
	ck_assert_int_eq(np_model_read(&model, &scheme, (struct np_span){ copy, text.len }, &err),
	    texts[_i].code);
	ck_assert_uint_eq(err.line, texts[_i].line);
	ck_assert_int_eq(model != NULL, texts[_i].code == NP_OK);
	np_model_free(model);
	free(text.ptr);
	free(copy);
}
END_TEST

/* ---- models by chance, as tables and as text ---- */

enum { VALUES = 4, MOST_PLACES = 6, MOST_FEATURES = 12 };

/* Weights as tables, beside the model that is read from their text, and what is to be labelled. */
struct tables {
	const struct np_scheme *scheme;
	struct np_net net; /* pairs that may not be have weights as well: to be passed over */
	int16_t features[2][VALUES][HIDDEN];
	bool known[2][VALUES]; /* whether the text has that feature */
	size_t places, counts[MOST_PLACES];
	np_feature seen[MOST_PLACES][MOST_FEATURES];
	struct np_observation observations[MOST_PLACES];
};

static int16_t
some_weight(uint64_t *random, int range)
{
	return (int16_t)((int)below(random, (size_t)range * 2 + 1) - range);
}

static void
some_weights(int16_t *weights, size_t count, uint64_t *random, int range)
{
	for (size_t i = 0; i < count; i++)
		weights[i] = some_weight(random, range);
}

/*
 * plain: scores are those of the labels' biases and pairs, and so small that there are ties.  Else
 * all weights are such that every part matters.
 */
static void
make_weights(struct tables *t, bool plain, uint64_t *random)
{
	struct np_net *net = &t->net;
	size_t n = t->scheme->label_count;
	int pairs = plain ? 1 : 2000;
	memset(net, 0, sizeof *net);
	memset(t->features, 0, sizeof t->features);
	for (size_t from = 0; from <= n; from++) {
		for (size_t to = 0; to < n; to++)
			net->follow[from * NP_LABELS_MAX + to] = some_weight(random, pairs);
	}
	for (size_t i = 0; i < (size_t)2 * VALUES; i++)
		t->known[i / VALUES][i % VALUES] = below(random, 5) > 0;
	if (plain) {
		for (size_t label = 0; label < n; label++)
			net->out_bias[label] = (int16_t)(some_weight(random, 1) * 4);
		return;
	}
	some_weights(net->bias, HIDDEN, random, 100);
	some_weights(net->gist, sizeof net->gist / 2, random, 1500);
	some_weights(net->gist_bias, GIST, random, 4000);
	some_weights(net->around, sizeof net->around / 2, random, 1500);
	some_weights(net->around_bias, HIDDEN, random, 4000);
	some_weights(net->out, n * 2 * HIDDEN, random, 2000);
	some_weights(net->out_bias, n, random, 8000);
	for (size_t i = 0; i < (size_t)2 * VALUES; i++) {
		if (t->known[i / VALUES][i % VALUES])
			some_weights(t->features[i / VALUES][i % VALUES], HIDDEN, random, 150);
	}
}

static void
make_places(struct tables *t, size_t most, uint64_t *random)
{
	t->places = 1 + below(random, most);
	for (size_t i = 0; i < t->places; i++) {
		t->counts[i] = below(random, MOST_FEATURES + 1);
		for (size_t f = 0; f < t->counts[i]; f++)
			t->seen[i][f] =
			    np_feature_make(below(random, 2), (uint32_t)below(random, VALUES));
		t->observations[i] =
		    (struct np_observation){ t->seen[i], t->counts[i], below(random, 2) == 0 };
	}
}

/* Weights of 0 are sometimes left out; the bias, if there is one, comes first. */
static void
put_weights(FILE *file, const int16_t *bias, const int16_t *weights, size_t count, uint64_t *random)
{
	if (bias != NULL)
		fprintf(file, "\t%d", *bias);
	for (size_t i = 0; i < count; i++) {
		if (weights[i] == 0 && below(random, 2) == 0)
			putc('\t', file);
		else
			fprintf(file, "\t%d", weights[i]);
	}
	putc('\n', file);
}

static void
put_features(FILE *file, const struct tables *t, size_t template, uint64_t *random)
{
	for (size_t v = 0; v < VALUES; v++) {
		if (!t->known[template][v])
			continue;
		fprintf(file, "%s\t%d", templates[template], (int)v);
		put_weights(file, NULL, t->features[template][v], HIDDEN, random);
	}
}

static struct np_model *
make_model(const struct tables *t, uint64_t *random)
{
	const struct np_net *net = &t->net;
	size_t n = t->scheme->label_count;
	struct text text;
	open_text(&text);
	fprintf(text.file, "newsprint model 2\nfeatures\t%u\t%d\t%d\t%d\t%d\nlabels",
	    t->scheme->version, HIDDEN, GIST, REACH, NP_NET_ANCHORS);
	for (size_t label = 0; label < n; label++)
		fprintf(text.file, "\t%s", labels[label]);
	fputs("\nabout\tmade by chance\n", text.file);
	put_features(text.file, t, 1, random);
	for (size_t from = 0; from <= n; from++) {
		int16_t pairs[NP_LABELS_MAX] = { 0 };
		for (size_t to = 0; to < n; to++)
			pairs[to] = (int16_t)net->follow[from * NP_LABELS_MAX + to];
		fprintf(text.file, "net.after\t%s", from < n ? labels[from] : "start");
		put_weights(text.file, NULL, pairs, n, random);
	}
	for (size_t label = n; label-- > 0;) {
		fprintf(text.file, "net.out\t%s", labels[label]);
		put_weights(text.file, &net->out_bias[label], net->out + label * 2 * HIDDEN,
		    (size_t)2 * HIDDEN, random);
	}
	for (size_t h = 0; h < HIDDEN; h++) {
		fprintf(text.file, "net.around\t%d", (int)h);
		put_weights(text.file, &net->around_bias[h], net->around + h * SPAN, SPAN, random);
	}
	for (size_t g = 0; g < GIST; g++) {
		fprintf(text.file, "net.gist\t%d", (int)g);
		put_weights(text.file, &net->gist_bias[g], net->gist + g * HIDDEN, HIDDEN, random);
	}
	fputs("net.bias", text.file);
	put_weights(text.file, NULL, net->bias, HIDDEN, random);
	put_features(text.file, t, 0, random);
	close_text(&text);
	struct np_model *model = model_of(t->scheme, &text);
	free(text.ptr);
	return model;
}

/* ---- decoding against all sequences ---- */

static const struct np_scheme schemes[] = {
	{ labels, 3, templates, 2, follows, 7 },
	{ labels, 1, templates, 2, follows, 7 },
	{ labels, 5, templates, 2, follows_many, 7 },
	{ labels, 8, templates, 2, follows_many, 7 },
	{ labels, NP_LABELS_MAX, templates, 2, follows_many, 7 },
};

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

/* The network as newsprint(5) tells it, number by number. */
static void
forward(const struct tables *t, int64_t scores[MOST_PLACES][NP_LABELS_MAX])
{
	const struct np_net *net = &t->net;
	int64_t hidden[MOST_PLACES][HIDDEN], gists[MOST_PLACES][GIST];
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
	struct np_error err;
	ck_assert_int_eq(np_model_decode(model, t->observations, t->places, got, &err), NP_OK);
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
	for (size_t i = 0; i < t->places; i++)
		ck_assert_double_eq_tol(sure[i], shares[i][asked[i]], 1e-9);
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
	static int8_t narrow[2 * VALUES * HIDDEN];
	static int16_t wide[2 * VALUES * HIDDEN];
	static uint32_t starts[3];
	static uint16_t direct[2 * VALUES + 1];
	static struct np_net net;
	static struct np_kernel_net turned, want_turned;
	struct np_model *again;
	struct np_error err;
	unsigned long cap, count, narrow_count;
	text_of(&c, model, "my_data", put_c);
	const char *last = strstr(c.ptr, "const struct np_model_data my_data = {");
	ck_assert_ptr_nonnull(last);
	ck_assert_int_eq(sscanf(last,
			     "const struct np_model_data my_data = { %lu, %lu, narrow, wide, "
			     "starts, direct, keys, rows, %lu, &turned, names, &net };",
			     &count, &narrow_count, &cap),
	    3);
	ck_assert_uint_ge(read_array(c.ptr, " keys[", keys, sizeof *keys, SIZE(keys)), cap);
	ck_assert_uint_ge(read_array(c.ptr, " rows[", rows, sizeof *rows, SIZE(rows)), cap);
	ck_assert_uint_ge(read_array(c.ptr, " names[", names, sizeof *names, SIZE(names)), count);
	ck_assert_uint_ge(read_array(c.ptr, " narrow[", narrow, sizeof *narrow, SIZE(narrow)),
	    narrow_count * HIDDEN);
	ck_assert_uint_ge(read_array(c.ptr, " wide[", wide, sizeof *wide, SIZE(wide)),
	    (count - narrow_count) * HIDDEN);
	ck_assert_uint_eq(read_array(c.ptr, " starts[", starts, sizeof *starts, SIZE(starts)), 3);
	ck_assert_uint_ge(
	    read_array(c.ptr, " direct[", direct, sizeof *direct, SIZE(direct)), starts[2] + 1);
	const char *at = strstr(c.ptr, "struct np_net net = {");
	ck_assert_ptr_nonnull(at);
	READ_MEMBER(at, &net, bias);
	READ_MEMBER(at, &net, gist);
	READ_MEMBER(at, &net, gist_bias);
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
	READ_MEMBER(at, &turned, around);
	READ_MEMBER(at, &turned, around_bias);
	READ_MEMBER(at, &turned, out);
	READ_MEMBER(at, &turned, out_bias);
	READ_FLOATS(at, &turned, first);
	READ_FLOATS(at, &turned, pairs);
	READ_FLOATS(at, &turned, pairs_back);
	np_kernel_turn(&want_turned, &net, t->scheme->label_count);
	ck_assert_mem_eq(&turned, &want_turned, sizeof turned);
	struct np_model_data data = { count, narrow_count, narrow, wide, starts, direct, keys, rows,
		cap, &turned, names, &net };
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

/* ---- writing ---- */

/* What was written and read is written the same. */
START_TEST(test_write)
{
	uint64_t random = 77;
	for (int round = 0; round < 20; round++) {
		static struct tables t;
		struct text text, again, plain;
		t.scheme = &schemes[(size_t)round % SIZE(schemes)];
		make_weights(&t, round % 3 == 0, &random);
		struct np_model *model = make_model(&t, &random);
		text_of(&text, model, "", np_model_write);
		struct np_model *read = model_of(t.scheme, &text);
		text_of(&plain, read, "", np_model_write);
		ck_assert(same_text(&plain, &text));
		/* What it tells about itself is on lines of its own, and is not kept. */
		text_of(&again, read, "pages\t3\nseed\t1\n", np_model_write);
		ck_assert_uint_gt(again.len, text.len);
		ck_assert_ptr_nonnull(strstr(again.ptr, "\nabout\tpages\t3\nabout\tseed\t1\n"));
		ck_assert_ptr_null(strstr(text.ptr, "about"));
		np_model_free(read);
		read = model_of(t.scheme, &again);
		free(plain.ptr);
		text_of(&plain, read, "", np_model_write);
		ck_assert(same_text(&plain, &text));
		np_model_free(read);
		np_model_free(model);
		free(text.ptr);
		free(again.ptr);
		free(plain.ptr);
	}
}
END_TEST

static struct np_model *
model_in_short(const struct np_scheme *of, const char *in_short)
{
	struct text text;
	open_text(&text);
	put_text(text.file, in_short);
	close_text(&text);
	struct np_model *model = model_of(of, &text);
	free(text.ptr);
	return model;
}

/* What a model in short is, written. */
static void
check_written(const char *in_short, const char *want)
{
	struct np_model *model = model_in_short(&scheme, in_short);
	struct text text;
	text_of(&text, model, "", np_model_write);
	ck_assert_msg(strstr(text.ptr, want) != NULL, "%s: %s", in_short, want);
	np_model_free(model);
	free(text.ptr);
}

/* A row is as short as it can be; of two that are the same the second counts. */
START_TEST(test_write_rows)
{
	check_written("@x\t3\t\t\t-5\t\t\n", "\nx\t3\t\t\t-5\n");
	check_written("@y\t1\t1\nx\t10\t2\nx\t9\t3\n", "\nx\t9\t3\nx\t10\t2\ny\t1\t1\n");
	check_written("@x\t1\t1\t2\nx\t1\t7\n", "\nx\t1\t7\n");
	check_written("@x\t1\t1\t2\nx\t1\n", "\nx\t1\n");
	check_written("@net.out\tb\t1\t2\nnet.out\tb\t\t3\n", "\nnet.out\tb\t\t3\n");
	check_written("@net.bias\t0\t0\t-32768\n", "\nnet.bias\t\t\t-32768\n");
	check_written("@", "\nnet.after\ta\nnet.after\tb\nnet.after\tc\nnet.after\tstart\n");
	/* Pairs that may not be have no weight. */
	check_written("@net.after\tb\t1\t2\t3\nnet.after\tstart\t4\t5\t6\n",
	    "\nnet.after\tb\t1\t2\nnet.after\tc\nnet.after\tstart\t4\t5\n");
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
	ck_assert_int_eq(np_model_decode(model, NULL, 0, NULL, &err), NP_OK);
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
	ck_assert_int_eq(np_model_decode(model, seen, places, got, &err), NP_OK);
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
	static const struct np_scheme barred = { labels, 3, templates, 2, never_c, 7 };
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
	static const struct np_scheme closed = { labels, 3, templates, 2, ends_at_once, 7 };
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
	int16_t *parts[] = { t.net.bias, t.net.gist, t.net.gist_bias, t.net.around,
		t.net.around_bias, t.net.out, t.net.out_bias, t.features[0][0] };
	const size_t counts[] = { SIZE(t.net.bias), SIZE(t.net.gist), SIZE(t.net.gist_bias),
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
	ck_assert_int_eq(np_model_decode(model, seen, PLACES, got, &err), NP_OK);
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

/* ---- learning ---- */

enum { LESSON_PLACES = 40 };

struct lesson {
	np_feature features[LESSON_PLACES][4];
	struct np_observation seen[LESSON_PLACES];
	unsigned char labels[LESSON_PLACES];
	size_t count;
};

/*
 * A problem that has an answer: x tells a or b; where it is 2 the label is c behind a or c, and
 * b behind b: to be learned from the pairs of labels.  y is noise.
 */
static void
make_lesson(struct lesson *lesson, uint64_t *random)
{
	lesson->count = below(random, LESSON_PLACES + 1);
	for (size_t i = 0; i < lesson->count; i++) {
		size_t v = below(random, i == 0 ? 2 : 3);
		lesson->labels[i] = v < 2 ? (unsigned char)v : lesson->labels[i - 1] == 1 ? 1 : 2;
		lesson->features[i][0] = np_feature_make(0, (uint32_t)v);
		lesson->features[i][1] = np_feature_make(1, (uint32_t)below(random, 5));
		/* A feature may be there twice. */
		lesson->features[i][2] = lesson->features[i][1];
		lesson->seen[i] =
		    (struct np_observation){ lesson->features[i], i % 3 ? 3 : 2, i % 4 == 0 };
	}
}

static const struct np_training usual = {
	.epochs = 40, .min_groups = 2, .rate = .02, .drop = 0, .seed = 5
};

static struct np_trainer *
open_trainer(const struct np_model *start)
{
	struct np_trainer *trainer;
	struct np_error err;
	ck_assert_int_eq(np_trainer_open(&trainer, &scheme, start, &err), NP_OK);
	return trainer;
}

static void
teach(struct np_trainer *trainer, const struct lesson *lesson, size_t group)
{
	struct np_error err;
	ck_assert_int_eq(
	    np_trainer_add(trainer, lesson->seen, lesson->labels, lesson->count, group, &err),
	    NP_OK);
}

static struct np_model *
run_trainer(struct np_trainer *trainer, const struct np_training *how,
    void (*progress)(void *ctx, unsigned epoch, double right), void *ctx)
{
	struct np_model *model;
	struct np_error err;
	ck_assert_int_eq(np_trainer_run(trainer, how, progress, ctx, &err), NP_OK);
	ck_assert_int_eq(np_trainer_model(trainer, &model, &err), NP_OK);
	return model;
}

struct report {
	unsigned epochs;
	double first, last;
};

static void
note_epoch(void *ctx, unsigned epoch, double right)
{
	struct report *report = ctx;
	ck_assert_double_ge(right, 0);
	ck_assert_double_le(right, 1);
	ck_assert_uint_eq(epoch, ++report->epochs);
	if (epoch == 1)
		report->first = right;
	report->last = right;
}

/* Learns 60 lessons; the model's text, and itself where it is asked for. */
static void
learn(
    const struct np_training *how, struct report *report, struct text *text, struct np_model **keep)
{
	struct np_trainer *trainer = open_trainer(NULL);
	uint64_t random = 42;
	for (size_t i = 0; i < 60; i++) {
		struct lesson lesson;
		make_lesson(&lesson, &random);
		if (i == 7) {
			/* A feature that one group alone has, though often. */
			ck_assert_uint_gt(lesson.count, 1);
			for (size_t p = 0; p < lesson.count; p++) {
				lesson.features[p][3] = lesson.features[p][2] =
				    np_feature_make(1, 999);
				lesson.seen[p].count = 4;
			}
		}
		teach(trainer, &lesson, i);
	}
	struct np_model *model =
	    run_trainer(trainer, how, report != NULL ? note_epoch : NULL, report);
	np_trainer_close(trainer);
	text_of(text, model, "", np_model_write);
	if (keep != NULL)
		*keep = model;
	else
		np_model_free(model);
}

START_TEST(test_learn)
{
	struct report report = { .epochs = 0 };
	struct text text;
	struct np_model *model;
	struct np_error err;
	uint64_t random = 4711;
	learn(&usual, &report, &text, &model);
	ck_assert_uint_eq(report.epochs, usual.epochs);
	ck_assert_double_gt(report.last, report.first);
	ck_assert_double_gt(report.last, .95);
	for (int i = 0; i < 200; i++) {
		struct lesson lesson;
		unsigned char got[LESSON_PLACES];
		make_lesson(&lesson, &random);
		ck_assert_int_eq(
		    np_model_decode(model, lesson.seen, lesson.count, got, &err), NP_OK);
		ck_assert_mem_eq(got, lesson.labels, lesson.count);
	}
	/* As a text it is the same. */
	struct np_model *read = model_of(&scheme, &text);
	struct text again;
	text_of(&again, read, "", np_model_write);
	ck_assert(same_text(&again, &text));
	np_model_free(read);
	np_model_free(model);
	free(again.ptr);
	free(text.ptr);
}
END_TEST

/* The same seed and the same lessons give the same model, others another. */
START_TEST(test_learn_same)
{
	struct np_training how = usual;
	struct text text, same, other;
	how.epochs = 3;
	how.drop = .3;
	learn(&how, NULL, &text, NULL);
	learn(&how, NULL, &same, NULL);
	how.seed++;
	learn(&how, NULL, &other, NULL);
	ck_assert(same_text(&text, &same));
	ck_assert(!same_text(&text, &other));
	free(text.ptr);
	free(same.ptr);
	free(other.ptr);
}
END_TEST

START_TEST(test_learn_rare)
{
	struct np_training how = usual;
	struct text text;
	how.epochs = 1;
	for (how.min_groups = 0; how.min_groups < 4; how.min_groups++) {
		learn(&how, NULL, &text, NULL);
		ck_assert_int_eq(strstr(text.ptr, "\ny\t999\t") != NULL, how.min_groups < 2);
		ck_assert_ptr_nonnull(strstr(text.ptr, "\ny\t4\t"));
		free(text.ptr);
	}
}
END_TEST

/* Lines whose label is told by one further off alone, as far as a line can see. */
static void
make_distant_lesson(struct lesson *lesson, size_t above, size_t below_it, uint64_t *random)
{
	lesson->count = LESSON_PLACES;
	for (size_t i = 0; i < LESSON_PLACES; i++) {
		lesson->features[i][0] = np_feature_make(0, (uint32_t)below(random, 2));
		lesson->seen[i] = (struct np_observation){ lesson->features[i], 1, false };
	}
	for (size_t i = 0; i < LESSON_PLACES; i++) {
		size_t at = i + below_it - above;
		lesson->labels[i] =
		    at < LESSON_PLACES ? (unsigned char)(lesson->features[at][0] & 1) : 0;
	}
}

START_TEST(test_learn_around)
{
	static const size_t ways[][2] = { { 0, 1 }, { 0, REACH }, { REACH, 0 } };
	struct np_trainer *trainer = open_trainer(NULL);
	struct lesson lesson;
	struct np_error err;
	uint64_t random = 11;
	for (size_t i = 0; i < 60; i++) {
		make_distant_lesson(&lesson, ways[_i][0], ways[_i][1], &random);
		teach(trainer, &lesson, i);
	}
	struct np_model *model = run_trainer(trainer, &usual, NULL, NULL);
	np_trainer_close(trainer);
	for (int i = 0; i < 50; i++) {
		unsigned char got[LESSON_PLACES];
		make_distant_lesson(&lesson, ways[_i][0], ways[_i][1], &random);
		ck_assert_int_eq(
		    np_model_decode(model, lesson.seen, lesson.count, got, &err), NP_OK);
		ck_assert_mem_eq(got, lesson.labels, lesson.count);
	}
	np_model_free(model);
}
END_TEST

/*
 * Lines without features, one of four labels another than the one before: nothing tells but the
 * pairs of labels, and they are to be worth what they are, neither more nor less.  One sequence is
 * long enough for sums of chances that run off.
 */
START_TEST(test_learn_pairs)
{
	enum { MANY = 1500 };
	static struct np_observation seen[MANY];
	static unsigned char good[MANY];
	struct np_trainer *trainer = open_trainer(NULL);
	struct np_error err;
	uint64_t random = 31;
	size_t changes = 0, pairs = 0;
	double odds = 0;
	for (size_t sequence = 0; sequence < 40; sequence++) {
		size_t count = sequence == 20 ? MANY : 40;
		for (size_t i = 0; i < count; i++) {
			bool change = i > 0 && below(&random, 4) == 0;
			good[i] = i == 0 ? (unsigned char)(sequence % 2)
					 : (unsigned char)(good[i - 1] ^ change);
			changes += change;
			pairs += i > 0;
		}
		ck_assert_int_eq(np_trainer_add(trainer, seen, good, count, sequence, &err), NP_OK);
	}
	struct np_model *model = run_trainer(trainer, &usual, NULL, NULL);
	np_trainer_close(trainer);
	/* What sets a label apart wherever it stands is in none of these differences. */
	for (size_t from = 0; from < 2; from++) {
		const int32_t *follow = model->data.net->follow + from * NP_LABELS_MAX;
		odds += (double)(follow[from] - follow[1 - from]) / NP_NET_SCORE / 2;
	}
	ck_assert_double_eq_tol(odds, log((double)(pairs - changes) / (double)changes), .1);
	np_model_free(model);
}
END_TEST

/* The line of a text that begins so, for free(). */
static char *
line_of(const struct text *text, const char *begin)
{
	char *line = strstr(text->ptr, begin);
	ck_assert_ptr_nonnull(line);
	line++;
	return strndup(line, strcspn(line, "\n"));
}

static void
check_same_line(const struct text *a, const struct text *b, const char *begin, bool same)
{
	char *x = line_of(a, begin), *y = line_of(b, begin);
	ck_assert_ptr_nonnull(x);
	ck_assert_ptr_nonnull(y);
	ck_assert_msg((strcmp(x, y) == 0) == same, "%s", begin);
	free(x);
	free(y);
}

/* Going on from a model: what nothing new is learned about stays as it is. */
START_TEST(test_learn_on)
{
	struct np_training how = usual;
	struct text text, after;
	struct np_model *start, *model;
	struct lesson lesson;
	uint64_t random = 8;
	how.epochs = 3;
	learn(&how, NULL, &text, &start);

	/* No epoch, nothing added; then a page with a feature that is new. */
	struct np_trainer *trainer = open_trainer(start);
	how.epochs = 0;
	how.min_groups = 5;
	model = run_trainer(trainer, &how, NULL, NULL);
	text_of(&after, model, "", np_model_write);
	ck_assert(same_text(&after, &text));
	np_model_free(model);
	free(after.ptr);
	do
		make_lesson(&lesson, &random);
	while (lesson.count < 20);
	for (size_t i = 0; i < lesson.count; i++) {
		lesson.features[i][1] = np_feature_make(1, i % 2 ? 0 : 77);
		lesson.seen[i].count = 2;
	}
	teach(trainer, &lesson, 0);
	how.min_groups = 1;
	model = run_trainer(trainer, &how, NULL, NULL);
	text_of(&after, model, "", np_model_write);
	ck_assert(same_text(&after, &text));
	np_model_free(model);
	free(after.ptr);

	/* An epoch: what was seen changes, in both senses. */
	how.epochs = 1;
	model = run_trainer(trainer, &how, NULL, NULL);
	np_trainer_close(trainer);
	text_of(&after, model, "", np_model_write);
	check_same_line(&text, &after, "\nx\t0\t", false);
	check_same_line(&text, &after, "\ny\t0\t", false);
	check_same_line(&text, &after, "\nnet.out\ta\t", false);
	check_same_line(&text, &after, "\ny\t3\t", true);
	check_same_line(&text, &after, "\ny\t4\t", true);
	ck_assert_ptr_null(strstr(text.ptr, "\ny\t77\t"));
	ck_assert_ptr_nonnull(strstr(after.ptr, "\ny\t77\t"));
	np_model_free(model);
	np_model_free(start);
	free(after.ptr);
	free(text.ptr);
}
END_TEST

/*
 * Nothing to learn from, sequences without places, places without features, a second run, all
 * features left out, steps beyond all measure: all of it ends in a model.
 */
START_TEST(test_learn_little)
{
	struct np_training how = { .epochs = 20, .min_groups = 1, .rate = .05, .seed = 0 };
	struct np_observation seen[2] = { { NULL, 0, false }, { NULL, 0, true } };
	unsigned char good[2] = { 0, 2 }, got[2];
	struct np_trainer *trainer = open_trainer(NULL);
	struct report report = { .epochs = 0 };
	struct np_error err;
	how.drop = _i == 4 ? 1 : 0;
	how.rate = _i == 5 ? 1e300 : how.rate;
	if (_i > 0) {
		ck_assert_int_eq(np_trainer_add(trainer, NULL, NULL, 0, 0, &err), NP_OK);
		ck_assert_int_eq(np_trainer_add(trainer, seen, good, 0, 0, &err), NP_OK);
	}
	if (_i > 1)
		ck_assert_int_eq(np_trainer_add(trainer, seen, good, 2, 1, &err), NP_OK);
	if (_i > 2) {
		np_model_free(run_trainer(trainer, &how, NULL, NULL));
		ck_assert_int_eq(np_trainer_add(trainer, seen, good, 2, 2, &err), NP_OK);
	}
	struct np_model *model = run_trainer(trainer, &how, note_epoch, &report);
	ck_assert_uint_eq(report.epochs, how.epochs);
	ck_assert_int_eq(np_model_decode(model, seen, 2, got, &err), NP_OK);
	if (_i > 1 && _i < 5)
		ck_assert_mem_eq(got, good, 2);
	np_model_free(model);
	np_trainer_close(trainer);
	np_trainer_close(NULL);
}
END_TEST

/* Decoding in plain C, where the machine has vector code for it too. */
static enum np_cpu best;

static void
go_plain(void)
{
	best = np_cpu();
	np_cpu_choose(NP_CPU_PLAIN);
}

static void
go_on(void)
{
	np_cpu_choose(best);
}

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
	Suite *suite = suite_create("model");
	TCase *tc = tcase_create("model"), *plain = tcase_create("plain");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, test_read, 0, (int)SIZE(texts));
	tcase_add_test(tc, test_write);
	tcase_add_test(tc, test_write_rows);
	tcase_add_test(tc, test_empty);
	tcase_add_test(tc, test_exp);
	tcase_add_test(tc, test_learn);
	tcase_add_test(tc, test_learn_same);
	tcase_add_test(tc, test_learn_rare);
	tcase_add_loop_test(tc, test_learn_around, 0, 3);
	tcase_add_test(tc, test_learn_pairs);
	tcase_add_test(tc, test_learn_on);
	tcase_add_loop_test(tc, test_learn_little, 0, 6);
	add_decoding(tc);
	suite_add_tcase(suite, tc);
	tcase_set_timeout(plain, 60);
	tcase_add_checked_fixture(plain, go_plain, go_on);
	add_decoding(plain);
	suite_add_tcase(suite, plain);
	return run_suite(suite);
}
