/* model.h - a model of sequences: features, weights, Viterbi, training */
#ifndef NP_MODEL_H
#define NP_MODEL_H

#include "code.h"
#include "io.h"

/*
 * What a model is about, told by its user: the names of the labels and of the
 * templates that features are made from, and which label may follow which.  All
 * of it is static: a model points to its scheme.
 */
struct np_scheme {
	const char *const *labels;
	size_t label_count; /* at most NP_LABELS_MAX */
	const char *const *templates;
	size_t template_count;
	/* May `to` follow `from`?  from is label_count at the start of a sequence. */
	bool (*follows)(size_t from, size_t to);
	/*
	 * How much worse than others a mistake is, in scores: of a label that is taken for another.
	 * Learning keeps such labels apart by so much more.  NULL: all mistakes are alike.
	 */
	double (*harm)(size_t truth, size_t label);
	/*
	 * The other label that says the same of a line to who asks how sure it is; itself where there is
	 * none.  NULL: no label has one.
	 */
	size_t (*twin)(size_t label);
	/* Grows when templates come to mean something else: models of other versions are refused. */
	unsigned version;
};

enum { NP_LABELS_MAX = 40 };

/* A feature: a template and a value that it takes. */
typedef uint64_t np_feature;

static inline np_feature
np_feature_make(size_t template, uint32_t value)
{
	return (np_feature) template << 32 | value;
}

/*
 * The features that hold at one place of a sequence; the array is borrowed.  anchor: the places
 * between this one and the next anchors see it, however far away they are.
 */
struct np_observation {
	const np_feature *features;
	size_t count;
	bool anchor;
};

/*
 * What a model is: a small network (newsprint(5), "Models", tells why).  The weights of a line's
 * features are summed into NP_NET_HIDDEN numbers; NP_NET_GIST of them, as it were, are what the
 * lines up to NP_NET_REACH away see of it, and all lines of the NP_NET_ANCHORS nearest anchors on
 * both sides.  NP_NET_CARRY more are carried from line to line down the page, and as many up: each
 * line and what comes say how much of that is kept, and what is put in for the rest (much as in Cho et
 * al. 2014).  From all that comes a score for each label, and one for each pair of labels.
 */
enum {
	NP_NET_HIDDEN = 128,
	NP_NET_GIST = 16,
	NP_NET_REACH = 3,
	NP_NET_ANCHORS = 4,
	NP_NET_CARRY = 64,
	NP_NET_FROM =
	    NP_NET_HIDDEN + NP_NET_CARRY, /* what is carried on is made of so many numbers */
	NP_NET_SEEN = NP_NET_GIST * (2 * NP_NET_REACH + 1 + 2 * NP_NET_ANCHORS),
	NP_NET_SPAN = NP_NET_SEEN + 2 * NP_NET_CARRY
};

/* Weights, ready for decoding. */
struct np_model;

/*
 * Reads a model from its text (newsprint(5), "Models").  The model owns its memory;
 * text may go.  NP_ERR_SYNTAX with err->line when it is malformed, was made for other features or
 * names a label or template that the scheme has not; NP_ERR_MEMORY.
 */
enum np_code np_model_read(struct np_model **model, const struct np_scheme *scheme,
    struct np_span text, struct np_error *err);

/*
 * Writes a model as text.  about: lines that tell how it was made, as `name<TAB>value<LF>`, kept
 * but not understood by np_model_read(); may be "".  Check out afterwards.
 */
void np_model_write(const struct np_model *model, const char *about, struct np_out *out);

/*
 * A model as it lies in memory, ready for decoding, or as constants, for building one in.  A
 * feature's row of NP_NET_HIDDEN weights is in bytes, low: most weights fit.  The first narrow_count
 * of count rows are whole so; those behind them, up to near_count, go on in high, 2 bits for each
 * weight, and the few that are left in far (struct np_kernel_rows tells how).  starts, blocks, direct,
 * keys, rows and cap tell a feature's row (np_model_find() in net.h).  Made by the model itself or by
 * np_model_put_c(), by nothing else.
 */
struct np_net;
struct np_kernel_net;
struct np_model_data {
	size_t count, narrow_count, near_count;
	const int8_t *low;
	const uint8_t *high;
	const int16_t *far;
	const uint32_t *starts;
	const uint16_t *blocks, *direct;
	const np_feature *keys;
	const uint32_t *rows;
	size_t cap;
	const struct np_kernel_net *turned; /* net, as decoding reads it */
	/* What decoding does not need: the features of the rows, and the network to go on from. */
	const np_feature *names;
	const struct np_net *net;
};

