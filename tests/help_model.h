/* help_model.h - for unit tests of models: small schemes, models as text and by chance, decoding */
#ifndef NP_TESTS_HELP_MODEL_H
#define NP_TESTS_HELP_MODEL_H

#include "help.h"

#include "kernel.h"

enum {
	HIDDEN = NP_NET_HIDDEN,
	GIST = NP_NET_GIST,
	REACH = NP_NET_REACH,
	SPAN = NP_NET_SPAN,
	CARRY = NP_NET_CARRY,
	SIDES = NP_NET_SIDES
};

/* Labels a, b, c; c only behind a or c; a sequence does not begin with c. */
static inline bool
follows(size_t from, size_t to)
{
	return to != 2 || from == 0 || from == 2;
}

/* A sequence neither begins with c nor comes to it, though one c follows another. */
static inline bool
never_c(size_t from, size_t to)
{
	return to != 2 || from == 2;
}

/* One place, and no further. */
static inline bool
ends_at_once(size_t from, size_t to)
{
	return from == 3 && to != 2;
}

/* For many labels; it is never wrong to go on with the first. */
static inline bool
follows_many(size_t from, size_t to)
{
	return (from * 7 + to * 3) % 5 != 1 || to == 0;
}

static const char *const labels[NP_LABELS_MAX] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
	"k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z", "A", "B",
	"C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N" };
static const char *const templates[] = { "x", "y" };
static const struct np_scheme scheme = { labels, 3, templates, 2, follows, NULL, NULL, 7 };

/* Text for free(), and the stream that it is written to. */
struct text {
	char *ptr;
	size_t len;
	FILE *file;
};

static inline void
open_text(struct text *text)
{
	text->file = open_memstream(&text->ptr, &text->len);
	ck_assert_ptr_nonnull(text->file);
}

static inline void
close_text(struct text *text)
{
	ck_assert_int_eq(fclose(text->file), 0);
}

/* What put(model, with, out) writes. */
static inline void
text_of(struct text *text, const struct np_model *model, const char *with,
    void (*put)(const struct np_model *model, const char *with, struct np_out *out))
{
	char *path = make_file("", 0);
	struct np_out out;
	struct np_error err;
	int fd = open(path, O_WRONLY);
	ck_assert_int_ge(fd, 0);
	np_out_init(&out, fd, path);
	put(model, with, &out);
	ck_assert_int_eq(np_out_close(&out, &err), NP_OK);
	close(fd);
	text->ptr = read_file(path, &text->len);
	remove_file(path);
}

/* Not ck_assert_str_eq(), which chokes on a whole model. */
static inline bool
same_text(const struct text *a, const struct text *b)
{
	return a->len == b->len && memcmp(a->ptr, b->ptr, a->len) == 0;
}

static inline struct np_model *
model_of(const struct np_scheme *of, const struct text *text)
{
	struct np_model *model = NULL;
	struct np_error err = { .msg = "" };
	ck_assert_msg(
	    np_model_read(&model, of, (struct np_span){ text->ptr, text->len }, &err) == NP_OK,
	    "line %d: %s", (int)err.line, err.msg);
	return model;
}

static inline void
put_ones(FILE *file, int count)
{
	for (int i = 0; i < count; i++)
		fputs("\t1", file);
}

/*
 * Writes out what a text has in short: ~ is the shape of the network, @ the first three lines, * as
 * many weights as a feature has, + as many as a row of net.own, % as many as one of net.around.
 */
static inline void
put_text(FILE *file, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '~')
			fprintf(file, "\t%d\t%d\t%d\t%d\t%d", HIDDEN, GIST, REACH, NP_NET_ANCHORS,
			    CARRY);
		else if (*text == '@')
			put_text(file, "newsprint model 3\nfeatures\t7~\nlabels\ta\tb\tc\n");
		else if (*text == '*')
			put_ones(file, HIDDEN);
		else if (*text == '+')
			put_ones(file, NP_NET_FROM);
		else if (*text == '%')
			put_ones(file, SPAN);
		else
			putc(*text, file);
	}
}

