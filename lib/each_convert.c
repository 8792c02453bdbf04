/* each_convert.c - the loops of npconv: every input, by one process or shared among workers */
#include "each_convert.h"

#include <string.h>
#include <unistd.h>

#include "confine.h"
#include "diag.h"
#include "place.h"
#include "survey.h"
#include "turns.h"

/* What a worker holds before it waits for its turn. */
enum { HELD = 1024 * 1024 };

/* What goes from one that writes to the next. */
struct baton {
	bool failed; /* writing has: nobody goes on */
	bool begun;  /* text was written */
	int last;    /* its last byte, for --pages */
};

struct run {
	struct np_each_convert *each;
	struct np_convert *convert; /* NULL for rows of a survey */
	struct np_place place;      /* all inputs, where they must be known beforehand */
	struct np_out out, map;     /* what goes there; of a worker: held till its turn comes */
	struct np_enc_out *writer;  /* to out; NULL where each has a file of its own */

	/* a worker */
	struct np_turns *turns; /* NULL: there are none */
	struct baton *baton;
	struct np_out true_out, true_map;
	struct np_enc_out *lead; /* to true_out: what goes before the text of a share */
	bool wrote;              /* some of the share is written */
};

/* ---- one input ---- */

static bool
survey_input(struct run *run, const char *path)
{
	struct np_error err = { .code = NP_OK };
	struct np_in in;
	enum np_code code = np_in_open(&in, path, &err);

	if (code == NP_OK) {
		code = np_survey_put(&run->out, &in, path, &err);
		np_in_close(&in);
	}
	if (code != NP_OK && run->turns != NULL)
		np_turns_take(run->turns);
	if (code == NP_ERR_OPEN || code == NP_ERR_BYTES)
		np_diag_error(NP_FAULTY, path, &err);
	else if (code != NP_OK)
		np_diag_error(NP_BROKEN, path, &err);
	return !run->out.failed;
}

/* name: of its own file, if it has one.  False ends the run. */
static bool
do_input(struct run *run, const char *path, const char *name)
{
	if (run->convert == NULL)
		return survey_input(run, path);
	if (run->writer == NULL)
		return np_convert_file(run->convert, path, run->each->dir, name);
	return np_convert_text(run->convert, path, run->writer, &run->out);
}

/* ---- a worker ---- */

static void
take_turn(void *ctx)
{
	struct run *run = ctx;
	np_turns_take(run->turns);
}

/* Writes what goes before a share's first text: what one process would have known to write. */
static void
write_lead(struct run *run)
{
	const struct np_convert *convert = run->convert;
	if (run->baton->begun)
		np_enc_out_resume(run->lead);
	np_enc_out_write(run->lead, "", 0);
	if (convert->pages && run->baton->begun && run->baton->last != '\f' &&
	    convert->first != '\f')
		np_enc_out_write(run->lead, "\f", 1);
	run->baton->begun = true;
}

/* In its turn: writes what is held. */
static bool
write_held(struct run *run)
{
	if (!np_turns_take(run->turns) || run->baton->failed)
		return false;
	if (run->lead != NULL && run->convert->last != -1) {
		if (!run->wrote)
			write_lead(run);
		run->baton->last = run->convert->last;
		run->wrote = true;
	}
	np_out_write(&run->true_out, run->out.buf, run->out.len);
	np_out_write(&run->true_map, run->map.buf, run->map.len);
	run->out.len = run->map.len = 0;
	run->baton->failed = run->true_out.failed || run->true_map.failed;
	return !run->baton->failed;
}

static bool
written(void *ctx)
{
	struct run *run = ctx;
	if (run->out.failed || run->map.failed)
		return np_diag_no_memory(NULL);
	return (!run->turns->mine && run->out.len + run->map.len < HELD) || write_held(run);
}

/* The end of a share: what is buffered must be out before the next one writes. */
static bool
end_share(struct run *run)
{
	struct np_error err;
	bool fine = (run->out.len == 0 && run->map.len == 0) || write_held(run);

	if (run->turns->mine && np_out_flush(&run->true_out, &err) != NP_OK) {
		np_diag_error(NP_BROKEN, run->true_out.name, &err);
		run->baton->failed = true;
	}
	if (run->turns->mine && np_out_flush(&run->true_map, &err) != NP_OK) {
		np_diag_error(NP_BROKEN, run->each->map, &err);
		run->baton->failed = true;
	}
	return fine && !(run->turns->mine && run->baton->failed);
}

