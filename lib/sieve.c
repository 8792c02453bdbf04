/* sieve.c - whether a rule may match somewhere */
#include "sieve.h"

#include "utf8.h"

static size_t
class_beyond(const struct np_sieve_data *data, uint32_t cp)
{
	size_t i = data->range_count - 1;
	while (i > 0 && data->ranges[2 * i] > cp)
		i--;
	return data->ranges[2 * i + 1];
}

static inline size_t
class_of(const struct np_sieve_data *data, uint32_t cp)
{
	if (cp >= 0x10000)
		return class_beyond(data, cp);
	return data->classes[(size_t)data->blocks[cp >> NP_SIEVE_SHIFT] << NP_SIEVE_SHIFT |
			     (cp & ((1u << NP_SIEVE_SHIFT) - 1))];
}

/* From a state, which is none of the first two, behind a class of characters. */
static inline size_t
step(const struct np_sieve_automaton *automaton, size_t state, size_t class)
{
	return automaton->next[state + automaton->kind[class]];
}

/* Reads from byte `at` on up to `to`, as far as is needed. */
static bool
reads_on(const struct np_sieve_data *data, const struct np_sieve_automaton *automaton,
    const char *text, size_t at, size_t to)
{
	size_t state = automaton->start;
	while (at < to && state > automaton->kinds) {
		uint32_t cp;
		at += np_utf8_step(text + at, to - at, &cp);
		state = step(automaton, state, class_of(data, cp));
	}
	if (state > automaton->kinds)
		state = step(automaton, state, data->edge);
	return state == automaton->kinds;
}

/* The same backward from byte `at`, down to `from`. */
static bool
reads_back(const struct np_sieve_data *data, const struct np_sieve_automaton *automaton,
    const char *text, size_t from, size_t at)
{
	size_t state = automaton->start;
	while (at > from && state > automaton->kinds) {
		uint32_t cp;
		at -= np_utf8_prev(text + from, at - from, &cp);
		state = step(automaton, state, class_of(data, cp));
	}
	if (state > automaton->kinds)
		state = step(automaton, state, data->edge);
	return state == automaton->kinds;
}

/* Whether all automata of a rule read what stands before and behind byte `at`. */
static bool
lets_at(const struct np_sieve_data *data, size_t rule, const char *text, size_t from, size_t at,
    size_t to)
{
	for (size_t i = data->first[rule]; i < data->first[rule + 1]; i++) {
		const struct np_sieve_automaton *automaton = &data->automata[i];
		if (automaton->backward ? !reads_back(data, automaton, text, from, at)
					: !reads_on(data, automaton, text, at, to))
			return false;
	}
	return true;
}

/* The first automaton of a rule that reads on, where it does not let everything through; else NULL. */
static const struct np_sieve_automaton *
first_reading_on(const struct np_sieve_data *data, size_t rule)
{
	for (size_t i = data->first[rule]; i < data->first[rule + 1]; i++) {
		const struct np_sieve_automaton *automaton = &data->automata[i];
		if (!automaton->backward)
			return automaton->start > automaton->kinds ? automaton : NULL;
	}
	return NULL;
}

/* The first byte from `start` on where all automata of a rule read what is around it; false for none. */
static bool
seek(const struct np_sieve_data *data, size_t rule, const char *text, size_t from, size_t to,
    size_t *start)
{
	const struct np_sieve_automaton *automaton = first_reading_on(data, rule);
	size_t at = *start, next;

	for (; at < to; at = next) {
		uint32_t cp;
		next = at + np_utf8_step(text + at, to - at, &cp);
		/* With most characters nothing begins. */
		if (automaton != NULL && step(automaton, automaton->start, class_of(data, cp)) == 0)
			continue;
		if (lets_at(data, rule, text, from, at, to))
			break;
	}
	if (at >= to && !lets_at(data, rule, text, from, at, to))
		return false;
	*start = at;
	return true;
}

bool
np_sieve_lets(const struct np_sieve_data *data, size_t rule, enum np_place place, const char *text,
    size_t from, size_t to, size_t *start)
{
	switch (place) {
	case NP_INSIDE:
		return seek(data, rule, text, from, to, start);
	case NP_AT_TAIL:
		return lets_at(data, rule, text, from, to, to);
	default:
		return lets_at(data, rule, text, from, *start, to);
	}
}