/* A model from constants, which must outlive it.  NP_OK or NP_ERR_MEMORY. */
enum np_code np_model_open(struct np_model **model, const struct np_scheme *scheme,
    const struct np_model_data *data, struct np_error *err);

/* Writes a model as C source that defines `const struct np_model_data NAME`. */
void np_model_put_c(const struct np_model *model, const char *name, struct np_out *out);

void np_model_free(struct np_model *model);

/*
 * A sequence is shown to the model a place at a time, so that nobody keeps all of its features:
 *
 *	np_model_expect(model, count, err);
 *	for each place: np_model_see(model, &observation);
 *	np_model_label(model, labels);
 *
 * np_model_expect() makes room for count places and forgets the sequence before; NP_OK or
 * NP_ERR_MEMORY.  np_model_see() takes the next place, of count, and keeps nothing of it.
 */
enum np_code np_model_expect(struct np_model *model, size_t count, struct np_error *err);
void np_model_see(struct np_model *model, const struct np_observation *observation);

/*
 * The best sequence of labels for the places seen (Viterbi, 1967), into labels[count].  Equal
 * scores are settled for the label named first, so the answer is the same everywhere.
 */
void np_model_label(struct np_model *model, unsigned char *labels);

/*
 * How sure the model is of these labels for the places that it labelled last: for each the share of
 * all sequences, weighed by how likely they are, that have it or its twin there (forward-backward;
 * Rabiner 1989), from 0 to 1, into sure[count].  NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_model_doubt(
    struct np_model *model, const unsigned char *labels, double *sure, struct np_error *err);

/* ---- training ---- */

/*
 * Learns a model from sequences with known labels: a conditional random field (Lafferty,
 * McCallum, Pereira 2001) over the network, with a margin for what does harm (softmax-margin; Gimpel,
 * Smith 2010), by Adam (Kingma, Ba 2015) with features left out by chance (Srivastava et al. 2014).
 * The same seed gives the same model, to the bit, on every machine whose arithmetic is IEEE 754.
 */
struct np_trainer;

struct np_training {
	unsigned epochs;     /* passes over the sequences */
	unsigned min_groups; /* a feature must occur in so many groups of sequences */
	size_t most;         /* features that a model may have, those that say most; 0: all */
	double rate;         /* how far the first steps go; they grow shorter to the end */
	double drop;         /* share of features that are left out at random, each time */
	double decay;        /* how much smaller weights become with each step, by its length */
	double back;         /* with a start: how much of the way from it is gone back at the end */
	uint64_t seed;       /* of the first weights, the order and of what is dropped */
};

/*
 * start: the model that learning goes on from, borrowed until np_trainer_close(); or NULL.  With it, what
 * it labels rightly is not made much surer, and harm is as other mistakes are: it has learned that.
 */
enum np_code np_trainer_open(struct np_trainer **trainer, const struct np_scheme *scheme,
    const struct np_model *start, struct np_error *err);

/* Of sequences that new features are not learned from. */
#define NP_TRAINER_NO_GROUP SIZE_MAX

/*
 * Adds a sequence, copied.  group tells sequences that come from one source,
 * such as the layouts of one page: counted from 0, all of one group before the next.  Of
 * NP_TRAINER_NO_GROUP a feature is on no group: what only such sequences have is not learned.
 */
enum np_code np_trainer_add(struct np_trainer *trainer, const struct np_observation *observations,
    const unsigned char *labels, size_t count, size_t group, struct np_error *err);

/*
 * The sequence that was added last counts so many times: each pass goes through it as often.  0 is as 1.
 * One must have been added.  NP_OK or NP_ERR_MEMORY: then it counts as before.
 */
enum np_code np_trainer_repeat(struct np_trainer *trainer, size_t times, struct np_error *err);

/*
 * Learns; calls progress (may be NULL) after each epoch, with the share of labels that were
 * right while learning.
 */
enum np_code np_trainer_run(struct np_trainer *trainer, const struct np_training *how,
    void (*progress)(void *ctx, unsigned epoch, double right), void *ctx, struct np_error *err);

/* What was learned, as a model of its own for np_model_free(). */
enum np_code np_trainer_model(
    const struct np_trainer *trainer, struct np_model **model, struct np_error *err);

void np_trainer_close(struct np_trainer *trainer);

#endif
