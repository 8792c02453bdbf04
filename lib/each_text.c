/* each_text.c - every input of a tool that takes both plain text and blocks */
#include "each_text.h"

#include <stdlib.h>
#include <string.h>

#include "confine.h"
#include "detect.h"
#include "diag.h"
#include "each.h"
#include "enc.h"
#include "signature.h"
#include "utf8.h"

enum {
	BUFFER = 256 * 1024,
	PAGE = 4096, /* of memory, or a part of one */
	AHEAD = 64,  /* at most so much of a text may come before what is read */
	/* The encoding to try goes by so much, from the first bad byte on, */
	GUESS = NP_DETECT_MOST,
	/* and so much before it, which tells a text in UTF-8 that is cut off, or has a stray byte. */
	BEFORE = 1024
};
_Static_assert(AHEAD + BEFORE <= PAGE, "room before what is read");

struct run {
	const struct np_each_text *calls;
	void *ctx;
	/* PAGE bytes, and BUFFER behind these: reading fills whole pages; then room for guess(). */
	char *room;
	bool single;        /* there is but one input */
	struct np_enc *enc; /* of the text that is read */
	const char *name;
	char hint[NP_DETECT_HINT]; /* of its bytes that are no UTF-8 */
};

static void
report_bad(void *ctx, const struct np_enc_bad *bad)
{
	const struct run *run = ctx;
	const char *encoding = run->enc != NULL ? np_enc_name(run->enc) : run->calls->encoding;
	bool utf8 = np_enc_is_utf8(encoding);

	np_diag_say(NP_FAULTY, run->name, bad->line, "invalid %s at byte %llu%s",
	    utf8 ? "UTF-8" : encoding, (unsigned long long)bad->byte, utf8 ? run->hint : "");
}

/* Keeps the end of what was read last where it stands before text, which is read next; answers how much. */
static size_t
keep_before(struct np_span last, char *text)
{
	size_t len = last.len < BEFORE ? last.len : BEFORE;

	if (len > 0)
		memmove(text - len, last.ptr + last.len - len, len);
	return len;
}

/*
 * Finds out by the *len bytes of text, the first piece that has bad bytes, and by those kept before it, which
 * encoding to try.  What comes next is read as well where it takes that, so that the answer does not go by the
 * pieces in which an input comes, and stands behind; *len is of both.
 */
static enum np_code
guess(struct run *run, char *text, size_t kept, size_t *len, struct np_error *err)
{
	const size_t first = np_utf8_valid(text, *len);
	const char *from = text + first - (kept + first < BEFORE ? kept + first : BEFORE);
	enum np_code code = NP_OK;

	while (code == NP_OK && *len - first < GUESS) {
		size_t got;

		code = np_enc_read(run->enc, text + *len, GUESS, &got, err);
		*len += got;
	}
	/* What is before is UTF-8: from a character's beginning it is. */
	while (from < text + first && ((unsigned char)*from & 0xC0) == 0x80)
		from++;
	np_detect_hint(from, (size_t)(text + *len - from), run->hint);
	return code;
}

/* Reads a text and hands it on in pieces; *go_on is false when a call ended the run. */
static enum np_code
read_text(struct run *run, bool *go_on, struct np_error *err)
{
	const struct np_each_text *calls = run->calls;
	struct np_seen seen = { 0 };
	struct np_span last = { NULL, 0 }; /* what was read, with what was kept before it */
	enum np_code code = NP_OK;

	while (*go_on && code == NP_OK) {
		const struct np_seen before = seen;
		const size_t held = np_enc_held(run->enc), ahead = held < AHEAD ? held : 0;
		char *text = run->room + PAGE - ahead;
		const size_t kept = keep_before(last, text);
		size_t got, all;

		code = np_enc_read(run->enc, text, BUFFER + ahead, &got, err);
		if (code != NP_OK)
			break;
		all = got;
		last = (struct np_span){ text - kept, kept + got };
		*go_on = calls->text(run->ctx, (struct np_span){ text, got }, &seen, run->name);
		if (seen.bad == before.bad)
			continue;
		if (before.bad == 0 && np_enc_is_utf8(np_enc_name(run->enc)))
			code = guess(run, text, kept, &all, err);
		if (all > got)
			*go_on = *go_on &&
				 calls->text(run->ctx, (struct np_span){ text + got, all - got },
				     &seen, run->name);
		np_enc_check(run->enc, text, all, before.feeds + 1);
	}
	if (*go_on)
		*go_on = calls->text_end(run->ctx, code == NP_END, run->name);
	return code;
}

