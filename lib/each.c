/* each.c - the loop that all tools share: every input, every block, every article */
#include "each.h"

#include <string.h>

#include "confine.h"
#include "count_ahead.h"
#include "diag.h"
#include "gather.h"
#include "signature.h"
#include "utf8.h"

/* ---- blocks ---- */

/* What is known of the lines that come next in the buffer. */
struct ahead {
	struct np_tabs_ahead tabs;
	struct np_count_ahead counts;
};

static void
restart(struct ahead *ahead, size_t from)
{
	np_tabs_restart(&ahead->tabs, from);
	np_count_ahead_restart(&ahead->counts);
}

/*
 * Reports bytes of the line, which lines gave last, that are no UTF-8.  Many lines are looked at at
 * once, and most are known to be good before they come: as many as stay near until they are used.
 */
static void
check_bytes(const struct np_each_blocks *calls, struct np_lines *lines, const struct ahead *ahead,
    struct np_span line)
{
	enum { NEAR = 16 * 1024 };
	size_t begin, end, held;

	if (calls->bad_bytes == NULL)
		return;
	begin = (size_t)(line.ptr - lines->buf);
	end = begin + line.len;
	if (np_tabs_sound(&ahead->tabs, begin, end) || end <= lines->ahead)
		return;
	held = lines->end - begin;
	lines->ahead =
	    begin + np_utf8_valid(line.ptr, held > NEAR && line.len <= NEAR ? NEAR : held);
	if (lines->ahead < end)
		np_diag_say(NP_FAULTY, lines->in->name, lines->number,
		    "invalid UTF-8 at byte %zu of the line, %s", lines->ahead - begin + 1,
		    calls->bad_bytes);
}

/*
 * The next line and its tabs; answers as np_lines_next() does, which is asked only where the pass that
 * finds the tabs of many lines at once has none ready.
 */
static enum np_code
next_line(struct np_lines *lines, struct ahead *ahead, struct np_span *line, struct np_tabs *tabs,
    struct np_error *err)
{
	size_t len;
	enum np_code code;

	if (np_tabs_next(&ahead->tabs, lines->buf, lines->start, lines->end, tabs, &len) &&
	    len <= lines->max) {
		*line = np_lines_take(lines, len);
		return NP_OK;
	}
	code = np_lines_next(lines, line, err);
	restart(ahead, lines->start);
	if (code != NP_OK)
		return code;
	if (lines->number == 1)
		*line = np_block_first_line(*line);
	np_tabs_find(tabs, *line);
	return NP_OK;
}

/* Takes one line of a stream; false ends the run. */
static bool
take_line(const struct np_each_blocks *calls, struct np_lines *lines, const struct ahead *ahead,
    struct np_span line, const struct np_tabs *tabs, void *ctx)
{
	const char *name = lines->in->name;
	struct np_block block;
	struct np_error err;

	if (np_block_parse_tabbed(line, tabs, &block, &err) != NP_OK) {
		np_diag_say(NP_FAULTY, name, lines->number, "not a block: %s", err.msg);
		return calls->stray == NULL || calls->stray(ctx, line, lines->number, name);
	}
	check_bytes(calls, lines, ahead, line);
	if (lines->more && calls->look != NULL)
		calls->look(ctx,
		    (struct np_span){ line.ptr, (size_t)(lines->buf + lines->end - line.ptr) });
	lines->more = false;
	return calls->block(ctx, &block, line, lines->number, name);
}

/* Counts a block whose line is at hand and known to be UTF-8, and with it many that come next. */
static inline void
count_block(
    struct ahead *ahead, const struct np_lines *lines, const size_t *stops, struct np_block *block)
{
	const size_t begin = stops[3] + 1, end = stops[4];
	struct np_count_piece piece;

	if (!np_tabs_sound(&ahead->tabs, begin, end))
		return;
	if (!np_count_ahead_holds(&ahead->counts, end))
		np_count_ahead_look(&ahead->counts, lines->buf, begin, ahead->tabs.sound);
	if (!np_count_ahead_piece(&ahead->counts, begin, end, &piece))
		return;
	block->counted = true;
	block->chars = piece.chars;
	block->han = piece.han;
}

/*
 * Takes the lines that come next as long as they are blocks as most are, known to be UTF-8 where that
 * matters: most of a stream.  False ends the run.
 */
static bool
take_plain(
    const struct np_each_blocks *calls, struct np_lines *lines, struct ahead *ahead, void *ctx)
{
	struct np_tabs_ahead *tabs = &ahead->tabs;
	const char *name = lines->in->name;
	const size_t *stops;
	struct np_block block;

	while ((stops = np_tabs_plain(tabs, lines->buf)) != NULL &&
	       (calls->bad_bytes == NULL || np_tabs_sound(tabs, lines->start, stops[4])) &&
	       stops[4] - lines->start <= lines->max &&
	       np_block_parse_plain(lines->buf, lines->start, stops, &block)) {
		const struct np_span line = np_lines_take(lines, stops[4] - lines->start);

		if ((calls->count & NP_ROLE_BIT(block.role)) != 0)
			count_block(ahead, lines, stops, &block);
		tabs->next += NP_TABS_PLAIN;
		if (!calls->block(ctx, &block, line, lines->number, name))
			return false;
	}
	return true;
}

