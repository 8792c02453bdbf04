/* check_learn_memory - learning without memory: that is told wherever it ends, and all is freed */
#include "help_model.h"

/* The C library's own allocator stands behind this one; sanitizers have theirs, which is left alone. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) ||                         \
    __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED
#endif

#if defined(__GLIBC__) && !defined(SANITIZED)
#define STARVES

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *ptr, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *ptr);

static size_t allocations, failing; /* the one that fails, from 1; 0: none */
static size_t live;                 /* what is not yet freed */

static bool
fails(void)
{
	return ++allocations == failing;
}

static void *
note(void *ptr)
{
	live += ptr != NULL;
	return ptr;
}

void *
malloc(size_t size)
{
	return fails() ? NULL : note(__libc_malloc(size));
}

void *
calloc(size_t count, size_t size)
{
	return fails() ? NULL : note(__libc_calloc(count, size));
}

void *
realloc(void *ptr, size_t size)
{
	if (ptr == NULL)
		return malloc(size);
	return fails() ? NULL : __libc_realloc(ptr, size);
}

void *
aligned_alloc(size_t alignment, size_t size)
{
	return fails() ? NULL : note(__libc_memalign(alignment, size));
}

void
free(void *ptr)
{
	live -= ptr != NULL;
	__libc_free(ptr);
}
#endif

enum { PLACES = 4, SEQUENCES = 3, TIMES = 1200 };

/* Each place tells its label; some features must go, and the sequences need a larger array. */
static enum np_code
add_lessons(struct np_trainer *trainer, struct np_error *err)
{
	enum np_code code = NP_OK;
	for (uint32_t s = 0; s < SEQUENCES && code == NP_OK; s++) {
		np_feature features[PLACES][2];
		struct np_observation seen[PLACES];
		unsigned char truth[PLACES];
		for (uint32_t i = 0; i < PLACES; i++) {
			truth[i] = (unsigned char)((i + s) % 2);
			features[i][0] = np_feature_make(0, truth[i]);
			features[i][1] = np_feature_make(1, i);
			seen[i] = (struct np_observation){ features[i], 2, false };
		}
		code = np_trainer_add(trainer, seen, truth, PLACES, s, err);
	}
	return code == NP_OK ? np_trainer_repeat(trainer, TIMES, err) : code;
}

static enum np_code
learn(const struct np_model *start, struct np_model **model, struct np_error *err)
{
	const struct np_training how = { .epochs = 1, .most = 2, .rate = .02, .seed = 5 };
	struct np_trainer *trainer = NULL;
	enum np_code code = np_trainer_open(&trainer, &scheme, start, err);
	if (code == NP_OK)
		code = add_lessons(trainer, err);
	if (code == NP_OK)
		code = np_trainer_run(trainer, &how, NULL, NULL, err);
	if (code == NP_OK)
		code = np_trainer_model(trainer, model, err);
	np_trainer_close(trainer);
	return code;
}

#ifdef STARVES
/* Any one allocation may fail, from nothing and from a start: that is told, and no model comes of it. */
START_TEST(test_starved)
{
	struct np_model *start = NULL, *model = NULL;
	struct np_error err;
	struct text want, got;
	enum np_code code = NP_ERR_MEMORY;
	size_t n = 0;
	if (_i == 1)
		ck_assert_int_eq(learn(NULL, &start, &err), NP_OK);
	ck_assert_int_eq(learn(start, &model, &err), NP_OK);
	text_of(&want, model, "", np_model_write);
	while (code != NP_OK) {
		np_model_free(model);
		model = NULL;
		err.code = NP_OK;
		const size_t before = live;
		allocations = 0;
		failing = ++n;
		code = learn(start, &model, &err);
		failing = 0;
		const size_t kept = live;
		ck_assert_msg(code == NP_OK || (code == NP_ERR_MEMORY && err.code == code),
		    "allocation %zu: code %d", n, (int)code);
		ck_assert_int_eq(model != NULL, code == NP_OK);
		ck_assert_msg(code == NP_OK || kept == before, "allocation %zu: leaks", n);
	}
	ck_assert_uint_gt(n, 20);
	text_of(&got, model, "", np_model_write);
	ck_assert(same_text(&got, &want));
	np_model_free(model);
	np_model_free(start);
	free(got.ptr);
	free(want.ptr);
}
END_TEST
#endif

/* A sequence that counts more often than can be counted; what was added stays, and is learned from. */
START_TEST(test_too_often)
{
	static const size_t times[] = { SIZE_MAX, SIZE_MAX - SEQUENCES, SIZE_MAX / 2 };
	struct np_trainer *trainers[2];
	struct text texts[2];
	struct np_error err;
	for (int t = 0; t < 2; t++) {
		const struct np_training how = { .epochs = 2, .rate = .02, .seed = 5 };
		struct np_model *model;
		ck_assert_int_eq(np_trainer_open(&trainers[t], &scheme, NULL, &err), NP_OK);
		ck_assert_int_eq(add_lessons(trainers[t], &err), NP_OK);
		if (t == 1)
			ck_assert_int_eq(
			    np_trainer_repeat(trainers[t], times[_i], &err), NP_ERR_MEMORY);
		ck_assert_int_eq(np_trainer_run(trainers[t], &how, NULL, NULL, &err), NP_OK);
		ck_assert_int_eq(np_trainer_model(trainers[t], &model, &err), NP_OK);
		text_of(&texts[t], model, "", np_model_write);
		np_model_free(model);
		np_trainer_close(trainers[t]);
	}
	ck_assert(same_text(&texts[0], &texts[1]));
	free(texts[0].ptr);
	free(texts[1].ptr);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("learn_memory");
	TCase *tc = tcase_create("learn_memory");

	tcase_set_timeout(tc, 60);
#ifdef STARVES
	/* Valgrind too puts its own in the place of this allocator: then nothing was counted so far. */
	if (allocations > 0)
		tcase_add_loop_test(tc, test_starved, 0, 2);
#endif
	tcase_add_loop_test(tc, test_too_often, 0, 3);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
