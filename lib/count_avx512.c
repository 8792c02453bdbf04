/* count_avx512.c - the inside of count by AVX-512 */
#include <string.h>

#include "cpu.h"

#ifdef NP_WITH_AVX2
#include <immintrin.h>

#define NP_SWEEP_TARGET NP_AVX512
#define NP_SWEEP_VECTOR __m512i
#define NP_SWEEP_LANES 8
#include "count_avx512.h"
#include "count_loop.h"

/* Of what is skimmed; and the first bytes, and those of three bytes or more, of the block before. */
struct skim_sums {
	uint64_t rests, feeds;
	uint64_t firsts, longs;
};
#include "count_skim.h"

/*
 * What is seen of a character in its first byte, a bit each: spaces and line feeds; ideographic spaces,
 * U+3000; Han of E5 to E9; those of E4 that are no hexagrams (U+4DC0 to U+4DFF), and so Han; those of
 * E2 80, EF BC and E3 80 that are surely NP_CJKPUNCT and no part of a run.  If none but BIT_ODD is set,
 * it must be looked at once more.
 */
enum { BIT_BLANK, BIT_WIDE_BLANK, BIT_HAN, BIT_E4, BIT_E2, BIT_EF, BIT_E3, BIT_ODD, BITS };

/*
 * A character has a bit when all four tables have it: by the high six bits of its first byte, by the
 * low six, and by the low six of the second and the third byte, which have no say where it has fewer.
 */
static const unsigned char first_high[64] = { 0x80, 0x80, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01,
	0x00, 0x00, 0x00, 0x80, 0x80, 0x80, 0x00, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00,
	0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
	0x80, 0x80, 0xD2, 0x8C, 0x84, 0xA0, 0x80, 0x80, 0x80, 0x80 };

static const unsigned char first_low[64] = { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
	0x80, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
	0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x81, 0x80, 0x90, 0xC2, 0x88, 0x84, 0x84,
	0x84, 0x84, 0x84, 0x80, 0x80, 0x80, 0x80, 0x80, 0xA0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
	0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80 };

static const unsigned char second_low[64] = { 0xDF, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D,
	0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D,
	0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D,
	0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D,
	0x8D, 0x85, 0x8D, 0x8D, 0x8D, 0x8D, 0xAD, 0x8D, 0x8D, 0x8D };

static const unsigned char third_low[64] = { 0x8F, 0xED, 0xED, 0xED, 0xED, 0xAD, 0xAD, 0xAD, 0xED,
	0xED, 0xED, 0xED, 0xED, 0xED, 0xCD, 0xED, 0xCD, 0xCD, 0xCD, 0xDD, 0xDD, 0xDD, 0xCD, 0xCD,
	0xDD, 0xCD, 0xED, 0xED, 0xFD, 0xFD, 0xED, 0xED, 0xAD, 0x8D, 0x9D, 0x8D, 0x8D, 0x9D, 0x9D,
	0x9D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0x8D,
	0x8D, 0x8D, 0x8D, 0x8D, 0x8D, 0xAD, 0xAD, 0xAD, 0xAD, 0xAD };

/*
 * Has what is so much further on brought near: by itself the machine does that too late, for a text
 * that read(2) has just written.  It need not be of the text.
 */
NP_AVX512 static inline void
fetch(const char *p)
{
	enum { AHEAD = 8 * NP_SWEEP_BLOCK };

	_mm_prefetch((const char *)((uintptr_t)p + AHEAD), _MM_HINT_T0);
}

/*
 * How many bytes of each eight have a bit set: of bit i in byte i of these eight.  They are turned
 * over, a matrix of bits, and its rows counted.
 */
NP_AVX512 static inline __m512i
count_bits(__m512i bytes)
{
	const __m512i unit = _mm512_set1_epi64((long long)UINT64_C(0x8040201008040201));

	return _mm512_popcnt_epi8(_mm512_gf2p8affine_epi64_epi8(unit, bytes, 0));
}

