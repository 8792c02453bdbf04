/* each_page.c - the loop of the tools that read pages: every input, every page */
#include "each_page.h"

#include <string.h>

#include "bad_bytes.h"
#include "confine.h"
#include "crew.h"
#include "detect.h"
#include "diag.h"
#include "operands.h"
#include "pages.h"
#include "signature.h"

struct run {
	const struct np_opt_label *opts;
	const struct np_each_pages *calls;
	void *ctx;
	struct np_labeller *labeller;
	struct np_crew *crew;  /* NULL without workers */
	struct np_arena arena; /* of a worker's page */
	bool works;            /* this is a worker */
	struct np_out *outs[NP_EACH_OUTS];
	size_t out_count;
	bool single;       /* there is but one input */
	const char *input; /* at hand */
	struct np_bad_bytes bad;
	struct np_pages *pages; /* of all inputs, one after the other; NULL before the first */
};

/* Labels a page that was taken apart, if it is to be, and hands it on; false ends the run. */
static bool
label_page(struct run *run, const struct np_page *page, bool labels, struct np_arena *arena)
{
	struct np_labelled *blocks = NULL;
	size_t count = 0;
	struct np_error err;
	if (labels &&
	    np_labeller_page(run->labeller, page, arena, &blocks, &count, &err) != NP_OK) {
		np_diag_error(NP_BROKEN, run->input, &err);
		return false;
	}
	return run->calls->page(run->ctx, page, blocks, count, arena);
}

/* ---- workers ---- */

/* A page on its way to a worker; its name and bytes stand behind.  Numbers of one size: no byte is unset. */
struct task {
	uint64_t name_len, len, first_line, bad_bytes, ended_by_feed, labels;
};

/*
 * In a worker: what its writers were given for a page is the answer.  They write to memory; where that was
 * out a page lacks something, which no one else would tell.
 */
static bool
give_answer(const struct run *run, struct np_out *answer)
{
	for (size_t i = 0; i < run->out_count; i++) {
		const struct np_out *out = run->outs[i];
		if (out->failed)
			return np_diag_no_memory(NULL);
		np_out_write(answer, &out->len, sizeof out->len);
		np_out_write(answer, out->buf, out->len);
	}
	return !answer->failed || np_diag_no_memory(NULL);
}

/* In a worker: a page of a task, labelled and handed on. */
static bool
do_task(void *ctx, struct np_span span, struct np_out *answer)
{
	struct run *run = ctx;
	struct task task;
	struct np_error err;
	memcpy(&task, span.ptr, sizeof task);
	const char *name = span.ptr + sizeof task;
	struct np_page page = {
		.name = { name, (size_t)task.name_len },
		.bytes = { name + task.name_len, (size_t)task.len },
		.first_line = task.first_line,
		.ended_by_feed = task.ended_by_feed != 0,
		.bad_bytes = (size_t)task.bad_bytes,
	};
	np_arena_reset(&run->arena);
	for (size_t i = 0; i < run->out_count; i++) {
		if (!run->works)
			np_out_hold(run->outs[i]);
		run->outs[i]->len = 0;
	}
	run->works = true;
	if (np_page_scan(&page, run->opts->from, &run->arena, &err) != NP_OK) {
		np_diag_error(NP_BROKEN, NULL, &err);
		return false;
	}
	bool go_on = label_page(run, &page, task.labels != 0, &run->arena);
	return give_answer(run, answer) && go_on;
}

static void
tell_no_memory(void *ctx)
{
	(void)ctx;
	np_diag_no_memory(NULL);
}

/* In the parent: what a worker's writers were given, into its own. */
static bool
take_answer(void *ctx, struct np_span answer)
{
	const struct run *run = ctx;
	bool go_on = true;
	for (size_t i = 0; i < run->out_count; i++) {
		size_t len;
		memcpy(&len, answer.ptr, sizeof len);
		np_out_write(run->outs[i], answer.ptr + sizeof len, len);
		answer.ptr += sizeof len + len;
		go_on = go_on && !run->outs[i]->failed;
	}
	return go_on;
}

/* One line for a crew that is at an end: which page is the first that is not written. */
static void
tell_missing(const struct run *run, const struct np_error *err)
{
	uint64_t line;
	const char *input = np_crew_missing(run->crew, &line);
	np_diag_say(NP_BROKEN, input, line, "%s%s%s; the output ends before this page", err->msg,
	    err->sys != 0 ? ": " : "", err->sys != 0 ? strerror(err->sys) : "");
}

