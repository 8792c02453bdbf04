/* chars.c - the characters of a text, many at once */
#include "chars.h"

#include <string.h>

#include "cpu.h"
#include "utf8.h"

static inline size_t
take_one(struct np_chars *chars, const char *ptr, size_t len, size_t at)
{
	uint32_t cp;
	size_t step = np_utf8_step(ptr + at, len - at, &cp);

	chars->bad = chars->bad || cp == NP_UTF8_BAD;
	chars->at[chars->count] = (uint16_t)at;
	chars->cp[chars->count++] = (uint16_t)(cp < 0x10000        ? cp
					       : cp == NP_UTF8_BAD ? NP_CHARS_BAD
								   : NP_CHARS_FAR);
	return at + step;
}

/* Goes on from byte `at`. */
static size_t
take_plainly(struct np_chars *chars, const char *ptr, size_t len, size_t at)
{
	while (at < len && chars->count < NP_CHARS)
		at = take_one(chars, ptr, len, at);
	return at;
}

#if defined(NP_WITH_AVX2) || defined(NP_WITH_NEON)
enum { LOAD = 32 }; /* bytes that are looked at at once, at most */

/* The last bytes of a text, and zeros behind them; zeroed before the first use. */
struct spare {
	size_t from; /* the byte of the text that it begins with */
	bool filled;
	char bytes[2 * LOAD];
};

/* Where LOAD bytes are that begin with byte `at` of the text; zeros begin no character. */
static inline const char *
load_from(struct spare *spare, const char *ptr, size_t len, size_t at)
{
	if (len - at >= LOAD)
		return ptr + at;
	if (!spare->filled) {
		memcpy(spare->bytes, ptr + at, len - at);
		spare->from = at;
		spare->filled = true;
	}
	return spare->bytes + (at - spare->from);
}
#endif

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* Eight characters of three bytes at a time, and what is between such runs one by one. */
NP_AVX2 static size_t
take_avx2(struct np_chars *chars, const char *ptr, size_t len)
{
	/* Twelve bytes, four characters, into each half; there three bytes, turned, into four. */
	const __m256i halves = _mm256_setr_epi32(0, 1, 2, 2, 3, 4, 5, 5);
	const __m256i turned = _mm256_broadcastsi128_si256(
	    _mm_setr_epi8(2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9, -1));
	const __m256i fixed = _mm256_set1_epi32(0x00F0C0C0), form = _mm256_set1_epi32(0x00E08080);
	const __m256i bits = _mm256_set1_epi32(0x000F3F3F);
	const __m256i low_two = _mm256_set1_epi32(0x00404001), all = _mm256_set1_epi32(0x00400001);
	const __m256i block = _mm256_set1_epi32(0xF800), surrogate = _mm256_set1_epi32(0xD800);
	const __m128i places = _mm_setr_epi16(0, 3, 6, 9, 12, 15, 18, 21);
	struct spare spare = { .filled = false };
	size_t at = 0;

	while (at < len && chars->count < NP_CHARS - 8) {
		if ((unsigned char)ptr[at] < 0x80) {
			chars->at[chars->count] = (uint16_t)at;
			chars->cp[chars->count++] = (unsigned char)ptr[at++];
			continue;
		}
		__m256i bytes = _mm256_loadu_si256(
		    (const __m256i *)(const void *)load_from(&spare, ptr, len, at));
		bytes = _mm256_shuffle_epi8(_mm256_permutevar8x32_epi32(bytes, halves), turned);
		__m256i good = _mm256_cmpeq_epi32(_mm256_and_si256(bytes, fixed), form);
		__m256i cp = _mm256_madd_epi16(
		    _mm256_maddubs_epi16(_mm256_and_si256(bytes, bits), low_two), all);
		/* Neither overlong, below U+0800, nor a surrogate. */
		__m256i high = _mm256_and_si256(cp, block);
		__m256i wrong = _mm256_or_si256(_mm256_cmpeq_epi32(high, _mm256_setzero_si256()),
		    _mm256_cmpeq_epi32(high, surrogate));
		unsigned mask = (unsigned)_mm256_movemask_ps(
		    _mm256_castsi256_ps(_mm256_andnot_si256(wrong, good)));
		__m256i packed = _mm256_permute4x64_epi64(_mm256_packus_epi32(cp, cp), 0x08);
		_mm_storeu_si128(
		    (__m128i *)(void *)(chars->cp + chars->count), _mm256_castsi256_si128(packed));
		_mm_storeu_si128((__m128i *)(void *)(chars->at + chars->count),
		    _mm_add_epi16(places, _mm_set1_epi16((short)at)));
		unsigned run = _tzcnt_u32(~mask);
		chars->count += run;
		at += (size_t)run * 3;
		if (run == 0)
			at = take_one(chars, ptr, len, at);
	}
	return take_plainly(chars, ptr, len, at);
}

NP_AVX2 static void
find_han_avx2(const struct np_chars *chars, uint64_t *han)
{
	const __m256i first = _mm256_set1_epi16(0x4E00),
		      last = _mm256_set1_epi16(0xA000 - 0x4E00 - 1);

	for (size_t i = 0; i < chars->count; i += 32) {
		const __m256i *from = (const __m256i *)(const void *)(chars->cp + i);
		__m256i low = _mm256_sub_epi16(_mm256_loadu_si256(from), first);
		__m256i high = _mm256_sub_epi16(_mm256_loadu_si256(from + 1), first);
		low = _mm256_cmpeq_epi16(low, _mm256_min_epu16(low, last));
		high = _mm256_cmpeq_epi16(high, _mm256_min_epu16(high, last));
		uint64_t found = (unsigned)_mm256_movemask_epi8(
		    _mm256_permute4x64_epi64(_mm256_packs_epi16(low, high), 0xD8));
		han[i / 64] = i % 64 == 0 ? found : han[i / 64] | found << 32;
	}
}
#endif

