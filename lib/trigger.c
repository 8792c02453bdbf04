/* trigger.c - which rules a text wakes: their triggers, looked for all at once */
#include "trigger.h"

#include <stdlib.h>
#include <string.h>

#include "chars.h"
#include "cpu.h"

enum {
	HITS_MAX = 128, /* literals for `in` that are followed in one text */
	LATELY = 16,    /* characters that are remembered */
	/* So near to an end a trigger must stand to speak for it. */
	NEAR_HEAD = 140,
	NEAR_TAIL = 200
};

struct np_triggers {
	const struct np_trigger_table *table;
	np_rule_bits near[4]; /* those for heads, if 1, and tails, if 2 */
	/* of the text looked at last */
	struct np_span text;
	np_rule_bits awake, awake_whole;
	struct {
		size_t pos, literal;
	} hits[HITS_MAX];
	size_t hit_count;
	/* Characters that were followed, with nothing but themselves to be found there, by their low bits, and from where. */
	uint32_t lately[LATELY];
	struct np_chars taken;
	const struct np_chars *chars; /* all of the text's, or NULL */
};

/* ---- sets of rules ---- */

/* The rules for a place. */
static const uint64_t *
rules_for(const struct np_trigger_table *table, size_t place)
{
	return table->places + place * table->words;
}

/* The rules that a literal wakes in one of the three ways. */
static const uint64_t *
woken_by(const struct np_trigger_table *table, size_t literal, size_t way)
{
	return table->woken + (literal * NP_WAKES + way) * table->words;
}

/* Adds to a set those of another that are for a place; 0 if these are none. */
static uint64_t
add_bits(const struct np_trigger_table *table, np_rule_bits to, const uint64_t *from,
    enum np_place place)
{
	const uint64_t *mask = rules_for(table, place);
	uint64_t any = 0;

	for (size_t i = 0; i < table->words; i++) {
		any |= from[i] & mask[i];
		to[i] |= from[i] & mask[i];
	}
	return any;
}

static void
copy_bits(const struct np_trigger_table *table, np_rule_bits to, const uint64_t *from)
{
	for (size_t i = 0; i < table->words; i++)
		to[i] = from[i];
}

/* ---- opening ---- */

/* Tables without any trigger in them. */
static const uint16_t no_endings[NP_TRIGGER_ENDINGS], no_starts[NP_TRIGGER_SLOTS];
static const uint16_t no_chars[NP_TRIGGER_SLOTS + 1];
static const uint64_t no_rules[1];
static const struct np_trigger_table none = {
	.starts = no_starts, .places = no_rules, .chars = no_chars, .ending = no_endings
};

struct np_triggers *
np_triggers_open(void)
{
	struct np_triggers *triggers = malloc(sizeof *triggers);

	/* What hits and characters are in it is told by their numbers. */
	if (triggers != NULL) {
		triggers->table = &none;
		triggers->text = (struct np_span){ "", 0 };
		triggers->hit_count = 0;
		triggers->chars = NULL;
		memset(triggers->awake, 0, sizeof triggers->awake);
		memset(triggers->awake_whole, 0, sizeof triggers->awake_whole);
	}
	return triggers;
}

void
np_triggers_close(struct np_triggers *triggers)
{
	free(triggers);
}

void
np_triggers_use(struct np_triggers *triggers, const struct np_trigger_table *table)
{
	triggers->table = table;
	triggers->hit_count = 0;
	for (size_t word = 0; word < table->words; word++) {
		uint64_t heads = rules_for(table, NP_AT_HEAD)[word];
		uint64_t tails = rules_for(table, NP_AT_TAIL)[word];
		triggers->near[0][word] = 0;
		triggers->near[1][word] = heads;
		triggers->near[2][word] = tails;
		triggers->near[3][word] = heads | tails;
	}
}

/* ---- looking ---- */

