/* count_neon.c - the inside of count by NEON */
#include <string.h>

#include "cpu.h"

#ifdef NP_WITH_NEON
#include <arm_neon.h>

#define NP_SWEEP_TARGET
#define NP_SWEEP_VECTOR uint8x16_t
#define NP_SWEEP_LANES 2
#include "count_masks.h"

struct skim_sums {
	uint64_t rests, feeds;
};
#include "count_skim.h"

/* 64 bytes. */
struct four {
	uint8x16_t part[4];
};

static inline struct four
load(const char *p)
{
	struct four four;

	for (int i = 0; i < 4; i++)
		four.part[i] = vld1q_u8((const uint8_t *)p + 16 * i);
	return four;
}

/* A bit for each byte, all of whose bits are set or none. */
static inline uint64_t
bits(struct four four)
{
	static const uint8_t places[16] = { 1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64,
		128 };
	const uint8x16_t place = vld1q_u8(places);
	uint8x16_t sum[2];

	for (int i = 0; i < 2; i++)
		sum[i] = vpaddq_u8(
		    vandq_u8(four.part[2 * i], place), vandq_u8(four.part[2 * i + 1], place));
	sum[0] = vpaddq_u8(sum[0], sum[1]);
	sum[0] = vpaddq_u8(sum[0], sum[0]);
	return vgetq_lane_u64(vreinterpretq_u64_u8(sum[0]), 0);
}

/* Bytes from first to last. */
static inline struct four
range(struct four bytes, unsigned char first, unsigned char last)
{
	for (int i = 0; i < 4; i++)
		bytes.part[i] = vcleq_u8(vsubq_u8(bytes.part[i], vdupq_n_u8(first)),
		    vdupq_n_u8((uint8_t)(last - first)));
	return bytes;
}

static inline uint64_t
within(struct four bytes, unsigned char first, unsigned char last)
{
	return bits(range(bytes, first, last));
}

/* What the tables have for the low and the high halves of bytes, both. */
static inline struct four
look_up(struct four bytes, uint8x16_t low, uint8x16_t high)
{
	for (int i = 0; i < 4; i++)
		bytes.part[i] = vandq_u8(vqtbl1q_u8(low, vandq_u8(bytes.part[i], vdupq_n_u8(0x0F))),
		    vqtbl1q_u8(high, vshrq_n_u8(bytes.part[i], 4)));
	return bytes;
}

static inline struct four
both(struct four a, struct four b)
{
	for (int i = 0; i < 4; i++)
		a.part[i] = vandq_u8(a.part[i], b.part[i]);
	return a;
}

static inline void
sums_add(struct sums *sums, const char *p)
{
	const struct four now = load(p);

	for (int i = 0; i < 4; i++) {
		sums->feeds = vsubq_u8(sums->feeds, vceqq_u8(now.part[i], vdupq_n_u8('\n')));
		sums->blanks = vsubq_u8(sums->blanks, vceqq_u8(now.part[i], vdupq_n_u8(' ')));
	}
}

static inline void
sums_end(const struct sums *sums, uint64_t *feeds, uint64_t *blanks)
{
	*feeds = vaddlvq_u8(sums->feeds);
	*blanks = vaddlvq_u8(sums->blanks);
}

static inline struct seen
look(const char *p)
{
	const struct four now = load(p);
	struct four groups;
	struct seen seen;

	groups = both(look_up(load(p + 2), vld1q_u8(sweep_last_low), vld1q_u8(sweep_last_high)),
	    look_up(load(p + 1), vld1q_u8(sweep_second_low), vld1q_u8(sweep_second_high)));
	groups = both(groups, look_up(now, vld1q_u8(sweep_first_low), vdupq_n_u8(UINT8_MAX)));
	seen.multi = within(now, 0x80, 0xFF);
	seen.first = within(now, 0xC0, 0xFF);
	seen.threes = within(now, 0xE0, 0xFF);
	seen.han = within(now, 0xE4, 0xE9);
	seen.punct = within(groups, 0x01, 0x7F);
	seen.hexagram = within(groups, 0x80, 0xFF);
	seen.odd =
	    within(look_up(now, vld1q_u8(sweep_ascii_low), vld1q_u8(sweep_ascii_high)), 0x01, 0xFF);
	seen.fours = within(now, 0xF0, 0xFF);
	return seen;
}

static inline struct ascii
look_at_ascii(const char *p)
{
	const struct four now = load(p);
	struct ascii ascii;

	ascii.letters = within(now, 'A', 'Z') | within(now, 'a', 'z');
	ascii.digits = within(now, '0', '9');
	ascii.word_signs = within(now, '\'', '\'') | within(now, '-', '-');
	ascii.number_signs = within(now, '.', '.') | within(now, ',', ',');
	ascii.controls = within(now, 0x00, 0x1F) | within(now, 0x7F, 0x7F);
	return ascii;
}