#ifdef NP_WITH_NEON
#include <arm_neon.h>

/* The same. */
static size_t
take_neon(struct np_chars *chars, const char *ptr, size_t len)
{
	static const uint16_t steps[8] = { 0, 3, 6, 9, 12, 15, 18, 21 };
	const uint16x8_t places = vld1q_u16(steps);
	const uint8x8_t low_four = vdup_n_u8(0x0F), low_six = vdup_n_u8(0x3F);
	struct spare spare = { .filled = false };
	size_t at = 0;

	while (at < len && chars->count < NP_CHARS - 8) {
		if ((unsigned char)ptr[at] < 0x80) {
			chars->at[chars->count] = (uint16_t)at;
			chars->cp[chars->count++] = (unsigned char)ptr[at++];
			continue;
		}
		uint8x8x3_t bytes = vld3_u8((const uint8_t *)load_from(&spare, ptr, len, at));
		uint8x8_t good = vand_u8(vceq_u8(vshr_n_u8(bytes.val[0], 4), vdup_n_u8(0x0E)),
		    vand_u8(vceq_u8(vshr_n_u8(bytes.val[1], 6), vdup_n_u8(2)),
			vceq_u8(vshr_n_u8(bytes.val[2], 6), vdup_n_u8(2))));
		uint16x8_t cp = vshlq_n_u16(vmovl_u8(vand_u8(bytes.val[0], low_four)), 12);
		cp = vorrq_u16(cp, vshll_n_u8(vand_u8(bytes.val[1], low_six), 6));
		cp = vorrq_u16(cp, vmovl_u8(vand_u8(bytes.val[2], low_six)));
		/* Neither overlong, below U+0800, nor a surrogate. */
		uint16x8_t block = vshrq_n_u16(cp, 11);
		uint16x8_t wrong = vorrq_u16(
		    vceqq_u16(block, vdupq_n_u16(0)), vceqq_u16(block, vdupq_n_u16(0xD800 >> 11)));
		good = vbic_u8(good, vmovn_u16(wrong));
		uint64_t mask = vget_lane_u64(vreinterpret_u64_u8(good), 0);
		vst1q_u16(chars->cp + chars->count, cp);
		vst1q_u16(chars->at + chars->count, vaddq_u16(places, vdupq_n_u16((uint16_t)at)));
		unsigned run = mask == UINT64_MAX ? 8 : (unsigned)__builtin_ctzll(~mask) / 8;
		chars->count += run;
		at += (size_t)run * 3;
		if (run == 0)
			at = take_one(chars, ptr, len, at);
	}
	return take_plainly(chars, ptr, len, at);
}

static void
find_han_neon(const struct np_chars *chars, uint64_t *han)
{
	static const uint8_t bits[8] = { 1, 2, 4, 8, 16, 32, 64, 128 };
	const uint8x8_t places = vld1_u8(bits);

	for (size_t i = 0; i < chars->count; i += 8) {
		uint16x8_t from = vsubq_u16(vld1q_u16(chars->cp + i), vdupq_n_u16(0x4E00));
		uint8x8_t found = vmovn_u16(vcltq_u16(from, vdupq_n_u16(0xA000 - 0x4E00)));
		uint64_t eight = vaddv_u8(vand_u8(found, places));
		han[i / 64] = i % 64 == 0 ? eight : han[i / 64] | eight << i % 64;
	}
}
#endif

static void
find_han_plainly(const struct np_chars *chars, uint64_t *han)
{
	for (size_t i = 0; i < chars->count; i += 64) {
		uint64_t found = 0;
		for (size_t k = 0; k < 64 && i + k < chars->count; k++)
			found |= (uint64_t)np_chars_is_han(chars->cp[i + k]) << k;
		han[i / 64] = found;
	}
}

size_t
np_chars_take(struct np_chars *chars, const char *ptr, size_t len)
{
	size_t taken = 0;

	chars->count = 0;
	chars->bad = false;
#if defined(NP_WITH_AVX2)
	if (np_cpu_avx2())
		taken = take_avx2(chars, ptr, len);
	else
#elif defined(NP_WITH_NEON)
	if (np_cpu() == NP_CPU_NEON)
		taken = take_neon(chars, ptr, len);
	else
#endif
		taken = take_plainly(chars, ptr, len, 0);
	memset(chars->cp + chars->count, 0, NP_CHARS_BEHIND * sizeof *chars->cp);
	return taken;
}

void
np_chars_find_han(const struct np_chars *chars, uint64_t *han)
{
	size_t last = chars->count % 64;

#if defined(NP_WITH_AVX2)
	if (np_cpu_avx2())
		find_han_avx2(chars, han);
	else
#elif defined(NP_WITH_NEON)
	if (np_cpu() == NP_CPU_NEON)
		find_han_neon(chars, han);
	else
#endif
		find_han_plainly(chars, han);
	/* What is behind the last character was looked at, too. */
	if (last > 0)
		han[chars->count / 64] &= (UINT64_C(1) << last) - 1;
}