/* Says what an input is that is no block stream, by its first line. */
static void
tell_no_blocks(const char *name, uint64_t number, struct np_span line)
{
	const struct np_signature *signature = np_signature_find(line);
	const char *what = np_block_no_stream(line);
	struct np_block block;
	struct np_error err = { .msg = "" };

	if (signature != NULL) {
		np_diag_say(NP_USAGE, name, 0,
		    "%s, where blocks are expected (%s, then run npsplit)", signature->kind,
		    signature->advice);
	} else if (what != NULL) {
		np_diag_say(NP_USAGE, name, number, "%s", what);
	} else {
		np_block_parse(line, &block, &err);
		np_diag_say(
		    NP_USAGE, name, number, "not a block (make them with npsplit): %s", err.msg);
	}
}

bool
np_each_block_lines(const struct np_each_blocks *calls, struct np_lines *lines, void *ctx)
{
	const char *name = lines->in->name;
	struct ahead ahead;
	struct np_tabs tabs;
	struct np_span line;
	struct np_error err;
	enum np_code code;
	bool decided = false;

	lines->leave = calls->leave;
	lines->leave_ctx = ctx;
	restart(&ahead, lines->start);
	while ((code = next_line(lines, &ahead, &line, &tabs, &err)) != NP_END) {
		if (code == NP_ERR_TOOBIG) {
			np_diag_say(NP_BROKEN, name, lines->number,
			    "line longer than %zu bytes, skipped (try --max-page)", lines->max);
			continue;
		}
		if (code != NP_OK) {
			np_diag_error(NP_BROKEN, name, &err);
			if (lines->leave_failed)
				return false;
			break;
		}
		if (!decided && !np_block_recognise(line)) {
			tell_no_blocks(name, lines->number, line);
			return true;
		}
		decided = true;
		if (!take_line(calls, lines, &ahead, line, &tabs, ctx) ||
		    (!lines->more && !take_plain(calls, lines, &ahead, ctx)))
			return false;
	}
	return calls->end == NULL || calls->end(ctx, name);
}

struct block_run {
	const struct np_each_blocks *calls;
	void *ctx;
	bool single;
};

static bool
each_input(const char *path, void *ctx)
{
	const struct block_run *run = ctx;
	size_t max = run->calls->max_line != 0 ? run->calls->max_line : NP_EACH_MAX;
	struct np_in in;
	struct np_lines lines;
	struct np_error err;
	bool go_on;

	if (np_in_open(&in, path, &err) != NP_OK) {
		np_diag_error(NP_FAULTY, path, &err);
		return true;
	}
	if (run->single)
		np_confine_opened();
	np_diag_file_begin(in.name);
	np_lines_init(&lines, &in, max);
	go_on = np_each_block_lines(run->calls, &lines, run->ctx);
	np_lines_free(&lines);
	np_diag_file_end();
	np_in_close(&in);
	return go_on;
}

void
np_each_block(const struct np_operands *operands, const struct np_each_blocks *calls, void *ctx)
{
	struct block_run run = { calls, ctx, np_operands_single(operands) };
	struct np_error err;

	np_confine_start();
	if (np_operands_each(operands, each_input, &run, &err) != NP_OK)
		np_diag_error(NP_BROKEN, operands->list, &err);
}

/* ---- articles ---- */

void
np_each_tell_repeated(const char *input, uint64_t number)
{
	if (number != 0)
		np_diag_say(NP_FAULTY, input, number,
		    "a line that a block of the page has already (two pages of one name? try "
		    "npsplit --name)");
}

struct article_run {
	const struct np_each_articles *calls;
	void *ctx;
	struct np_gather gather;
};

/* Hands on the page that was gathered; false ends the run. */
static bool
give_page(struct article_run *run, const char *input)
{
	const struct np_article *articles;
	struct np_error err;
	size_t count;
	bool go_on = true;

	articles = np_gather_articles(&run->gather, &count, &err);
	if (err.code != NP_OK) {
		np_diag_error(NP_BROKEN, input, &err);
		go_on = false;
	} else if (count > 0) {
		np_each_tell_repeated(input, run->gather.repeated);
		go_on = run->calls->page(run->ctx, articles, count, &run->gather.arena, input);
	}
	np_gather_reset(&run->gather);
	return go_on;
}

/* Tells why a block was not added; false ends the run. */
static bool
gather_failed(const struct article_run *run, enum np_code code, uint64_t number, const char *input)
{
	if (code != NP_ERR_TOOBIG)
		return np_diag_no_memory(input);
	np_diag_say(NP_BROKEN, input, number,
	    "page larger than %zu bytes, skipped (try --max-page)", run->gather.max_page);
	return true;
}

static bool
gather_block(void *ctx, const struct np_block *block, struct np_span line, uint64_t number,
    const char *input)
{
	struct article_run *run = ctx;
	enum np_code code;

	if (!np_gather_holds(&run->gather, block->home) && !give_page(run, input))
		return false;
	code = np_gather_add(&run->gather, block, line, number, NULL);
	return code == NP_OK || gather_failed(run, code, number, input);
}

static bool
gather_leave(void *ctx)
{
	struct article_run *run = ctx;

	return np_gather_settle(&run->gather);
}

static bool
gather_end(void *ctx, const char *input)
{
	return give_page(ctx, input);
}

void
np_each_article(const struct np_operands *operands, const struct np_each_articles *calls, void *ctx)
{
	struct article_run run = { .calls = calls, .ctx = ctx };
	struct np_each_blocks blocks = {
		.block = gather_block,
		.end = gather_end,
		.leave = gather_leave,
		.max_line = calls->max_page != 0 ? calls->max_page : NP_EACH_MAX,
		.bad_bytes = calls->bad_bytes,
		.count = calls->count,
	};

	np_gather_init(&run.gather, blocks.max_line);
	np_each_block(operands, &blocks, &run);
	np_gather_free(&run.gather);
}
