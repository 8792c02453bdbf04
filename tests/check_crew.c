/* check_crew - workers: answers in the order of the tasks, workers that end early */
#include "help.h"

#include <signal.h>

#include "crew.h"

enum { TASKS = 400, BROKEN = 7 };

/* Task n is the number and n * 997 % 60000 bytes more; every 50th is large. */
static size_t
length_of(size_t n)
{
	return n % 50 == 49 ? 3 * 1024 * 1024 : n * 997 % 60000;
}

/* The answer to a task: its number, and as many bytes as the task has, turned about. */
static bool
echo(void *ctx, struct np_span task, struct np_out *answer)
{
	size_t n;
	(void)ctx;
	memcpy(&n, task.ptr, sizeof n);
	np_out_write(answer, &n, sizeof n);
	for (size_t i = task.len; i > sizeof n; i--)
		np_out_byte(answer, task.ptr[i - 1]);
	return true;
}

/* A worker that says so has failed. */
static void
lack(void *ctx)
{
	(void)ctx;
	ck_abort_msg("no memory");
}

struct heard_answers {
	size_t count, most;
};

static bool
hear(void *ctx, struct np_span answer)
{
	struct heard_answers *heard = ctx;
	size_t n;
	memcpy(&n, answer.ptr, sizeof n);
	ck_assert_uint_eq(n, heard->count);
	ck_assert_uint_eq(answer.len, sizeof n + length_of(n));
	for (size_t i = sizeof n; i < answer.len; i++) {
		size_t from = answer.len - 1 - (i - sizeof n);
		if (answer.ptr[i] != (char)((from - sizeof n) * 31 + n))
			ck_abort_msg("task %zu, byte %zu", n, i);
	}
	return ++heard->count < heard->most;
}

static enum np_code
give(struct np_crew *crew, size_t n, struct np_error *err)
{
	static char bytes[4 * 1024 * 1024];
	for (size_t i = 0; i < length_of(n); i++)
		bytes[i] = (char)(i * 31 + n);
	const struct np_span pieces[] = { { (const char *)&n, sizeof n },
		{ bytes, length_of(n) / 2 },
		{ bytes + length_of(n) / 2, length_of(n) - length_of(n) / 2 } };
	const struct np_crew_task task = { pieces, 3, "tasks", n };
	return np_crew_give(crew, &task, err);
}

START_TEST(test_order)
{
	static const size_t workers[] = { 1, 2, 7 };
	struct heard_answers heard = { 0, SIZE_MAX };
	struct np_crew_calls calls = { echo, lack, hear, &heard, BROKEN };
	struct np_crew *crew;
	struct np_error err;
	ck_assert_int_eq(np_crew_open(&crew, workers[_i], &calls, &err), NP_OK);
	for (size_t n = 0; n < TASKS; n++)
		ck_assert_int_eq(give(crew, n, &err), NP_OK);
	ck_assert_int_eq(np_crew_wait(crew, &err), NP_OK);
	ck_assert_uint_eq(heard.count, TASKS);
	/* And again, after a rest. */
	ck_assert_int_eq(give(crew, TASKS, &err), NP_OK);
	ck_assert_int_eq(np_crew_wait(crew, &err), NP_OK);
	ck_assert_uint_eq(heard.count, TASKS + 1);
	ck_assert_int_eq(np_crew_close(crew), 0);
}
END_TEST

/* Whoever still writes when nobody listens any more is at no fault, with the signal for that or without. */
START_TEST(test_enough)
{
	signal(SIGPIPE, _i == 0 ? SIG_DFL : SIG_IGN);
	struct heard_answers heard = { 0, 3 };
	struct np_crew_calls calls = { echo, lack, hear, &heard, BROKEN };
	struct np_crew *crew;
	struct np_error err;
	enum np_code code = NP_OK;
	ck_assert_int_eq(np_crew_open(&crew, 2, &calls, &err), NP_OK);
	for (size_t n = 0; n < TASKS && code == NP_OK; n++)
		code = give(crew, n, &err);
	ck_assert_int_eq(code, NP_END);
	ck_assert_uint_eq(heard.count, 3);
	ck_assert_int_eq(np_crew_wait(crew, &err), NP_END);
	ck_assert_int_eq(np_crew_close(crew), 0);
}
END_TEST

struct tired {
	bool killed;
	size_t answers;
};

/* The fifth task is one too many: for a worker, or for its process. */
static bool
tire(void *ctx, struct np_span task, struct np_out *answer)
{
	const struct tired *tired = ctx;
	size_t n;
	memcpy(&n, task.ptr, sizeof n);
	if (n == 5 && tired->killed)
		raise(SIGKILL);
	return n != 5 && echo(NULL, task, answer);
}

static bool
count_answer(void *ctx, struct np_span answer)
{
	struct tired *tired = ctx;
	tired->answers++;
	return answer.len > 0;
}

START_TEST(test_gone)
{
	struct tired tired = { _i == 1, 0 };
	struct np_crew_calls calls = { tire, lack, count_answer, &tired, BROKEN };
	struct np_crew *crew;
	struct np_error err;
	enum np_code code = NP_OK;
	ck_assert_int_eq(np_crew_open(&crew, 2, &calls, &err), NP_OK);
	for (size_t n = 0; n < TASKS && code == NP_OK; n++)
		code = give(crew, n, &err);
	ck_assert_int_eq(code, NP_ERR_READ);
	/* It tells which answer is the first that is lacking, and of the fault once. */
	uint64_t missing;
	ck_assert_str_eq(np_crew_missing(crew, &missing), "tasks");
	ck_assert_uint_eq(missing, tired.answers);
	ck_assert_uint_le(missing, 5);
	ck_assert_int_eq(np_crew_wait(crew, &err), NP_END);
	ck_assert_int_eq(np_crew_close(crew), (tired.killed ? 0 : BROKEN));
}
END_TEST

/* None was started. */
START_TEST(test_none)
{
	ck_assert_int_eq(np_crew_close(NULL), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("crew");
	TCase *tc = tcase_create("crew");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, test_order, 0, 3);
	tcase_add_loop_test(tc, test_enough, 0, 2);
	tcase_add_loop_test(tc, test_gone, 0, 2);
	tcase_add_test(tc, test_none);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