/* The first literal that begins with that character; look on while its first stays. */
static size_t
literals_from(const struct np_trigger_table *table, uint32_t first)
{
	size_t start = table->starts[np_trigger_hash(first, 0)];
	size_t low = 0, high = table->literal_count;

	if (start != NP_TRIGGER_SHARED)
		return start > 0 ? start - 1 : high;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (table->literals[middle].first < first)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* True if the literal, which has its first `same` bytes in common with them, stands at the front of len bytes. */
static inline bool
begins(
    const struct np_trigger_table *table, size_t literal, const char *ptr, size_t len, size_t same)
{
	const struct np_trigger_literal *l = &table->literals[literal];
	const char *own = table->text + l->at;

	if (l->len > len)
		return false;
	/* Few bytes, and most differ at once: no call. */
	while (same < l->len && own[same] == ptr[same])
		same++;
	return same >= l->len;
}

/* True if the literal stands at the end of the text's first `end` bytes. */
static inline bool
ends(const struct np_trigger_table *table, size_t literal, const char *text, size_t end)
{
	const struct np_trigger_literal *l = &table->literals[literal];
	const char *own = table->text + l->at;
	size_t left = l->len;

	if (left > end)
		return false;
	while (left > 0 && own[left - 1] == text[end - 1]) {
		left--;
		end--;
	}
	return left == 0;
}

/* The rules for heads and tails that a literal at byte pos is near to. */
static const uint64_t *
rules_near(const struct np_triggers *triggers, size_t pos)
{
	size_t at_head = pos < NEAR_HEAD, at_tail = triggers->text.len - pos <= NEAR_TAIL;

	return triggers->near[at_head | at_tail << 1];
}

/* The literals that begin at byte pos: who is awake now. */
static void
follow(struct np_triggers *triggers, size_t pos, bool whole)
{
	const struct np_trigger_table *table = triggers->table;
	const struct np_trigger_literal *literals = table->literals;
	struct np_span text = triggers->text;
	const uint64_t *near = rules_near(triggers, pos);
	const uint64_t *wholes = whole ? rules_for(table, NP_AT_WHOLE) : triggers->near[0];
	size_t step, next = 0;
	uint32_t first = np_trigger_first(text.ptr + pos, text.len - pos, &step), second = 0;

	if (pos + step < text.len)
		second = np_trigger_first(text.ptr + pos + step, text.len - pos - step, &next);
	for (size_t i = literals_from(table, first);
	     i < table->literal_count && literals[i].first == first; i++) {
		const uint64_t *wakes = woken_by(table, i, NP_WAKES_NEAR);
		if ((literals[i].second != 0 && literals[i].second != second) ||
		    !begins(table, i, text.ptr + pos, text.len - pos,
			literals[i].second != 0 ? step + next : step))
			continue;
		for (size_t word = 0; word < table->words; word++) {
			triggers->awake[word] |= wakes[word] & near[word];
			triggers->awake_whole[word] |= wakes[word] & wholes[word];
		}
		if (triggers->hit_count < HITS_MAX && (literals[i].places & 1U << NP_INSIDE) != 0) {
			triggers->hits[triggers->hit_count].pos = pos;
			triggers->hits[triggers->hit_count++].literal = i;
		}
	}
}

/* What is wanted at a byte of the text. */
static inline unsigned
wanted(size_t at, size_t len)
{
	return at < NEAR_HEAD || len - at <= NEAR_TAIL ? NP_TRIGGER_AT_ENDS : NP_TRIGGER_BETWEEN;
}

/* Looks at a text that is not UTF-8, byte by byte where it must. */
static void
look_slowly(struct np_triggers *triggers, unsigned also)
{
	struct np_span text = triggers->text;
	size_t step;

	for (size_t at = 0; at < text.len; at += step) {
		size_t low = np_trigger_low(text.ptr + at, text.len - at, &step);
		unsigned here = triggers->table->chars[low];
		if (((here | here >> NP_TRIGGER_ALONE) & (wanted(at, text.len) | also)) != 0)
			follow(triggers, at, also != 0);
	}
}

/* Looks for literals that begin with the i-th of characters that begin at byte pos, if another one is behind it. */
static inline void
look_here(
    struct np_triggers *triggers, const struct np_chars *chars, size_t i, size_t pos, unsigned also)
{
	const uint16_t *table = triggers->table->chars;
	size_t at = pos + chars->at[i], len = triggers->text.len, hits = triggers->hit_count;
	unsigned first = table[chars->cp[i] % NP_TRIGGER_SLOTS];
	unsigned second = table[chars->cp[i + 1] % NP_TRIGGER_SLOTS];
	unsigned looks = wanted(at, len) | also;
	uint32_t from, *lately;

	if ((first & second >> NP_TRIGGER_SECOND & looks) != 0) {
		follow(triggers, at, also != 0);
		return;
	}
	if ((first >> NP_TRIGGER_ALONE & looks) == 0)
		return;
	/* Digits come again and again: what they wake is awake. */
	from = (uint32_t)chars->cp[i] << 3 | (at < NEAR_HEAD ? 4u : 0u) |
	       (len - at <= NEAR_TAIL ? 2u : 0u) | 1u;
	lately = &triggers->lately[chars->cp[i] % LATELY];
	if (*lately == from)
		return;
	follow(triggers, at, also != 0);
	if (triggers->hit_count == hits)
		*lately = from;
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* What the table has of eight characters, with more in the upper halves. */
NP_AVX2 static inline __m256i
eight_of(const struct np_trigger_table *table, const uint16_t *cp)
{
	__m256i at = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)(const void *)cp));
	return _mm256_i32gather_epi32((const int *)(const void *)table->chars,
	    _mm256_and_si256(at, _mm256_set1_epi32(NP_TRIGGER_SLOTS - 1)), 2);
}

