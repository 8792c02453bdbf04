/*
 * sieve.c - which of many rules may match somewhere
 *
 * The automata are made deterministic as the text asks for it: a state is a set of positions, and
 * from which state a character of a class leads where is noted down when it is first needed.
 */
#include "sieve.h"

#include <stdlib.h>
#include <string.h>

#include "rules.h"
#include "utf8.h"

enum {
	STATES_MAX = 8192,
	POOL_MAX = 1 << 17, /* positions of all states */
	STEP_BITS = 16,     /* of the places in the table of steps */
	STEPS = 1 << STEP_BITS,
	CHAINS = 1 << 10,
	NO_SET = 0xFFFF,
	DEAD = 0 /* the state without positions */
};

struct state {
	uint32_t first; /* its positions, in the pool */
	uint16_t count;
	uint16_t next; /* in the chain of its hash */
};

/* From a state with a class of characters: key is state << 16 | class, + 1; 0 for an empty place. */
struct step {
	uint32_t key, state;
};

struct np_sieve {
	const struct np_sieve_data *data;
	size_t words; /* of 64 rules each */
	uint64_t always[NP_SIEVE_RULES / 64];
	struct state *states;
	uint64_t *accepts; /* [state * words]: the rules that may end there */
	bool *accepting;   /* whether there are any */
	size_t state_count;
	uint16_t *pool;
	size_t pool_count;
	uint16_t chains[CHAINS];
	struct step *steps;
	size_t step_count;
	/* While a state is made. */
	uint32_t mark, *marked; /* of each position */
	uint16_t *found;
};

struct np_sieve *
np_sieve_open(const struct np_sieve_data *data)
{
	struct np_sieve *sieve = calloc(1, sizeof *sieve);
	if (sieve == NULL)
		return NULL;
	sieve->data = data;
	sieve->words = (data->rule_count + 63) / 64;
	sieve->states = malloc(STATES_MAX * sizeof *sieve->states);
	sieve->accepts = malloc(STATES_MAX * (sieve->words + 1) * sizeof *sieve->accepts);
	sieve->accepting = malloc(STATES_MAX * sizeof *sieve->accepting);
	sieve->steps = calloc(STEPS, sizeof *sieve->steps);
	sieve->pool = malloc(POOL_MAX * sizeof *sieve->pool);
	sieve->marked = calloc(data->position_count + 1, sizeof *sieve->marked);
	sieve->found = malloc((data->position_count + 1) * sizeof *sieve->found);
	if (sieve->states == NULL || sieve->accepts == NULL || sieve->accepting == NULL ||
	    sieve->steps == NULL || sieve->pool == NULL || sieve->marked == NULL ||
	    sieve->found == NULL) {
		np_sieve_close(sieve);
		return NULL;
	}
	for (size_t i = 0; i < data->always_count; i++)
		sieve->always[data->always[i] / 64] |= UINT64_C(1) << data->always[i] % 64;
	sieve->state_count = 1;
	sieve->states[DEAD] = (struct state){ .count = 0 };
	sieve->accepting[DEAD] = false;
	return sieve;
}

void
np_sieve_close(struct np_sieve *sieve)
{
	if (sieve == NULL)
		return;
	free(sieve->states);
	free(sieve->accepts);
	free(sieve->accepting);
	free(sieve->steps);
	free(sieve->pool);
	free(sieve->marked);
	free(sieve->found);
	free(sieve);
}

/* Begins anew, with the dead state alone: memory is bounded. */
static void
forget(struct np_sieve *sieve)
{
	memset(sieve->chains, 0, sizeof sieve->chains);
	memset(sieve->steps, 0, STEPS * sizeof *sieve->steps);
	sieve->state_count = 1;
	sieve->step_count = 0;
	sieve->pool_count = 0;
}

/* ---- making states ---- */

static bool
holds(const struct np_sieve_data *data, size_t class, size_t set)
{
	return (data->members[class * data->set_words + set / 32] >> set % 32 & 1) != 0;
}