static bool
do_share(struct run *run, size_t first, size_t end)
{
	run->wrote = false;
	if (run->convert != NULL)
		run->convert->first = run->convert->last = -1;
	for (size_t i = first; i < end; i++) {
		const struct np_place_item *item = &run->place.items[i];
		if (!do_input(run, item->path, item->name) || !written(run))
			return false;
	}
	return end_share(run);
}

/* Opens what a worker writes to: what it holds, and the true outputs. */
static enum np_code
open_worker(struct run *run, struct np_error *err)
{
	struct np_convert *convert = run->convert;
	int map_fd = run->map.fd;
	bool mapped = convert != NULL && convert->map != NULL;

	np_out_init(&run->true_out, STDOUT_FILENO, "standard output");
	np_out_init(&run->true_map, map_fd, run->each->map);
	np_out_close(&run->out, NULL); /* the parent's, which is flushed */
	np_out_hold(&run->out);
	np_out_hold(&run->map);
	if (convert == NULL)
		return NP_OK;
	convert->map = mapped ? &run->map : NULL;
	convert->speaks = take_turn;
	convert->written = run->each->dir == NULL ? written : NULL;
	convert->ctx = run;
	if (run->each->dir != NULL)
		return NP_OK;
	np_enc_out_close(run->writer); /* the parent's, too */
	enum np_code code = np_convert_writer(convert, &run->writer, &run->out, err);
	if (code == NP_OK)
		code = np_convert_writer(convert, &run->lead, &run->true_out, err);
	if (code == NP_OK)
		np_enc_out_resume(run->writer);
	return code;
}

static int
work(void *ctx, struct np_turns *turns)
{
	struct run *run = ctx;
	struct np_error err;
	size_t first, end;

	run->turns = turns;
	run->baton = turns->baton;
	np_confine_start();
	if (open_worker(run, &err) != NP_OK) {
		np_diag_error(NP_BROKEN, NULL, &err);
		return (int)np_diag_status();
	}
	while (np_turns_next(turns, &first, &end)) {
		if (!do_share(run, first, end)) {
			/* Whoever comes next finds out, from the baton or because it does not come. */
			np_diag_raise(NP_BROKEN);
			if (turns->mine && run->baton->failed)
				np_turns_next(turns, &first, &end);
			break;
		}
	}
	if (run->convert != NULL)
		np_convert_end(run->convert);
	/* A worker that is gone has told why itself. */
	if (turns->broken && turns->fault == 0)
		np_diag_raise(NP_BROKEN);
	else if (turns->broken)
		np_diag_say(NP_BROKEN, NULL, 0, "cannot speak to another worker: %s",
		    strerror(turns->fault));
	return (int)np_diag_status();
}

static void
share_inputs(struct run *run)
{
	struct baton baton = { .last = -1 };
	struct np_error err;
	int worst;
	size_t count = run->place.count, jobs = run->each->jobs;
	enum np_code code = np_turns_run(
	    jobs < count ? jobs : count, count, &baton, sizeof baton, work, run, &worst, &err);

	np_diag_raise((enum np_status)worst);
	if (code != NP_OK)
		np_diag_error(NP_BROKEN, NULL, &err);
}

/* ---- all inputs ---- */

static bool
list_operand(const char *path, void *ctx)
{
	struct run *run = ctx;
	return np_place_add(&run->place, path) || np_diag_no_memory(NULL);
}

/* Lists the inputs beforehand; false, and told, if that can't be. */
static bool
list_inputs(struct run *run)
{
	struct np_error err;
	const struct np_operands *operands = &run->each->operands;
	if (np_operands_each(operands, list_operand, run, &err) == NP_OK)
		return np_diag_status() == NP_CLEAN;
	np_diag_error(NP_BROKEN, operands->list, &err);
	return false;
}

