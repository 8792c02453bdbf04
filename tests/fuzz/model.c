/*
 * model - the reader of model files: what is read can be written, and is the same read again
 *
 * The first choice is what is read: the text, or a model without features in which each line of
 * the text takes the place of the first that begins as it does, or stands at the end.
 */
#include "fuzz.h"

#include "net.h"
#include "scheme.h"

enum { LINES = 8, FEATURES = 4 };

static void
decode(struct fuzz *fuzz, struct np_model *model)
{
	np_feature features[LINES][FEATURES];
	struct np_observation observations[LINES];
	unsigned char labels[LINES];
	double sure[LINES];
	size_t from = np_label_scheme.label_count;
	struct np_error err;

	for (size_t i = 0; i < LINES; i++) {
		for (size_t f = 0; f < FEATURES; f++)
			features[i][f] =
			    np_feature_make(fuzz_below(fuzz, np_label_scheme.template_count),
				(uint32_t)fuzz_below(fuzz, 8));
		observations[i] =
		    (struct np_observation){ features[i], FEATURES, fuzz_below(fuzz, 3) == 0 };
	}
	LAW(np_model_expect(model, LINES, &err) == NP_OK);
	for (size_t i = 0; i < LINES; i++)
		np_model_see(model, &observations[i]);
	np_model_label(model, labels);
	for (size_t i = 0; i < LINES; i++) {
		LAW(labels[i] < np_label_scheme.label_count);
		LAW(np_label_scheme.follows(from, labels[i]));
		from = labels[i];
	}
	LAW(np_model_doubt(model, labels, sure, &err) == NP_OK);
	for (size_t i = 0; i < LINES; i++)
		LAW(sure[i] >= 0 && sure[i] <= 1.001);
}

/* How much of the line the first two fields are, or all of it. */
static size_t
head_of(struct np_span line)
{
	size_t at = 0, tabs = 0;

	while (at < line.len && (line.ptr[at] != '\t' || ++tabs < 2))
		at++;
	return at;
}

/* Writes the text of a model with lines of its own in the place of some. */
static void
put_model(struct np_out *out, struct fuzz *fuzz)
{
	struct np_model *model = np_model_new(&np_label_scheme);
	struct np_out plain;
	struct fuzz lines;

	LAW(model != NULL && np_model_seal(model));
	fuzz_out(&plain);
	np_model_write(model, "", &plain);
	np_model_free(model);
	lines.rest = fuzz_written(&plain);
	while (lines.rest.len > 0) {
		struct np_span line = fuzz_line(&lines), next;
		struct fuzz ahead = *fuzz;

		next = fuzz_line(&ahead);
		if (next.len > 0 && head_of(next) == head_of(line) &&
		    memcmp(next.ptr, line.ptr, head_of(line)) == 0) {
			line = next;
			*fuzz = ahead;
		}
		np_out_write(out, line.ptr, line.len);
		np_out_byte(out, '\n');
	}
	np_out_write(out, fuzz->rest.ptr, fuzz->rest.len);
	fuzz_drop(&plain);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	bool whole = fuzz_choice(&fuzz, 2) == 0;
	struct np_model *model, *again;
	struct np_out given;
	struct np_span text;
	struct np_out out, second;
	struct np_error err;
	enum np_code code;

	fuzz_out(&given);
	if (whole)
		np_out_write(&given, fuzz.rest.ptr, fuzz.rest.len);
	else
		put_model(&given, &fuzz);
	text = fuzz_copy(fuzz_written(&given));
	fuzz_drop(&given);
	code = np_model_read(&model, &np_label_scheme, text, &err);

	free((char *)(size_t)text.ptr);
	LAW(code == NP_OK || code == NP_ERR_SYNTAX);
	if (code != NP_OK) {
		LAW(err.msg != NULL && err.line > 0);
		return 0;
	}
	fuzz_out(&out);
	fuzz_out(&second);
	np_model_write(model, "", &out);
	LAW(np_model_read(&again, &np_label_scheme, fuzz_written(&out), &err) == NP_OK);
	np_model_write(again, "", &second);
	LAW(fuzz_same(fuzz_written(&out), fuzz_written(&second)));
	decode(&fuzz, model);
	np_model_free(model);
	np_model_free(again);
	fuzz_drop(&out);
	fuzz_drop(&second);
	return 0;
}