static inline struct np_model *
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

/* The labels of count places that are there already. */
static inline void
decode(struct np_model *model, const struct np_observation *seen, size_t count, unsigned char *got)
{
	struct np_error err;
	ck_assert_int_eq(np_model_expect(model, count, &err), NP_OK);
	for (size_t i = 0; i < count; i++)
		np_model_see(model, &seen[i]);
	np_model_label(model, got);
}

/* Labels by twos. */
static inline size_t
neighbour(size_t label)
{
	return label ^ 1;
}

static const struct np_scheme schemes[] = {
	{ labels, 3, templates, 2, follows, NULL, NULL, 7 },
	{ labels, 1, templates, 2, follows, NULL, NULL, 7 },
	{ labels, 5, templates, 2, follows_many, NULL, NULL, 7 },
	{ labels, 8, templates, 2, follows_many, NULL, neighbour, 7 },
	{ labels, NP_LABELS_MAX, templates, 2, follows_many, NULL, NULL, 7 },
};

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

static inline int16_t
some_weight(uint64_t *random, int range)
{
	return (int16_t)((int)below(random, (size_t)range * 2 + 1) - range);
}

static inline void
some_weights(int16_t *weights, size_t count, uint64_t *random, int range)
{
	for (size_t i = 0; i < count; i++)
		weights[i] = some_weight(random, range);
}

/*
 * plain: scores are those of the labels' biases and pairs, and so small that there are ties.  Else
 * all weights are such that every part matters.
 */
static inline void
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
	some_weights(net->own, sizeof net->own / 2, random, 1500);
	some_weights(net->own_bias, SIZE(net->own_bias), random, 4000);
	some_weights(net->keep, sizeof net->keep / 2, random, 1500);
	some_weights(net->keep_bias, SIZE(net->keep_bias), random, 4000);
	some_weights(net->around, sizeof net->around / 2, random, 1500);
	some_weights(net->around_bias, HIDDEN, random, 4000);
	some_weights(net->out, n * 2 * HIDDEN, random, 2000);
	some_weights(net->out_bias, n, random, 8000);
	for (size_t i = 0; i < (size_t)2 * VALUES; i++) {
		/* Rows of all sorts: in bytes, with two bits more, and beyond that. */
		static const int sizes[] = { 100, 150, 300, 700 };
		if (t->known[i / VALUES][i % VALUES])
			some_weights(t->features[i / VALUES][i % VALUES], HIDDEN, random,
			    sizes[i % SIZE(sizes)]);
	}
}

static inline void
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
static inline void
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

static inline void
put_features(FILE *file, const struct tables *t, size_t template, uint64_t *random)
{
	for (size_t v = 0; v < VALUES; v++) {
		if (!t->known[template][v])
			continue;
		fprintf(file, "%s\t%d", templates[template], (int)v);
		put_weights(file, NULL, t->features[template][v], HIDDEN, random);
	}
}

static inline struct np_model *
make_model(const struct tables *t, uint64_t *random)
{
	const struct np_net *net = &t->net;
	size_t n = t->scheme->label_count;
	struct text text;
	open_text(&text);
	fprintf(text.file, "newsprint model 3\nfeatures\t%u\t%d\t%d\t%d\t%d\t%d\nlabels",
	    t->scheme->version, HIDDEN, GIST, REACH, NP_NET_ANCHORS, CARRY);
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
	for (size_t c = 0; c < (size_t)2 * CARRY; c++) {
		fprintf(text.file, "net.own\t%d", (int)c);
		put_weights(
		    text.file, &net->own_bias[c], net->own + c * NP_NET_FROM, NP_NET_FROM, random);
		fprintf(text.file, "net.keep\t%d", (int)c);
		put_weights(text.file, &net->keep_bias[c], net->keep + c * NP_NET_FROM, NP_NET_FROM,
		    random);
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

#endif