/* The sums of bytes 0 of all eights, of bytes 1 and so on. */
NP_AVX512 static inline __m512i
sums_of_bytes(__m512i bytes)
{
	/* byte i of all eights, side by side */
	const __m512i low = _mm512_set1_epi64((long long)UINT64_C(0x3830282018100800));
	const __m512i order = _mm512_add_epi8(low,
	    _mm512_set_epi64(0x0707070707070707, 0x0606060606060606, 0x0505050505050505,
		0x0404040404040404, 0x0303030303030303, 0x0202020202020202, 0x0101010101010101, 0));

	return _mm512_sad_epu8(_mm512_permutexvar_epi8(order, bytes), _mm512_setzero_si512());
}

/* What a chunk has been found to have so far. */
struct looked {
	__m512i wrong;  /* the highest bit of a byte: a rest stands where none is due, or so */
	__m512i counts; /* as count_bits() gives them */
	uint64_t feeds;
};

/* Looks at a block: the characters that must be looked at once more. */
NP_AVX512 static inline uint64_t
look(struct looked *looked, const char *p)
{
	const __m512i first = load(p), second = load(p + 1), third = load(p + 2);
	/* the highest bit: behind C0 to FF, and E0 to FF; signed numbers below -40 are rests */
	const __m512i due = _mm512_subs_epu8(
	    _mm512_max_epu8(second, _mm512_subs_epu8(first, BYTE(0x20))), BYTE(0x40));
	const __m512i rests = _mm512_adds_epi8(third, BYTE(0x40));
	/* six bits are an index: those of a neighbour that are shifted in above them do not matter */
	const __m512i high = _mm512_permutexvar_epi8(_mm512_srli_epi16(first, 2), load(first_high));
	/* all four */
	const __m512i bits = _mm512_and_si512(
	    _mm512_ternarylogic_epi64(high, _mm512_permutexvar_epi8(first, load(first_low)),
		_mm512_permutexvar_epi8(second, load(second_low)), 0x80),
	    _mm512_permutexvar_epi8(third, load(third_low)));

	fetch(p);
	/* wrong | (due ^ rests) */
	looked->wrong = _mm512_ternarylogic_epi64(looked->wrong, due, rests, 0xF6);
	looked->counts = _mm512_add_epi8(looked->counts, count_bits(bits));
	looked->feeds += sweep_ones(equal(first, '\n'));
	return equal(bits, 1 << BIT_ODD);
}

NP_AVX512 static inline bool
chunk_look(struct chunk *chunk)
{
	enum { BLOCKS = UINT8_MAX / 8 }; /* eight bytes of each, and a byte holds their number */
	struct looked looked = { .wrong = _mm512_setzero_si512(), .feeds = 0 };
	__m512i sums = looked.wrong;
	uint64_t totals[BITS];
	size_t count = 0;

	for (size_t i = 0; i < chunk->blocks;) {
		const size_t end = chunk->blocks - i < BLOCKS ? chunk->blocks : i + BLOCKS;

		looked.counts = _mm512_setzero_si512();
		for (; i < end; i++) {
			const uint64_t odd = look(&looked, chunk->p + i * NP_SWEEP_BLOCK);

			chunk->items[count].odd = odd;
			chunk->items[count].block = (unsigned char)i;
			count += odd != 0;
		}
		sums = _mm512_add_epi64(sums, sums_of_bytes(looked.counts));
	}
	if (_mm512_movepi8_mask(looked.wrong) != 0 || !sweep_rests_are_due(chunk->p))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct item *item = &chunk->items[i];
		const uint64_t multi =
		    _mm512_movepi8_mask(load(chunk->p + item->block * NP_SWEEP_BLOCK));

		*item =
		    (struct item){ item->odd & ~multi, item->odd & multi, item->block, 0, false };
	}
	chunk->count = count;
	_mm512_storeu_si512(totals, sums);
	chunk->feeds = looked.feeds;
	chunk->blanks = totals[BIT_BLANK] - looked.feeds;
	chunk->wide_blanks = totals[BIT_WIDE_BLANK];
	chunk->han = totals[BIT_HAN] + totals[BIT_E4];
	chunk->punct = totals[BIT_E2] + totals[BIT_EF] + totals[BIT_E3];
	return true;
}