/* Takes an input of plain text. */
static enum np_code
take_text(struct run *run, struct np_in *in, bool *go_on, struct np_error *err)
{
	enum np_code code;

	/* An input without a byte is no text either. */
	if (run->calls->lacks != NULL && in->held_len > 0) {
		np_diag_say(NP_USAGE, run->name, 0, "plain text has no %s (run npsplit first)",
		    run->calls->lacks);
		return NP_OK;
	}
	code = np_enc_open(&run->enc, in, run->calls->encoding, report_bad, run, err);
	if (run->single) {
		np_enc_load(run->enc);
		np_confine_opened();
	}
	if (code == NP_OK) {
		np_enc_set_unchecked(run->enc);
		code = read_text(run, go_on, err);
	}
	np_enc_close(run->enc);
	run->enc = NULL;
	return code;
}

static bool
take_block(void *ctx, const struct np_block *block, struct np_span line, uint64_t number,
    const char *input)
{
	const struct run *run = ctx;
	struct np_seen seen = { 0 };
	bool go_on = run->calls->block(run->ctx, block, &seen, number, input);

	if (seen.bad > 0)
		np_diag_say(NP_FAULTY, input, number,
		    "invalid UTF-8 at byte %zu of the line, counted as bad",
		    np_utf8_valid(line.ptr, line.len) + 1);
	return go_on;
}

static bool
end_blocks(void *ctx, const char *input)
{
	const struct run *run = ctx;

	return run->calls->blocks_end(run->ctx, input);
}

/* Takes a block stream; false ends the run. */
static bool
take_blocks(struct run *run, struct np_in *in)
{
	const struct np_each_blocks blocks = { .block = take_block, .end = end_blocks };
	struct np_lines lines;
	bool go_on;

	if (run->single)
		np_confine_opened();
	np_lines_init(&lines, in, run->calls->max_line);
	go_on = np_each_block_lines(&blocks, &lines, run);
	np_lines_free(&lines);
	return go_on;
}

static bool
take_input(const char *path, void *ctx)
{
	struct run *run = ctx;
	struct np_in in;
	struct np_span head;
	const struct np_signature *signature;
	struct np_error err;
	enum np_code code;
	bool go_on = true;

	np_diag_file_begin(path);
	run->name = path;
	run->hint[0] = '\0';
	code = np_in_open(&in, path, &err);
	if (code == NP_OK) {
		code = np_in_peek_line(&in, NP_BLOCK_HEAD, &head, &err);
		if (code == NP_OK && np_block_recognise(head))
			go_on = take_blocks(run, &in);
		else if (code == NP_OK && (signature = np_signature_find(head)) != NULL)
			np_diag_say(NP_FAULTY, path, 0, "%s and no text, skipped (%s)",
			    signature->kind, signature->advice);
		else if (code == NP_OK)
			code = take_text(run, &in, &go_on, &err);
		np_in_close(&in);
	}
	if (code == NP_ERR_OPEN)
		np_diag_error(NP_FAULTY, path, &err);
	else if (code == NP_ERR_BYTES)
		np_diag_say(NP_FAULTY, path, 0, "%s, skipped (say which with -e)", err.msg);
	else if (code != NP_OK && code != NP_END)
		np_diag_error(NP_BROKEN, path, &err);
	np_diag_file_end();
	return go_on;
}

void
np_each_text(const struct np_operands *operands, const struct np_each_text *calls, void *ctx)
{
	struct run run = {
		.calls = calls, .ctx = ctx, .room = aligned_alloc(PAGE, PAGE + BUFFER + 2 * GUESS)
	};
	struct np_error err;

	run.single = np_operands_single(operands);
	np_confine_start();
	if (run.room == NULL)
		np_diag_no_memory(NULL);
	else if (np_operands_each(operands, take_input, &run, &err) != NP_OK)
		np_diag_error(NP_BROKEN, operands->list, &err);
	free(run.room);
}
