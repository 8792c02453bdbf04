/* cpu.c - which vector instructions there are, and which of them to use */
#include "cpu.h"

#include <stdlib.h>
#include <string.h>

/*
 * Asking the machine itself is slow where it is a virtual one: each question of a process that has
 * just begun takes as long as reading a page.  The GNU C library has asked already.
 */
#if defined(NP_WITH_AVX2) && defined(__has_include)
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
#endif
#ifdef CPU_FEATURE_ACTIVE
/* Its own way to look at a bit shifts into the sign of an int: undefined, and sanitizers tell. */
static bool
active(unsigned index)
{
	const struct cpuid_feature *leaf = __x86_get_cpuid_feature_leaf(index / 128);

	return (leaf->active_array[index % 128 / 32] >> index % 32 & 1) != 0;
}
#define HAS(letters, name) active(x86_cpu_##letters)
#else
#define HAS(letters, name) __builtin_cpu_supports(name)
#endif

static const char *const names[NP_CPU_SETS] = { "plain", "avx2", "avx512", "neon" };

static const char variable[] = "NEWSPRINT_CPU";

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
		return HAS(AVX2, "avx2") && HAS(BMI1, "bmi") && HAS(BMI2, "bmi2") &&
		       HAS(POPCNT, "popcnt");
	case NP_CPU_AVX512:
		return usable(NP_CPU_AVX2) && HAS(AVX512F, "avx512f") &&
		       HAS(AVX512BW, "avx512bw") && HAS(AVX512VL, "avx512vl") &&
		       HAS(AVX512_VNNI, "avx512vnni") && HAS(AVX512_VBMI, "avx512vbmi") &&
		       HAS(AVX512_VBMI2, "avx512vbmi2") && HAS(AVX512_BITALG, "avx512bitalg") &&
		       HAS(GFNI, "gfni");
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

/* The set that the environment names; NP_CPU_SETS if it names none. */
static enum np_cpu
wished(const char *wish)
{
	enum np_cpu set = NP_CPU_PLAIN;

	while (set < NP_CPU_SETS && strcmp(wish, names[set]) != 0)
		set++;
	return set;
}

enum np_cpu
np_cpu(void)
{
	const char *wish;

	if (chosen != NP_CPU_SETS)
		return chosen;
	for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++)
		np_cpu_choose(set);
	wish = getenv(variable);
	if (wish != NULL)
		np_cpu_choose(wished(wish));
	return chosen;
}

const char *
np_cpu_refused(void)
{
	const char *wish = getenv(variable);

	return wish == NULL || *wish == '\0' || usable(wished(wish)) ? NULL : wish;
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
