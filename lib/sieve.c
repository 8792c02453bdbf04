/* sieve.c - whether a rule may match somewhere */
#include "sieve.h"

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

void
np_sieve_classify(const struct np_sieve_data *data, const struct np_sieve_view *view, size_t from,
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

/* Moves the start on to where they read what is around it; false when that is nowhere. */
static bool
seek(const struct np_sieve_data *data, size_t first, size_t end, const struct np_sieve_view *view,
    struct np_sieve_window *window)
{
	const struct np_sieve_automaton *automaton = first_reading_on(data, first, end);

	for (; window->start < window->to; window->start++) {
		/* With most characters nothing begins. */
		if (automaton != NULL &&
		    step(automaton, automaton->start, view->classes[window->start]) == NOTHING)
			continue;
		if (read_at(data, first, end, view, window, window->start))
			return true;
	}
	return read_at(data, first, end, view, window, window->to);
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

void
np_sieve_narrow(const struct np_sieve_data *data, const struct np_sieve_view *view,
    const struct np_sieve_window *window, enum np_place place, uint64_t *rules)
{
	size_t at = place == NP_AT_TAIL ? window->to : window->start;
	/* Of none beyond an edge anything is known. */
	size_t before = at - window->from, behind = window->to - at;
	size_t classes[NP_SIEVE_NEAR], count = 0, which[NP_SIEVE_NEAR];

	which[count] = 0;
	classes[count++] = before > 0 ? view->classes[at - 1] : data->edge;
	which[count] = 2;
	classes[count++] = behind > 0 ? view->classes[at] : data->edge;
	if (before > 0) {
		which[count] = 1;
		classes[count++] = before > 1 ? view->classes[at - 2] : data->edge;
	}
	if (behind > 0) {
		which[count] = 3;
		classes[count++] = behind > 1 ? view->classes[at + 1] : data->edge;
	}
	for (size_t i = 0; i < count; i++) {
		size_t set = data->near[which[i] * data->class_count + classes[i]];
		const uint64_t *may = data->near_rules + set * data->words;
		for (size_t word = 0; word < data->words; word++)
			rules[word] &= may[word];
	}
}