NP_AVX512 static inline struct ascii
look_at_ascii(const char *p)
{
	const __m512i now = load(p);
	struct ascii ascii;

	ascii.letters = range(_mm512_or_si512(now, BYTE(0x20)), 'a', 'z');
	ascii.digits = range(now, '0', '9');
	ascii.word_signs = equal(now, '\'') | equal(now, '-');
	ascii.number_signs = equal(now, '.') | equal(now, ',');
	ascii.controls = range(now, 0x00, 0x1F) | equal(now, 0x7F);
	return ascii;
}

NP_AVX512 static inline struct wide
look_at_wide(const char *p)
{
	const __m512i first = load(p), second = load(p + 1), last = load(p + 2);
	const uint64_t ef = equal(first, 0xEF);
	const uint64_t bc = ef & equal(second, 0xBC), bd = ef & equal(second, 0xBD);
	struct wide wide;

	wide.letters = (bc & range(last, 0xA1, 0xBA)) | (bd & range(last, 0x81, 0x9A));
	wide.digits = bc & range(last, 0x90, 0x99);
	wide.points = bc & equal(last, 0x8E);
	wide.spaces = 0; /* they are counted */
	return wide;
}

/*
 * Groups of characters by the low six bits of their bytes, of which the first is C0 or more: kana of
 * E3 81, E3 82, E3 83 but for what is unassigned or joins, 30A0 and 30FB; hangul syllables of EB and
 * EC, EA (from B0), ED (to 9D).  A character is in a group when all its bytes have its bit.
 */
enum { GROUPS_KANA = 0x07, GROUPS_HANGUL = 0x38 };

static const unsigned char script_first[64] = { 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x07, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x10, 0x08, 0x08, 0x20, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00 };

static const unsigned char script_second[64] = { 0x28, 0x29, 0x2A, 0x2C, 0x28, 0x28, 0x28, 0x28,
	0x28, 0x28, 0x28, 0x28, 0x28, 0x28, 0x28, 0x28, 0x28, 0x28, 0x28, 0x28, 0x28, 0x28, 0x28,
	0x28, 0x28, 0x28, 0x28, 0x28, 0x28, 0x28, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08,
	0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x18, 0x18, 0x18, 0x18, 0x18,
	0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18 };

static const unsigned char script_third[64] = { 0x3E, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F,
	0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F,
	0x3D, 0x3D, 0x3D, 0x3D, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3D, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F,
	0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F,
	0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3B, 0x3F, 0x3F, 0x3F, 0x3F };

NP_AVX512 static inline void
look_at_scripts(const char *p, uint64_t *kana, uint64_t *hangul)
{
	/* all three */
	const __m512i groups =
	    _mm512_ternarylogic_epi64(_mm512_permutexvar_epi8(load(p), load(script_first)),
		_mm512_permutexvar_epi8(load(p + 1), load(script_second)),
		_mm512_permutexvar_epi8(load(p + 2), load(script_third)), 0x80);

	*kana = _mm512_test_epi8_mask(groups, BYTE(GROUPS_KANA));
	*hangul = _mm512_test_epi8_mask(groups, BYTE(GROUPS_HANGUL));
}

NP_AVX512 static inline uint64_t
count_masks(const uint64_t *masks, size_t count)
{
	/* a byte holds the sum of eight for each of CHUNK_BLOCKS / 8 vectors */
	__m512i sums = _mm512_setzero_si512();

	for (size_t i = 0; i < count; i += 8) {
		const unsigned which = count - i < 8 ? (1u << (count - i)) - 1 : 0xFF;

		sums = _mm512_add_epi8(
		    sums, _mm512_popcnt_epi8(_mm512_maskz_loadu_epi64((__mmask8)which, masks + i)));
	}
	sums = _mm512_sad_epu8(sums, _mm512_setzero_si512());
	return (uint64_t)_mm512_reduce_add_epi64(sums);
}

