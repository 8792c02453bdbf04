/* help_cpu.h - for unit tests of what has vector code: the same tests in plain C */
#ifndef NP_TESTS_HELP_CPU_H
#define NP_TESTS_HELP_CPU_H

#include "help.h"

#include "cpu.h"

static enum np_cpu cpu_at_first;

static void
go_plain(void)
{
	cpu_at_first = np_cpu();
	np_cpu_choose(NP_CPU_PLAIN);
}

static void
go_on(void)
{
	np_cpu_choose(cpu_at_first);
}

/* The tests of the case run without vector code, whatever the machine has. */
static inline void
be_plain(TCase *tests)
{
	tcase_add_checked_fixture(tests, go_plain, go_on);
}

#endif