/* Finds the place of each in the folder; false, and told, if there is none. */
static bool
find_places(struct run *run)
{
	struct np_place *place = &run->place;
	struct np_error err;
	enum np_code code = np_place_all(place, &err);

	if (code == NP_ERR_UNKNOWN)
		np_diag_error(NP_USAGE, place->fault->path, &err);
	else if (code != NP_OK)
		np_diag_error(NP_BROKEN, NULL, &err);
	else if ((code = np_outfile_folder(place->dir, &err)) != NP_OK)
		np_diag_error(code == NP_ERR_UNKNOWN ? NP_USAGE : NP_BROKEN, place->dir, &err);
	return code == NP_OK;
}

static bool
do_operand(const char *path, void *ctx)
{
	return do_input(ctx, path, NULL);
}

/* By this process, one behind the other. */
static void
do_all(struct run *run)
{
	const struct np_operands *operands = &run->each->operands;
	bool listed = run->each->dir != NULL;
	struct np_error err;

	if (run->convert != NULL)
		run->convert->single =
		    listed ? run->place.count == 1 : np_operands_single(operands);
	np_confine_start();
	for (size_t i = 0; listed && i < run->place.count; i++) {
		if (!do_input(run, run->place.items[i].path, run->place.items[i].name))
			break;
	}
	if (listed)
		np_convert_end(run->convert);
	if (!listed && np_operands_each(operands, do_operand, run, &err) != NP_OK)
		np_diag_error(NP_BROKEN, operands->list, &err);
}

/* All inputs to standard output, or into the folder; head goes before the first. */
static void
do_inputs(struct run *run, bool head)
{
	struct np_each_convert *each = run->each;
	bool shared = each->jobs > 1 && !np_operands_single(&each->operands);
	bool fine = true;
	struct np_error err;

	np_place_init(&run->place, each->dir);
	run->place.beside = each->map != NULL ? &each->map_file : NULL;
	np_out_init(&run->out, STDOUT_FILENO, "standard output");
	if (shared || each->dir != NULL)
		fine = list_inputs(run) && (each->dir == NULL || find_places(run));
	if (fine && run->convert != NULL && each->dir == NULL &&
	    np_convert_writer(run->convert, &run->writer, &run->out, &err) != NP_OK) {
		np_diag_error(NP_BROKEN, NULL, &err);
		fine = false;
	}
	if (head)
		np_survey_put_head(&run->out);
	np_confine_folder(each->dir);
	if (fine && shared && run->place.count > 1) {
		/* The workers write behind it. */
		if (np_out_flush(&run->out, &err) == NP_OK)
			share_inputs(run);
	} else if (fine) {
		do_all(run);
	}
	if (np_out_close(&run->out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, run->out.name, &err);
	np_enc_out_close(run->writer);
	np_place_free(&run->place);
}

void
np_each_survey(struct np_each_convert *each, bool head)
{
	struct run run = { .each = each };
	do_inputs(&run, head);
}

void
np_each_convert(struct np_each_convert *each, struct np_convert *convert)
{
	struct run run = { .each = each, .convert = convert };
	struct np_error err;

	/* An encoding of iconv(3)'s may have something before its text that we know nothing of. */
	const struct np_charset *charset = np_charset_find(convert->to);
	if (charset == NULL || charset->family == NP_FAMILY_FOREIGN)
		each->jobs = 1;
	np_confine_file(each->map);
	if ((each->map != NULL || each->dir != NULL) && !np_operands_spare(&each->operands)) {
		np_diag_no_memory(NULL);
		return;
	}
	if (each->map != NULL && np_outfile_create(&each->map_file, each->map, &err) != NP_OK) {
		np_diag_error(err.code == NP_ERR_UNKNOWN ? NP_USAGE : NP_BROKEN, each->map, &err);
		return;
	}
	if (each->map != NULL) {
		convert->map = &each->map_file.out;
		run.map.fd = each->map_file.out.fd;
	}
	do_inputs(&run, false);
	/* Without a run, or beside text that lacks something, it would only replace a good one. */
	if (each->map != NULL && np_diag_status() > NP_FAULTY)
		np_outfile_abandon(&each->map_file);
	else if (each->map != NULL && np_outfile_commit(&each->map_file, &err) != NP_OK)
		np_diag_error(NP_BROKEN, each->map, &err);
}