NP_AVX512 size_t
np_count_sweep_avx512(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	return sweep(counter, ptr, len, pos);
}

/* ---- characters and lines alone ---- */

/*
 * First bytes that must be looked at, by their low six bits: C0 and C1, E0, ED, F0 to FF.
 */
static const unsigned char skim_rare[64] = { 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };

/* A mask for ordinary registers, which have time: what is made of it shall not be done by the others. */
NP_AVX512 static inline uint64_t
drawn(__mmask64 mask)
{
	uint64_t bits = mask;

	__asm__("" : "+r"(bits));
	return bits;
}

/* What a stride has been found to have so far. */
struct skim_state {
	uint64_t wrong; /* rests where none are due, or the other way round */
	uint64_t rests, feeds;
	__m512i rare;       /* bytes that are not 0 for rare ones */
	__mmask64 no_forms; /* places where no block has a form feed */
};

/* Most is done by masks in ordinary registers, beside the vectors; each byte is fetched but once. */
NP_AVX512 static inline void
skim_block(struct skim_sums *sums, struct skim_state *state, const char *p)
{
	const __m512i now = load(p);
	const __mmask64 is_first = from(now, 0xC0);
	const uint64_t firsts = drawn(is_first), longs = drawn(from(now, 0xE0));
	const uint64_t rests = _mm512_cmplt_epi8_mask(now, BYTE(0xC0));
	const uint64_t due = firsts << 1 | sums->firsts >> 63 | longs << 2 | sums->longs >> 62;

	fetch(p);
	sums->firsts = firsts;
	sums->longs = longs;
	state->wrong |= due ^ rests;
	state->rests += sweep_ones(rests);
	state->feeds += sweep_ones(equal(now, '\n'));
	state->rare = _mm512_or_si512(
	    state->rare, _mm512_maskz_permutexvar_epi8(is_first, now, load(skim_rare)));
	state->no_forms = _mm512_mask_cmpneq_epi8_mask(state->no_forms, now, BYTE('\f'));
}

NP_AVX512 static inline struct skim_sums
skim_begin(void)
{
	return (struct skim_sums){ 0, 0, 0, 0 };
}

NP_AVX512 static inline enum skim_found
skim_stride(struct skim_sums *sums, const char *p)
{
	struct skim_state state = { 0, 0, 0, _mm512_setzero_si512(), UINT64_MAX };

	for (size_t i = 0; i < SKIM_BLOCKS; i += 2) {
		skim_block(sums, &state, p + i * NP_SWEEP_BLOCK);
		skim_block(sums, &state, p + (i + 1) * NP_SWEEP_BLOCK);
	}
	if ((state.wrong | _mm512_test_epi8_mask(state.rare, state.rare)) != 0)
		return state.wrong != 0 ? SKIM_WRONG : SKIM_RARE;
	sums->rests += state.rests;
	sums->feeds += state.feeds;
	return state.no_forms == UINT64_MAX ? SKIM_CLEAN : SKIM_FORMS;
}

NP_AVX512 static inline struct skim_totals
skim_end(const struct skim_sums *sums)
{
	return (struct skim_totals){ sums->rests, sums->feeds, 0 };
}

NP_AVX512 static inline struct skim_masks
skim_look(const char *p)
{
	const __m512i now = load(p), next = load(p + 1), last = load(p - 1);
	struct skim_masks masks;

	masks.rests = _mm512_cmplt_epi8_mask(now, BYTE(0xC0));
	masks.feeds = equal(now, '\n');
	masks.forms = equal(now, '\f') & ~(equal(last, '\n') | equal(last, '\f'));
	masks.bad = range(now, 0xC0, 0xC1) | from(now, 0xF0) |
		    (equal(now, 0xE0) & ~from(next, 0xA0)) | (equal(now, 0xED) & from(next, 0xA0));
	return masks;
}

NP_AVX512 size_t
np_count_skim_avx512(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	return skim(counter, ptr, len, pos);
}
#else
/* Not a file without anything, which C does not allow. */
typedef int np_no_avx512;
#endif