static bool
give_page(struct run *run, const struct np_page *page, bool labels)
{
	struct task task = { page->name.len, page->bytes.len, page->first_line, page->bad_bytes,
		page->ended_by_feed, labels };
	const struct np_span pieces[] = { { (const char *)&task, sizeof task }, page->name,
		page->bytes };
	const struct np_crew_task whole = { pieces, 3, run->input, page->first_line };
	struct np_error err;
	enum np_code code = np_crew_give(run->crew, &whole, &err);
	if (code != NP_OK && code != NP_END)
		tell_missing(run, &err);
	return code == NP_OK;
}

static enum np_code
open_crew(struct run *run, const struct np_crew_calls *calls, struct np_error *err)
{
	run->out_count = run->calls->outs(run->ctx, run->outs);
	np_arena_init(&run->arena, 0);
	return np_crew_open(&run->crew, run->opts->jobs, calls, err);
}

/* Waits for the answers that are due, before anything else is written; false ends the run. */
static bool
wait_for_pages(struct run *run)
{
	struct np_error err;
	enum np_code code = run->crew != NULL ? np_crew_wait(run->crew, &err) : NP_OK;
	if (code != NP_OK && code != NP_END)
		tell_missing(run, &err);
	return code == NP_OK;
}

/* Waits for the last answers, and for the workers to end. */
static void
end_crew(struct run *run)
{
	wait_for_pages(run);
	np_diag_raise((enum np_status)np_crew_close(run->crew));
	run->crew = NULL;
}

/* Tells of a page whose lines end in carriage returns alone, as those of old Macs do: it is one line here. */
static void
tell_returns(const struct run *run, const struct np_page *page)
{
	const struct np_span bytes = page->bytes;
	const char *found;
	if (bytes.len == 0 || memchr(bytes.ptr, '\n', bytes.len) != NULL)
		return;
	found = memchr(bytes.ptr, '\r', bytes.len);
	if (found != NULL && found + 1 < bytes.ptr + bytes.len)
		np_diag_say(NP_FAULTY, run->input, page->first_line,
		    "lines end in carriage returns alone, read as one line (try npconv --eol=lf)");
}

/* Hands a page on to be labelled, or labels it; false ends the run. */
static bool
take_page(struct run *run, const struct np_page *page, struct np_arena *arena)
{
	bool labels = np_bad_bytes_tell(&run->bad, page);
	if (labels)
		tell_returns(run, page);
	return run->crew != NULL ? give_page(run, page, labels)
				 : label_page(run, page, labels, arena);
}

/* Reads the pages of an open input; false ends the run. */
static bool
read_pages(struct run *run)
{
	struct np_pages *pages = run->pages;
	for (;;) {
		struct np_page page;
		struct np_error err;
		/* A worker takes the page apart itself. */
		enum np_code code = run->crew != NULL ? np_pages_take(pages, &page, &err)
						      : np_pages_next(pages, &page, &err);
		if (code == NP_END)
			break;
		if (code == NP_ERR_TOOBIG) {
			np_diag_say(NP_BROKEN, run->input, err.line, "%s, skipped (try --max-page)",
			    err.msg);
			continue;
		}
		if (code != NP_OK) {
			np_diag_error(NP_BROKEN, run->input, &err);
			return code != NP_ERR_MEMORY;
		}
		if (!take_page(run, &page, np_pages_arena(pages)))
			return false;
	}
	np_bad_bytes_end(&run->bad);
	return true;
}

static bool
read_input(struct run *run, struct np_in *in)
{
	const struct np_opt_label *opts = run->opts;
	struct np_enc *enc = NULL;
	struct np_error err;
	bool go_on = true;
	const char *name = opts->name != NULL ? opts->name : run->input;
	enum np_code code =
	    np_enc_open(&enc, in, opts->encoding, np_bad_bytes_note, &run->bad, &err);
	run->bad.enc = enc;
	if (run->single) {
		np_enc_load(enc);
		np_confine_opened();
	}
	if (code == NP_OK && run->pages != NULL)
		np_pages_begin(run->pages, enc, name);
	else if (code == NP_OK)
		code = np_pages_open(&run->pages, enc, name, opts->from, opts->max_page, &err);
	if (code == NP_OK)
		go_on = read_pages(run);
	else if (code == NP_ERR_BYTES)
		np_diag_say(NP_FAULTY, run->input, 0, "%s, skipped (say which with -e)", err.msg);
	else
		np_diag_error(NP_BROKEN, run->input, &err);
	np_enc_close(enc);
	return go_on;
}

