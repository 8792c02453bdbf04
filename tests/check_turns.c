/* check_turns - workers that take turns: what they write is in order, a baton that none loses, workers that end early, can't speak or lose their parent */
#include "help.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "turns.h"

enum { INPUTS = 1000, KILLED = 500 };

struct job {
	int fd;        /* what all write to */
	size_t silent; /* of so many inputs one has something to write */
	bool dies;
	bool mute; /* the one that has input KILLED can't hand on the baton any more */
};

/* Writes each input's number with what the baton counts; the exit status tells how many it did. */
static int
do_inputs(void *ctx, struct np_turns *turns)
{
	const struct job *job = ctx;
	size_t first, end, *count = turns->baton;
	while (np_turns_next(turns, &first, &end)) {
		for (size_t i = first; i < end; i++) {
			if (job->dies && i == KILLED)
				raise(SIGKILL);
			if (job->mute && i == KILLED)
				close(turns->to);
			if (i % job->silent != 0)
				continue;
			if (!np_turns_take(turns))
				return 3;
			size_t line[2] = { i, (*count)++ };
			if (write(job->fd, line, sizeof line) != sizeof line)
				return 3;
		}
	}
	return turns->broken ? 3 : 0;
}

static const struct {
	size_t workers, inputs, silent;
} jobs[] = { { 1, INPUTS, 1 }, { 2, INPUTS, 1 }, { 3, INPUTS, 1 }, { 7, INPUTS, 1 },
	{ 3, INPUTS, 97 }, { 2, 3, 1 }, { 5, 2, 1 }, { 4, INPUTS, INPUTS + 1 } };

START_TEST(in_order)
{
	FILE *file = tmpfile();
	struct job job = { fileno(file), jobs[_i].silent, false, false };
	size_t baton = 5, line[2], wanted = 0, count = 5;
	struct np_error err;
	int worst;
	ck_assert_int_eq(np_turns_run(jobs[_i].workers, jobs[_i].inputs, &baton, sizeof baton,
			     do_inputs, &job, &worst, &err),
	    NP_OK);
	ck_assert_int_eq(worst, 0);
	rewind(file);
	for (; fread(line, sizeof line, 1, file) == 1; wanted += job.silent, count++) {
		ck_assert_uint_eq(line[0], wanted);
		ck_assert_uint_eq(line[1], count);
	}
	ck_assert_uint_eq(count - 5, (jobs[_i].inputs + job.silent - 1) / job.silent);
	fclose(file);
}
END_TEST

/* The others end too, and what they wrote before is there. */
START_TEST(killed)
{
	FILE *file = tmpfile();
	struct job job = { fileno(file), 1, true, false };
	size_t baton = 0, line[2], wanted = 0;
	struct np_error err;
	int worst;
	/* Who hands the baton to a dead worker is not ended by that, nor is the test. */
	ck_assert_int_eq(
	    np_turns_run(3, INPUTS, &baton, sizeof baton, do_inputs, &job, &worst, &err),
	    NP_ERR_READ);
	ck_assert_int_eq(worst, 3);
	rewind(file);
	for (; fread(line, sizeof line, 1, file) == 1; wanted++)
		ck_assert_uint_eq(line[0], wanted);
	ck_assert_uint_eq(wanted, KILLED);
	fclose(file);
}
END_TEST

/* No worker waits for a baton that does not come. */
START_TEST(mute)
{
	FILE *file = tmpfile();
	struct job job = { fileno(file), INPUTS, false, true };
	size_t baton = 0;
	struct np_error err;
	int worst;
	ck_assert_int_eq(
	    np_turns_run(3, INPUTS, &baton, sizeof baton, do_inputs, &job, &worst, &err), NP_OK);
	ck_assert_int_eq(worst, 3);
	fclose(file);
}
END_TEST

/* Each worker says that it has begun a share, and waits: in `told` a byte for each share. */
struct pipes {
	int told[2], go[2];
};

static int
wait_to_go(void *ctx, struct np_turns *turns)
{
	const struct pipes *pipes = ctx;
	size_t first, end;
	char byte = 'x';
	while (np_turns_next(turns, &first, &end)) {
		if (write(pipes->told[1], &byte, 1) != 1)
			return 3;
		while (read(pipes->go[0], &byte, 1) > 0)
			continue;
	}
	return 0;
}

/* Workers whose parent is killed do no more than what they have begun. */
START_TEST(orphaned)
{
	struct pipes pipes;
	size_t baton = 0;
	struct np_error err;
	char byte;
	int worst;
	ck_assert_int_eq(pipe(pipes.told), 0);
	ck_assert_int_eq(pipe(pipes.go), 0);
	pid_t parent = fork();
	if (parent == 0) {
		close(pipes.go[1]);
		np_turns_run(2, INPUTS, &baton, sizeof baton, wait_to_go, &pipes, &worst, &err);
		_exit(0);
	}
	close(pipes.told[1]);
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(read(pipes.told[0], &byte, 1), 1);
	kill(parent, SIGKILL);
	ck_assert_int_eq(waitpid(parent, NULL, 0), parent);
	close(pipes.go[1]);
	ck_assert_int_eq(read(pipes.told[0], &byte, 1), 0);
	close(pipes.told[0]);
	close(pipes.go[0]);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("turns");
	TCase *tcase = tcase_create("turns");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, in_order, 0, sizeof jobs / sizeof *jobs);
	tcase_add_test(tcase, killed);
	tcase_add_test(tcase, mute);
	tcase_add_test(tcase, orphaned);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
