/* cpu.h - which vector instructions there are, and which of them to use */
#ifndef NP_CPU_H
#define NP_CPU_H

#include "code.h"

/*
 * What a module may have beside its plain C.  A set is compiled where the compiler knows it
 * (NP_WITH_AVX2, which AVX-512 comes with; NP_WITH_NEON), and used where the machine has it, which is
 * found out at run time.  -DNP_NO_SIMD leaves all of them out.
 */
enum np_cpu {
	NP_CPU_PLAIN,
	NP_CPU_AVX2,   /* with the BMI1, BMI2 and POPCNT that came with it */
	NP_CPU_AVX512, /* F, BW, VL, VNNI, VBMI, VBMI2, BITALG and GFNI, with the same */
	NP_CPU_NEON,
	NP_CPU_SETS /* how many there are */
};

#if defined(__x86_64__) && defined(__GNUC__) && !defined(NP_NO_SIMD)
#define NP_WITH_AVX2 1
/* Go before a function that uses them; intrinsics are in <immintrin.h>. */
#define NP_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
/* The same, for one that only calls plain C of its file: that is inlined, and in these instructions too. */
#define NP_AVX2_WHOLE NP_AVX2 __attribute__((flatten))
#define NP_AVX512                                                                                  \
	__attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni,avx512vbmi,avx512vbmi2,"       \
			      "avx512bitalg,gfni,avx2,bmi,bmi2,popcnt")))
#elif defined(__aarch64__) && defined(__ARM_NEON) && !defined(NP_NO_SIMD)
#define NP_WITH_NEON 1 /* every machine of that kind has it; <arm_neon.h> */
#endif

/*
 * The set to use: the best that is compiled and the machine has, or what
 * np_cpu_choose() said; else what the environment's NEWSPRINT_CPU names, if it may be used.
 */
enum np_cpu np_cpu(void);

/* True if the set to use is AVX2 or holds it. */
bool np_cpu_avx2(void);

/* Uses that set from now on; false, and nothing is changed, where it can't be used. */
bool np_cpu_choose(enum np_cpu set);

/* Its name: "plain", "avx2", "avx512", "neon". */
const char *np_cpu_name(enum np_cpu set);

/* What NEWSPRINT_CPU names where it is no set that may be used here; NULL where there is nothing to tell. */
const char *np_cpu_refused(void);

#endif