/*
 * False, and reported, for an input that is no text, or that is to be read as UTF-8 and begins with the
 * byte order mark of another encoding: what a labeller would make of it helps nobody.
 */
static bool
is_readable(const struct run *run, const char *path, struct np_span head)
{
	const struct np_signature *signature = np_signature_find(head);
	if (signature == NULL)
		signature = np_signature_markup(head);
	const char *marked = np_detect_mark(head);
	if (signature != NULL) {
		np_diag_say(NP_FAULTY, path, 0, "%s and no text, skipped (%s)", signature->kind,
		    signature->advice);
		return false;
	}
	if (!np_enc_is_utf8(run->opts->encoding) || marked == NULL || np_enc_is_utf8(marked))
		return true;
	np_diag_say(NP_FAULTY, path, 0,
	    "begins with the byte order mark of %s, skipped (try -e %s)", marked, marked);
	return false;
}

static bool
each_input(const char *path, void *ctx)
{
	struct run *run = ctx;
	struct np_in in;
	struct np_error err;
	struct np_span head = { NULL, 0 };
	enum np_code code = np_in_open(&in, path, &err);
	bool go_on = true;
	if (code == NP_OK && (code = np_in_peek_line(&in, NP_BLOCK_HEAD, &head, &err)) != NP_OK)
		np_in_close(&in);
	if (code != NP_OK) {
		np_diag_error(code == NP_ERR_OPEN ? NP_FAULTY : NP_BROKEN, path, &err);
		return true;
	}
	run->input = path;
	np_bad_bytes_begin(&run->bad, path);
	np_diag_file_begin(path);
	if (!np_block_recognise(head)) {
		if (is_readable(run, path, head))
			go_on = read_input(run, &in);
	} else if (run->calls->blocks != NULL) {
		if (run->single)
			np_confine_opened();
		go_on = wait_for_pages(run) && run->calls->blocks(run->ctx, &in);
	} else {
		np_diag_say(NP_USAGE, path, 1,
		    "blocks, where page text is expected (nptext makes text of them)");
	}
	np_diag_file_end();
	np_in_close(&in);
	return go_on;
}

void
np_each_page(
    const struct np_opt_label *opts, char **argv, const struct np_each_pages *calls, void *ctx)
{
	struct run run = { .opts = opts, .calls = calls, .ctx = ctx };
	struct np_crew_calls crew_calls = { do_task, tell_no_memory, take_answer, &run, NP_BROKEN };
	struct np_operands operands = { .argv = argv, .list = opts->files0 };
	const char *const others[] = { opts->model, opts->rules };
	struct np_error err;
	const char *what;
	if (np_operands_share_stdin(&operands, others, 2)) {
		np_diag_say(NP_USAGE, NULL, 0,
		    "standard input can be read only once: for -m, -R, -0 or pages");
		return;
	}
	run.single = np_operands_single(&operands);
	enum np_code code = np_labeller_open(&run.labeller, opts->model, opts->rules, &what, &err);
	if (code != NP_OK) {
		np_diag_error(NP_BROKEN, what, &err);
		return;
	}
	if (calls->begin != NULL)
		calls->begin(ctx, run.labeller);
	if (opts->jobs > 1) {
		code = open_crew(&run, &crew_calls, &err);
		if (code != NP_OK)
			np_diag_error(NP_BROKEN, NULL, &err);
	}
	np_confine_start();
	if (code == NP_OK && np_operands_each(&operands, each_input, &run, &err) != NP_OK)
		np_diag_error(NP_BROKEN, opts->files0, &err);
	if (run.crew != NULL)
		end_crew(&run);
	np_pages_close(run.pages);
	np_labeller_close(run.labeller);
	np_bad_bytes_free(&run.bad);
}

bool
np_each_page_put(struct np_out *out, const struct np_page *page, struct np_span text)
{
	np_out_write(out, text.ptr, text.len);
	if (page->ended_by_feed)
		np_out_byte(out, '\f');
	return !out->failed;
}
