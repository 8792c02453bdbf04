/* sieve.c - whether a rule may match somewhere */
#include "sieve.h"

#include "cpu.h"
#include "utf8.h"

/* ---- windows ---- */

/* The number of the character that begins at a byte of the text. */
static size_t
number_of(const struct np_sieve_view *view, size_t byte)
{
	const struct np_chars *chars = view->chars;
	size_t at = byte - view->base, low = 0, high = chars->count;

	if (at == 0 || byte == view->end)
		return at == 0 ? 0 : chars->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (chars->at[middle] < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct np_sieve_window
np_sieve_window(const struct np_sieve_view *view, size_t from, size_t start, size_t to)
{
	struct np_sieve_window window = { .from = number_of(view, from) };

	window.start = start == from ? window.from : number_of(view, start);
	window.to = number_of(view, to);
	return window;
}

size_t
np_sieve_byte(const struct np_sieve_view *view, size_t number, size_t to)
{
	return number < view->chars->count ? view->base + view->chars->at[number] : to;
}

/* ---- classes ---- */

static uint16_t
class_beyond(const struct np_sieve_data *data, const struct np_sieve_view *view, size_t number)
{
	const char *at = view->text + view->base + view->chars->at[number];
	size_t i = data->range_count - 1;
	uint32_t cp;

	np_utf8_next(at, 4, &cp);
	while (i > 0 && data->ranges[2 * i] > cp)
		i--;
	return (uint16_t)data->ranges[2 * i + 1];
}

static void
classify_plainly(const struct np_sieve_data *data, const struct np_sieve_view *view, size_t from,
    size_t to, uint16_t *classes)
{
	/* Where the tables are is kept at hand: the compiler can't know that classes is none of them. */
	const uint16_t *blocks = data->blocks, *of_block = data->classes, *cps = view->chars->cp;

	for (size_t i = from; i < to; i++) {
		size_t cp = cps[i];
		classes[i] = cp == NP_CHARS_FAR
				 ? class_beyond(data, view, i)
				 : of_block[(size_t)blocks[cp >> NP_SIEVE_SHIFT] << NP_SIEVE_SHIFT |
					    (cp & ((1u << NP_SIEVE_SHIFT) - 1))];
	}
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* Numbers of 16 bits at these places. */
NP_AVX2 static inline __m256i
eight_of(const uint16_t *numbers, __m256i at)
{
	return _mm256_and_si256(
	    _mm256_i32gather_epi32((const int *)(const void *)numbers, at, sizeof *numbers),
	    _mm256_set1_epi32(0xFFFF));
}

/* Eight at a time; more than are asked for may be written. */
NP_AVX2 static void
classify_avx2(const struct np_sieve_data *data, const struct np_sieve_view *view, size_t from,
    size_t to, uint16_t *classes)
{
	const __m256i in_block = _mm256_set1_epi32((1 << NP_SIEVE_SHIFT) - 1);
	const __m256i far = _mm256_set1_epi32(NP_CHARS_FAR);

	for (size_t i = from; i < to; i += 8) {
		const uint16_t *cps = view->chars->cp + i;
		__m256i cp =
		    _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)(const void *)cps));
		__m256i block = eight_of(data->blocks, _mm256_srli_epi32(cp, NP_SIEVE_SHIFT));
		__m256i found = eight_of(
		    data->classes, _mm256_or_si256(_mm256_slli_epi32(block, NP_SIEVE_SHIFT),
				       _mm256_and_si256(cp, in_block)));
		__m256i beyond = _mm256_cmpeq_epi32(cp, far);
		found = _mm256_permute4x64_epi64(_mm256_packus_epi32(found, found), 0x08);
		_mm_storeu_si128((__m128i *)(void *)(classes + i), _mm256_castsi256_si128(found));
		unsigned bits = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(beyond));
		for (; bits != 0; bits &= bits - 1)
			classes[i + _tzcnt_u32(bits)] =
			    class_beyond(data, view, i + _tzcnt_u32(bits));
	}
}
#endif

void
np_sieve_classify(const struct np_sieve_data *data, const struct np_sieve_view *view, size_t from,
    size_t to, uint16_t *classes)
{
#ifdef NP_WITH_AVX2
	if (np_cpu_avx2())
		classify_avx2(data, view, from, to, classes);
	else
#endif
		classify_plainly(data, view, from, to, classes);
}

/* ---- automata ---- */

enum { NOTHING, MATCHED }; /* the first two states */

/* From a state, which is none of the first two, behind a class of characters. */
static inline size_t
step(const struct np_sieve_automaton *automaton, size_t state, size_t class)
{
	return automaton->next[state * automaton->kinds + automaton->kind[class]];
}