static inline uint32_t
mix(uint32_t number)
{
	return number * UINT32_C(0x9E3779B1);
}

static bool
same_positions(const struct np_sieve *sieve, const struct state *state, size_t count)
{
	return state->count == count &&
	       memcmp(sieve->pool + state->first, sieve->found, count * sizeof *sieve->found) == 0;
}

/* The state of the count positions found; STATES_MAX when there is no room for one more. */
static uint32_t
state_of(struct np_sieve *sieve, size_t count)
{
	const struct np_sieve_data *data = sieve->data;
	uint32_t hash = (uint32_t)count;
	if (count == 0)
		return DEAD;
	for (size_t i = 0; i < count; i++)
		hash = mix(hash ^ sieve->found[i]);
	uint16_t *chain = &sieve->chains[hash >> 7 & (CHAINS - 1)];
	for (uint32_t at = *chain; at != 0; at = sieve->states[at].next) {
		if (same_positions(sieve, &sieve->states[at], count))
			return at;
	}
	if (sieve->state_count == STATES_MAX || count > POOL_MAX - sieve->pool_count)
		return STATES_MAX;
	uint32_t made = (uint32_t)sieve->state_count++;
	struct state *state = &sieve->states[made];
	state->first = (uint32_t)sieve->pool_count;
	state->count = (uint16_t)count;
	state->next = *chain;
	*chain = (uint16_t)made;
	memcpy(sieve->pool + state->first, sieve->found, count * sizeof *sieve->found);
	sieve->pool_count += count;
	uint64_t *bits = sieve->accepts + made * sieve->words;
	memset(bits, 0, sieve->words * sizeof *bits);
	sieve->accepting[made] = false;
	for (size_t i = 0; i < count; i++) {
		unsigned rule = data->positions[2 * sieve->found[i] + 1];
		if (rule == 0)
			continue;
		sieve->accepting[made] = true;
		bits[(rule - 1) / 64] |= UINT64_C(1) << (rule - 1) % 64;
	}
	return made;
}

/* Adds to the found ones, in order, the positions behind `from` that a class of characters fits. */
static size_t
add_followers(struct np_sieve *sieve, size_t from, size_t class, size_t count)
{
	const struct np_sieve_data *data = sieve->data;
	for (size_t e = data->follows[from]; e < data->follows[from + 1]; e++) {
		size_t to = data->edges[2 * e], need = data->edges[2 * e + 1];
		if (sieve->marked[to] == sieve->mark ||
		    !holds(data, class, data->positions[2 * to]) ||
		    (need != NO_SET && !holds(data, class, need)))
			continue;
		sieve->marked[to] = sieve->mark;
		sieve->found[count++] = (uint16_t)to;
	}
	return count;
}

static void
begin_state(struct np_sieve *sieve)
{
	if (++sieve->mark == 0) {
		memset(sieve->marked, 0, sieve->data->position_count * sizeof *sieve->marked);
		sieve->mark = 1;
	}
}

/* A state's number in keys; where a place starts has one, too. */
static inline uint32_t
step_key(uint32_t state, unsigned place, size_t class)
{
	return ((state == DEAD ? STATES_MAX + place : state) << 16 | (uint32_t) class) + 1;
}

/*
 * Where a class leads from a state, or, where that is DEAD, from the start of a place: found out
 * and noted down.  Where there is no room all is forgotten.
 */
static uint32_t
make_step(struct np_sieve *sieve, uint32_t state, unsigned place, size_t class)
{
	const struct state *from = &sieve->states[state];
	size_t count = 0;
	begin_state(sieve);
	if (state == DEAD)
		count = add_followers(sieve, sieve->data->position_count + place, class, 0);
	for (size_t i = 0; i < from->count; i++)
		count = add_followers(sieve, sieve->pool[from->first + i], class, count);
	uint32_t to = state_of(sieve, count);
	if (to == STATES_MAX || sieve->step_count >= STEPS / 4 * 3) {
		forget(sieve);
		/* The positions that were found are still there, and one state has room. */
		return state_of(sieve, count);
	}
	uint32_t key = step_key(state, place, class);
	size_t at = mix(key) >> (32 - STEP_BITS);
	while (sieve->steps[at].key != 0)
		at = (at + 1) & (STEPS - 1);
	sieve->steps[at] = (struct step){ key, to };
	sieve->step_count++;
	return to;
}

