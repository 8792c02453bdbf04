/* survey.c - what inputs are in, as rows: one each, or one for each run of bytes */
#include "survey.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "block.h"

enum { BUFFER = 64 * 1024 };

static void
count_bad(void *ctx, const struct np_enc_bad *bad)
{
	uint64_t *bytes = ctx;
	*bytes += bad->kept;
}

/* Reads the text to its end. */
static enum np_code
read_all(struct np_enc *enc, struct np_error *err)
{
	char *text = malloc(BUFFER);
	size_t got;
	enum np_code code = NP_OK;
	if (text == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	while (code == NP_OK)
		code = np_enc_read(enc, text, BUFFER, &got, err);
	free(text);
	return code == NP_END ? NP_OK : code;
}

static void
put_name(struct np_out *out, const char *name)
{
	np_block_put_field(out, (struct np_span){ name, strlen(name) });
	np_out_byte(out, '\t');
}

static void
put_found(struct np_out *out, const char *name, const struct np_detect *found)
{
	char sure[16];
	snprintf(sure, sizeof sure, "%.3f", found->confidence);
	put_name(out, name);
	np_out_string(out, found->undecided ? "undecided" : found->encoding);
	np_out_byte(out, '\t');
	np_out_string(out, sure);
	np_out_byte(out, '\t');
	if (found->undecided && found->other != NULL) {
		np_out_string(out, found->encoding);
		np_out_byte(out, ',');
	}
	np_out_string(out, found->other != NULL ? found->other : "-");
	np_out_string(out, found->bom ? "\tbom\t" : "\t-\t");
}

enum np_code
np_survey_put(struct np_out *out, struct np_in *in, const char *name, struct np_error *err)
{
	struct np_enc *enc;
	struct np_detect found;
	uint64_t bad = 0;
	enum np_code code = np_enc_open_found(&enc, in, &found, count_bad, &bad, err);
	bool read = code == NP_OK;
	if (read)
		code = read_all(enc, err);
	np_enc_close(enc);
	if (code != NP_OK && code != NP_ERR_BYTES)
		return code;
	put_found(out, name, &found);
	if (read)
		np_out_number(out, bad);
	else
		np_out_byte(out, '-');
	np_out_byte(out, '\n');
	return code;
}

void
np_survey_put_head(struct np_out *out)
{
	np_out_string(out, "file\tencoding\tconfidence\tother\tbom\tbad\n");
}

void
np_survey_put_run(struct np_out *out, const char *name, const struct np_enc_run *run)
{
	put_name(out, name);
	np_out_number(out, run->byte);
	np_out_byte(out, '\t');
	np_out_number(out, run->line);
	np_out_byte(out, '\t');
	np_out_number(out, run->len);
	np_out_byte(out, '\t');
	np_out_string(out, run->name);
	np_out_byte(out, '\n');
}