/* Reads the characters from `at` on up to `to`, as far as is needed. */
static bool
reads_on(const struct np_sieve_data *data, const struct np_sieve_automaton *automaton,
    const struct np_sieve_view *view, size_t at, size_t to)
{
	size_t state = automaton->start;

	while (at < to && state > MATCHED)
		state = step(automaton, state, view->classes[at++]);
	if (state > MATCHED)
		state = step(automaton, state, data->edge);
	return state == MATCHED;
}

/* The same backward from `at`, down to `from`. */
static bool
reads_back(const struct np_sieve_data *data, const struct np_sieve_automaton *automaton,
    const struct np_sieve_view *view, size_t from, size_t at)
{
	size_t state = automaton->start;

	while (at > from && state > MATCHED)
		state = step(automaton, state, view->classes[--at]);
	if (state > MATCHED)
		state = step(automaton, state, data->edge);
	return state == MATCHED;
}

/* Whether the automata from `first` on up to `end` read what stands before and behind `at`. */
static bool
read_at(const struct np_sieve_data *data, size_t first, size_t end,
    const struct np_sieve_view *view, const struct np_sieve_window *window, size_t at)
{
	for (size_t i = first; i < end; i++) {
		const struct np_sieve_automaton *automaton = &data->automata[i];
		if (automaton->backward ? !reads_back(data, automaton, view, window->from, at)
					: !reads_on(data, automaton, view, at, window->to))
			return false;
	}
	return true;
}

/* The first of them that reads on, where it does not let everything through; else NULL. */
static const struct np_sieve_automaton *
first_reading_on(const struct np_sieve_data *data, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		const struct np_sieve_automaton *automaton = &data->automata[i];
		if (!automaton->backward)
			return automaton->start > MATCHED ? automaton : NULL;
	}
	return NULL;
}

/* The first character from `at` on that an automaton does not stop at, or `to`: with most nothing begins. */
static size_t
skip_to(const struct np_sieve_automaton *automaton, const uint16_t *classes, size_t at, size_t to)
{
	const unsigned char *next = automaton->next + automaton->start * automaton->kinds;
	const unsigned char *kind = automaton->kind;

	while (at < to && next[kind[classes[at]]] == NOTHING)
		at++;
	return at;
}

/* Moves the start on to where they read what is around it; false when that is nowhere. */
static bool
seek(const struct np_sieve_data *data, size_t first, size_t end, const struct np_sieve_view *view,
    struct np_sieve_window *window)
{
	const struct np_sieve_automaton *automaton = first_reading_on(data, first, end);
	size_t at = window->start, to = window->to;

	for (;; at++) {
		if (automaton != NULL)
			at = skip_to(automaton, view->classes, at, to);
		if (at >= to || read_at(data, first, end, view, window, at))
			break;
	}
	window->start = at;
	return at < to || read_at(data, first, end, view, window, to);
}

bool
np_sieve_lets(const struct np_sieve_data *data, size_t rule, enum np_place place,
    const struct np_sieve_view *view, struct np_sieve_window *window)
{
	size_t first = data->first[rule], end = data->first[rule + 1];

	switch (place) {
	case NP_AT_TAIL:
		/* What is read from its end comes first, and it decides most. */
		return first == end || (read_at(data, first, first + 1, view, window, window->to) &&
					   seek(data, first + 1, end, view, window));
	case NP_INSIDE:
		return seek(data, first, end, view, window);
	default:
		return read_at(data, first, end, view, window, window->start);
	}
}

/* ---- what stands nearest ---- */

/* The rules that a class of characters there does not rule out. */
static inline const uint64_t *
may_be_near(const struct np_sieve_data *data, size_t place, size_t class)
{
	return data->near_rules + data->near[place * data->class_count + class] * data->words;
}

void
np_sieve_narrow(const struct np_sieve_data *data, const struct np_sieve_view *view,
    const struct np_sieve_window *window, enum np_place place, uint64_t *rules)
{
	size_t at = place == NP_AT_TAIL ? window->to : window->start;
	size_t before = at - window->from, behind = window->to - at;
	const uint16_t *classes = view->classes + at;
	const uint64_t *last = may_be_near(data, 0, before > 0 ? classes[-1] : data->edge);
	const uint64_t *first = may_be_near(data, 2, behind > 0 ? classes[0] : data->edge);
	/* Of none beyond an edge anything is known. */
	const uint64_t *last_but_one =
	    before > 0 ? may_be_near(data, 1, before > 1 ? classes[-2] : data->edge) : last;
	const uint64_t *second =
	    behind > 0 ? may_be_near(data, 3, behind > 1 ? classes[1] : data->edge) : first;

	for (size_t i = 0; i < data->words; i++)
		rules[i] &= last[i] & first[i] & last_but_one[i] & second[i];
}
