/* cpu.c - which vector instructions there are, and which of them to use */
#include "cpu.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[NP_CPU_SETS] = { "plain", "avx2", "avx512", "neon" };

/* The set in use; NP_CPU_SETS before the first question. */
static enum np_cpu chosen = NP_CPU_SETS;

static bool
usable(enum np_cpu set)
{
	switch (set) {
	case NP_CPU_PLAIN:
		return true;
#ifdef NP_WITH_AVX2
	case NP_CPU_AVX2:
		return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
		       __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
	case NP_CPU_AVX512:
		return usable(NP_CPU_AVX2) && __builtin_cpu_supports("avx512f") &&
		       __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
		       __builtin_cpu_supports("avx512vnni") &&
		       __builtin_cpu_supports("avx512vbmi") &&
		       __builtin_cpu_supports("avx512vbmi2");
#endif
#ifdef NP_WITH_NEON
	case NP_CPU_NEON:
		return true;
#endif
	default:
		return false;
	}
}

bool
np_cpu_choose(enum np_cpu set)
{
	if (!usable(set))
		return false;
	chosen = set;
	return true;
}

enum np_cpu
np_cpu(void)
{
	const char *wish;

	if (chosen != NP_CPU_SETS)
		return chosen;
	for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++)
		np_cpu_choose(set);
	wish = getenv("NEWSPRINT_CPU");
	for (enum np_cpu set = NP_CPU_PLAIN; wish != NULL && set < NP_CPU_SETS; set++)
		if (strcmp(wish, names[set]) == 0)
			np_cpu_choose(set);
	return chosen;
}

bool
np_cpu_avx2(void)
{
	return np_cpu() == NP_CPU_AVX2 || np_cpu() == NP_CPU_AVX512;
}

const char *
np_cpu_name(enum np_cpu set)
{
	return names[set];
}