static inline struct wide
look_at_wide(const char *p)
{
	const struct four first = load(p), second = load(p + 1);
	const struct four last = load(p + 2);
	const uint64_t ef = within(first, 0xEF, 0xEF);
	const uint64_t bc = ef & within(second, 0xBC, 0xBC);
	const uint64_t bd = ef & within(second, 0xBD, 0xBD);
	struct wide wide;

	wide.letters = (bc & within(last, 0xA1, 0xBA)) | (bd & within(last, 0x81, 0x9A));
	wide.digits = bc & within(last, 0x90, 0x99);
	wide.points = bc & within(last, 0x8E, 0x8E);
	wide.spaces =
	    within(first, 0xE3, 0xE3) & within(second, 0x80, 0x80) & within(last, 0x80, 0x80);
	return wide;
}

static inline void
look_at_scripts(const char *p, uint64_t *kana, uint64_t *hangul)
{
	const struct four first = load(p), second = load(p + 1), last = load(p + 2);

	/* E3 81 to E3 83 but for what is unassigned or joins, 30A0 and 30FB */
	*kana =
	    within(first, 0xE3, 0xE3) & within(second, 0x81, 0x83) &
	    ~(within(second, 0x81, 0x81) & within(last, 0x80, 0x80)) &
	    ~(within(second, 0x82, 0x82) & (within(last, 0x97, 0x9A) | within(last, 0xA0, 0xA0))) &
	    ~(within(second, 0x83, 0x83) & within(last, 0xBB, 0xBB));
	/* syllables: EA B0 to ED 9D */
	*hangul = within(first, 0xEB, 0xEC) |
		  (within(first, 0xEA, 0xEA) & within(second, 0xB0, 0xBF)) |
		  (within(first, 0xED, 0xED) & within(second, 0x80, 0x9D));
}

size_t
np_count_sweep_neon(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	return sweep(counter, ptr, len, pos);
}

/* ---- characters and lines alone ---- */

static inline struct skim_sums
skim_begin(void)
{
	return (struct skim_sums){ 0, 0 };
}

static inline enum skim_found
skim_stride(struct skim_sums *sums, const char *p)
{
	uint8x16_t wrong = vdupq_n_u8(0), rare = wrong, forms = wrong, rests = wrong, feeds = wrong;
	uint8x16_t most = wrong;
	uint8x16_t least = vdupq_n_u8(UINT8_MAX);

	for (const char *end = p + SKIM_STRIDE; p < end; p += 16) {
		const uint8x16_t now = vld1q_u8((const uint8_t *)p);
		const uint8x16_t before = vmaxq_u8(vld1q_u8((const uint8_t *)p - 1),
		    vqsubq_u8(vld1q_u8((const uint8_t *)p - 2), vdupq_n_u8(0x20)));
		const uint8x16_t rest = vcltq_s8(vreinterpretq_s8_u8(now), vdupq_n_s8(-0x40));

		wrong = vorrq_u8(wrong, veorq_u8(rest, vcgeq_u8(before, vdupq_n_u8(0xC0))));
		rare = vorrq_u8(rare, vceqq_u8(now, vdupq_n_u8(0xED)));
		forms = vorrq_u8(forms, vceqq_u8(now, vdupq_n_u8('\f')));
		most = vmaxq_u8(most, now);
		/* C0 to E0 become 00 to 20; all others more */
		least = vminq_u8(least, vsubq_u8(now, vdupq_n_u8(0xC0)));
		rests = vsubq_u8(rests, rest);
		feeds = vsubq_u8(feeds, vceqq_u8(now, vdupq_n_u8('\n')));
	}
	if (vmaxvq_u8(wrong) != 0)
		return SKIM_WRONG;
	if (vmaxvq_u8(rare) != 0 || vmaxvq_u8(most) >= 0xF0 || vminvq_u8(least) <= 0x20)
		return SKIM_RARE;
	sums->rests += vaddlvq_u8(rests);
	sums->feeds += vaddlvq_u8(feeds);
	return vmaxvq_u8(forms) != 0 ? SKIM_FORMS : SKIM_CLEAN;
}

static inline struct skim_totals
skim_end(const struct skim_sums *sums)
{
	return (struct skim_totals){ sums->rests, sums->feeds, 0 };
}

static inline struct skim_masks
skim_look(const char *p)
{
	const struct four now = load(p), next = load(p + 1), last = load(p - 1);
	struct skim_masks masks;

	masks.rests = within(now, 0x80, 0xBF);
	masks.feeds = within(now, '\n', '\n');
	masks.forms =
	    within(now, '\f', '\f') & ~(within(last, '\n', '\n') | within(last, '\f', '\f'));
	masks.bad = within(now, 0xC0, 0xC1) | within(now, 0xF0, 0xFF) |
		    (within(now, 0xE0, 0xE0) & ~within(next, 0xA0, 0xFF)) |
		    (within(now, 0xED, 0xED) & within(next, 0xA0, 0xFF));
	return masks;
}

size_t
np_count_skim_neon(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	return skim(counter, ptr, len, pos);
}
#else
/* Not a file without anything, which C does not allow. */
typedef int np_no_neon;
#endif