/* The same, where it is known mostly. */
static inline uint32_t
step(struct np_sieve *sieve, uint32_t state, unsigned place, size_t class)
{
	uint32_t key = step_key(state, place, class);
	for (size_t at = mix(key) >> (32 - STEP_BITS); sieve->steps[at].key != 0;
	     at = (at + 1) & (STEPS - 1)) {
		if (sieve->steps[at].key == key)
			return sieve->steps[at].state;
	}
	return make_step(sieve, state, place, class);
}

/* ---- running ---- */

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
	/* Bytes that are no character have the class of the last one: it is not asked for. */
	if (cp >= 0x10000)
		return class_beyond(data, cp);
	return data->classes[(size_t)data->blocks[cp >> NP_SIEVE_SHIFT] << NP_SIEVE_SHIFT |
			     (cp & ((1u << NP_SIEVE_SHIFT) - 1))];
}

static inline void
add_bits(const struct np_sieve *sieve, uint32_t state, uint64_t *bits)
{
	for (size_t i = 0; sieve->accepting[state] && i < sieve->words; i++)
		bits[i] |= sieve->accepts[state * sieve->words + i];
}

static inline bool
opens(const struct np_sieve_data *data, unsigned place, size_t class)
{
	return (data->opens[class] >> place & 1) != 0;
}

/* Reads on from byte `at`, whose character is of that class, until nothing can match any more. */
static void
run_forward(struct np_sieve *sieve, unsigned place, size_t class, const char *text, size_t at,
    size_t to, uint64_t *bits)
{
	uint32_t state = DEAD;
	for (;;) {
		uint32_t cp;
		state = step(sieve, state, place, class);
		if (state == DEAD)
			return;
		if (place != NP_AT_WHOLE || at == to)
			add_bits(sieve, state, bits);
		if (at == to)
			return;
		at += np_utf8_step(text + at, to - at, &cp);
		/* No pattern matches what is no character. */
		if (cp == NP_UTF8_BAD)
			return;
		class = class_of(sieve->data, cp);
	}
}

/* Runs from `start`, or, inside, from each character on. */
static void
run_from(struct np_sieve *sieve, unsigned place, const char *text, size_t start, size_t to,
    uint64_t *bits)
{
	while (start < to) {
		uint32_t cp;
		start += np_utf8_step(text + start, to - start, &cp);
		size_t class = class_of(sieve->data, cp);
		if (cp != NP_UTF8_BAD && opens(sieve->data, place, class))
			run_forward(sieve, place, class, text, start, to, bits);
		if (place != NP_INSIDE)
			return;
	}
}

static void
run_backward(struct np_sieve *sieve, const char *text, size_t from, size_t to, uint64_t *bits)
{
	uint32_t state = DEAD;
	while (to > from) {
		uint32_t cp;
		to -= np_utf8_prev(text + from, to - from, &cp);
		size_t class = class_of(sieve->data, cp);
		if (cp == NP_UTF8_BAD || (state == DEAD && !opens(sieve->data, NP_AT_TAIL, class)))
			return;
		state = step(sieve, state, NP_AT_TAIL, class);
		if (state == DEAD)
			return;
		add_bits(sieve, state, bits);
	}
	if (state != DEAD && to == 0)
		add_bits(sieve, step(sieve, state, NP_AT_TAIL, sieve->data->top), bits);
}

void
np_sieve_run(struct np_sieve *sieve, unsigned place, const char *text, size_t from, size_t to,
    size_t start, np_sieve_bits bits)
{
	memcpy(bits, sieve->always, sizeof sieve->always);
	if (place == NP_AT_TAIL)
		run_backward(sieve, text, from, to, bits);
	else
		run_from(sieve, place, text, start, to, bits);
}
