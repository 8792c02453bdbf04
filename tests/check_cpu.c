/* check_cpu.c - tests of cpu */
#include "help.h"

#include "cpu.h"

START_TEST(choosing)
{
	enum np_cpu best = np_cpu();

	ck_assert_int_lt(best, NP_CPU_SETS);
	for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
		enum np_cpu before = np_cpu();

		if (np_cpu_choose(set))
			ck_assert_int_eq(np_cpu(), set);
		else
			ck_assert_int_eq(np_cpu(), before);
	}
	ck_assert(np_cpu_choose(best));
	ck_assert(np_cpu_choose(NP_CPU_PLAIN));
	ck_assert(!np_cpu_choose(NP_CPU_SETS));
}
END_TEST

/* In a process of its own each: it is asked once. */
static const struct {
	const char *wish;
	bool plain;
} wishes[] = { { "plain", true }, { "no such set", false }, { "", false }, { NULL, false } };

START_TEST(wished)
{
	if (wishes[_i].wish != NULL)
		setenv("NEWSPRINT_CPU", wishes[_i].wish, 1);
	else
		unsetenv("NEWSPRINT_CPU");
#if defined(NP_WITH_NEON)
	ck_assert_int_eq(np_cpu(), wishes[_i].plain ? NP_CPU_PLAIN : NP_CPU_NEON);
#else
	if (wishes[_i].plain)
		ck_assert_int_eq(np_cpu(), NP_CPU_PLAIN);
	else
		ck_assert_int_eq(np_cpu_avx2(), np_cpu_choose(NP_CPU_AVX2));
#endif
}
END_TEST

/* What can't be used is told, whether there is such a set or not; an empty wish is none. */
START_TEST(refused)
{
	unsetenv("NEWSPRINT_CPU");
	ck_assert_ptr_null(np_cpu_refused());
	setenv("NEWSPRINT_CPU", "", 1);
	ck_assert_ptr_null(np_cpu_refused());
	setenv("NEWSPRINT_CPU", "no such set", 1);
	ck_assert_str_eq(np_cpu_refused(), "no such set");
	for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
		setenv("NEWSPRINT_CPU", np_cpu_name(set), 1);
		ck_assert_int_eq(np_cpu_refused() == NULL, np_cpu_choose(set));
	}
	unsetenv("NEWSPRINT_CPU");
}
END_TEST

START_TEST(names)
{
	ck_assert_str_eq(np_cpu_name(NP_CPU_PLAIN), "plain");
	ck_assert_str_eq(np_cpu_name(NP_CPU_AVX2), "avx2");
	ck_assert_str_eq(np_cpu_name(NP_CPU_AVX512), "avx512");
	ck_assert_str_eq(np_cpu_name(NP_CPU_NEON), "neon");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("cpu");
	TCase *tcase = tcase_create("cpu");

	/* Without a process each, what is asked once can't be asked again. */
	if (getenv("CK_FORK") == NULL || strcmp(getenv("CK_FORK"), "no") != 0)
		tcase_add_loop_test(tcase, wished, 0, sizeof wishes / sizeof *wishes);
	tcase_add_test(tcase, choosing);
	tcase_add_test(tcase, refused);
	tcase_add_test(tcase, names);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