/*
 * Looks at all characters but the last one.  One branch for eight of them that is seldom taken: this loop is what a
 * plain paragraph costs.
 */
NP_AVX2 static void
look_avx2(struct np_triggers *triggers, const struct np_chars *chars, size_t pos, unsigned also)
{
	const __m256i looks = _mm256_set1_epi32(NP_TRIGGER_LOOKS);
	const size_t end = chars->count - 1;
	__m256i here = eight_of(triggers->table, chars->cp);

	for (size_t i = 0; i < end; i += 8) {
		__m256i later = eight_of(triggers->table, chars->cp + i + 8);
		__m256i next = _mm256_alignr_epi8(
		    _mm256_permute2x128_si256(here, later, 0x21), here, sizeof(int32_t));
		__m256i found = _mm256_or_si256(
		    _mm256_and_si256(here, _mm256_srli_epi32(next, NP_TRIGGER_SECOND)),
		    _mm256_srli_epi32(here, NP_TRIGGER_ALONE));
		__m256i nothing =
		    _mm256_cmpeq_epi32(_mm256_and_si256(found, looks), _mm256_setzero_si256());
		unsigned bits = ~(unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(nothing)) & 0xFF;
		here = later;
		for (; bits != 0 && i + _tzcnt_u32(bits) < end; bits &= bits - 1)
			look_here(triggers, chars, i + _tzcnt_u32(bits), pos, also);
	}
}
#endif

/* Looks for all literals in characters, of which there are some, that begin at byte pos; more: others follow. */
static void
look_at(struct np_triggers *triggers, const struct np_chars *chars, size_t pos, bool more,
    unsigned also)
{
	const uint16_t *bits = triggers->table->chars;
	size_t last = chars->count - 1;
	unsigned alone = bits[chars->cp[last] % NP_TRIGGER_SLOTS] >> NP_TRIGGER_ALONE;

#ifdef NP_WITH_AVX2
	if (np_cpu_avx2())
		look_avx2(triggers, chars, pos, also);
	else
#endif
		for (size_t i = 0; i < last; i++)
			look_here(triggers, chars, i, pos, also);
	/* What is behind these is not known. */
	if (more || (alone & NP_TRIGGER_LOOKS) != 0)
		follow(triggers, pos + chars->at[last], also != 0);
}

/* Takes the characters and looks at them; false as soon as the text is found not to be UTF-8. */
static bool
take_and_look(struct np_triggers *triggers, unsigned also)
{
	struct np_span text = triggers->text;
	struct np_chars *chars = &triggers->taken;

	for (size_t pos = 0, step; pos < text.len; pos += step) {
		step = np_chars_take(chars, text.ptr + pos, text.len - pos);
		if (chars->bad)
			return false;
		if (step == text.len)
			triggers->chars = chars;
		look_at(triggers, chars, pos, step < text.len - pos, also);
	}
	return true;
}

