/* survey.h - what inputs are in, as rows: one each, or one for each run of bytes */
#ifndef NP_SURVEY_H
#define NP_SURVEY_H

#include "enc.h"

/*
 * Finds out what the open input is in and reads all of it to count its bad bytes.  Writes a row: its
 * name as a block stream has it, the encoding or "undecided", how sure that is (0 to 1), the
 * runner-up (for "undecided" the candidates, with a comma) or "-", "bom" or "-", and how many bytes are
 * bad, "-" where it was not read.  NP_OK; NP_ERR_BYTES when it can't be told or begins inside a
 * character, with the row written; NP_ERR_READ and NP_ERR_MEMORY without one.
 */
enum np_code np_survey_put(
    struct np_out *out, struct np_in *in, const char *name, struct np_error *err);

/* The names of these columns, as a row. */
void np_survey_put_head(struct np_out *out);

/* A row for a run: name, first byte and line (1-based), how many bytes, encoding. */
void np_survey_put_run(struct np_out *out, const char *name, const struct np_enc_run *run);

#endif