/* Nothing was found yet. */
static void
forget(struct np_triggers *triggers)
{
	const uint64_t *always = rules_for(triggers->table, NP_PLACES);

	triggers->hit_count = 0;
	memset(triggers->lately, 0, sizeof triggers->lately);
	copy_bits(triggers->table, triggers->awake, always);
	copy_bits(triggers->table, triggers->awake_whole, always);
}

bool
np_triggers_look(
    struct np_triggers *triggers, struct np_span text, const struct np_chars *chars, bool whole)
{
	unsigned also = whole ? NP_TRIGGER_WHOLE : 0;

	triggers->text = text;
	triggers->chars = NULL;
	forget(triggers);
	if (chars != NULL && !chars->bad) {
		triggers->chars = chars;
		if (chars->count > 0)
			look_at(triggers, chars, 0, false, also);
		return true;
	}
	if (take_and_look(triggers, also))
		return true;
	forget(triggers);
	look_slowly(triggers, also);
	return false;
}

const struct np_chars *
np_triggers_chars(const struct np_triggers *triggers)
{
	return triggers->chars;
}

/* ---- who is awake ---- */

/* Adds to bits whom the literals at byte pos wake that must stand just there; 0 if nobody. */
static uint64_t
wake_beginning(
    const struct np_triggers *triggers, size_t pos, enum np_place place, np_rule_bits bits)
{
	const struct np_trigger_table *table = triggers->table;
	const char *ptr = triggers->text.ptr + pos;
	size_t len = triggers->text.len - pos, step;
	uint64_t any = 0;
	uint32_t first;

	if ((table->chars[np_trigger_low(ptr, len, &step)] & NP_TRIGGER_BEGINS) == 0)
		return 0;
	first = np_trigger_first(ptr, len, &step);
	for (size_t i = literals_from(table, first);
	     i < table->literal_count && table->literals[i].first == first; i++) {
		if (begins(table, i, ptr, len, step))
			any |= add_bits(table, bits, woken_by(table, i, NP_WAKES_BEGINNING), place);
	}
	return any;
}

/* The same for literals that must end before byte end. */
static uint64_t
wake_ending(const struct np_triggers *triggers, size_t end, enum np_place place, np_rule_bits bits)
{
	const struct np_trigger_table *table = triggers->table;
	const char *text = triggers->text.ptr;
	size_t next = table->ending[np_trigger_last(text, end)];
	uint64_t any = 0;

	for (; next != 0; next = table->ending_next[next - 1]) {
		if (ends(table, next - 1, text, end))
			any |= add_bits(
			    table, bits, woken_by(table, next - 1, NP_WAKES_ENDING), place);
	}
	return any;
}

bool
np_triggers_at(
    const struct np_triggers *triggers, enum np_place place, size_t pos, np_rule_bits bits)
{
	const struct np_trigger_table *table = triggers->table;
	const uint64_t *awake = place == NP_AT_WHOLE ? triggers->awake_whole : triggers->awake;
	const uint64_t *mask = rules_for(table, place);
	uint64_t any = 0;

	for (size_t i = 0; i < table->words; i++)
		any |= bits[i] = awake[i] & mask[i];
	if (place != NP_AT_TAIL)
		any |= wake_beginning(triggers, place == NP_AT_WHOLE ? 0 : pos, place, bits);
	if (place != NP_AT_HEAD)
		any |= wake_ending(
		    triggers, place == NP_AT_WHOLE ? triggers->text.len : pos, place, bits);
	return any != 0;
}

bool
np_triggers_hit(const struct np_triggers *triggers, size_t number, size_t *pos, np_rule_bits bits)
{
	const struct np_trigger_table *table = triggers->table;

	if (number >= triggers->hit_count)
		return false;
	*pos = triggers->hits[number].pos;
	memset(bits, 0, table->words * sizeof *bits);
	add_bits(
	    table, bits, woken_by(table, triggers->hits[number].literal, NP_WAKES_NEAR), NP_INSIDE);
	return true;
}
