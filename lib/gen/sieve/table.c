/* table.c - a net made deterministic, and as small as it can be */
#include "table.h"

#include <stdlib.h>
#include <string.h>

#include "keep.h"

enum {
	STATES_MAX = 3000, /* before they are made fewer */
	KINDS_MAX = 256,
	CHAINS = 1 << 12,
	START = YES + 1,
	ALL = YES + 2 /* every position at once */
};

/* ---- kinds of characters ---- */

/* Which sets a net uses; of each, which kinds are in it. */
struct use {
	uint16_t *sets; /* their numbers */
	size_t count;
	uint16_t local[0x10000]; /* by number: its place in sets + 1, or 0 */
	bool *in;                /* [place * KINDS_MAX + kind] */
};

static struct use use;

static void
use_set(uint16_t number)
{
	if (number == NOTHING || use.local[number] != 0)
		return;
	use.sets = keep_more(use.sets, use.count + 1, sizeof *use.sets);
	use.sets[use.count++] = number;
	use.local[number] = (uint16_t)use.count;
}

static void
use_edges(const struct edges *edges)
{
	for (size_t i = 0; i < edges->count; i++)
		use_set(edges->edges[i].need);
}

static bool
has(struct set set, uint32_t cp)
{
	size_t low = 0, high = set.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (set.ranges[middle].last < cp)
			low = middle + 1;
		else
			high = middle;
	}
	return low < set.count && set.ranges[low].first <= cp;
}

static int
by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

static void
find_bounds(struct table *table)
{
	size_t n = 0, kept = 0;
	table->bounds = keep_new(2, sizeof *table->bounds);
	table->bounds[n++] = 0;
	table->bounds[n++] = EDGE;
	for (size_t i = 0; i < use.count; i++) {
		struct set set = set_numbered(use.sets[i]);
		table->bounds = keep_more(table->bounds, n + 2 * set.count, sizeof *table->bounds);
		for (size_t r = 0; r < set.count; r++) {
			table->bounds[n++] = set.ranges[r].first;
			table->bounds[n++] = set.ranges[r].last + 1;
		}
	}
	qsort(table->bounds, n, sizeof *table->bounds, by_number);
	for (size_t i = 0; i < n && table->bounds[i] <= EDGE; i++) {
		if (kept == 0 || table->bounds[i] != table->bounds[kept - 1])
			table->bounds[kept++] = table->bounds[i];
	}
	table->bound_count = kept;
}

/* False when there are too many kinds. */
static bool
find_kinds(struct table *table, const struct net *net)
{
	bool *own; /* of each kind: in which sets it is */
	memset(use.local, 0, sizeof use.local);
	use.count = 0;
	use_edges(&net->first);
	for (size_t i = 0; i < net->count; i++) {
		use_set(net->positions[i].set);
		use_edges(&net->positions[i].follow);
	}
	find_bounds(table);
	keep_drop(use.in);
	use.in = keep_new(use.count * KINDS_MAX, sizeof *use.in);
	table->kind = keep_new(table->bound_count, sizeof *table->kind);
	table->kinds = 0;
	own = keep_new(KINDS_MAX + 1, use.count + 1);
	for (size_t b = 0; b < table->bound_count; b++) {
		bool *in = own + table->kinds * use.count;
		size_t kind = 0;
		for (size_t i = 0; i < use.count; i++)
			in[i] = has(set_numbered(use.sets[i]), table->bounds[b]);
		while (memcmp(own + kind * use.count, in, use.count) != 0)
			kind++;
		table->kind[b] = (uint16_t)kind;
		if (kind < table->kinds)
			continue;
		if (++table->kinds > KINDS_MAX) {
			keep_drop(own);
			return false;
		}
		for (size_t i = 0; i < use.count; i++)
			use.in[i * KINDS_MAX + kind] = in[i];
	}
	keep_drop(own);
	return true;
}

uint16_t
table_kind(const struct table *table, uint32_t cp)
{
	size_t low = 0, high = table->bound_count;
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (table->bounds[middle] <= cp)
			low = middle;
		else
			high = middle;
	}
	return table->kind[low];
}

/* ---- states: sets of positions ---- */

struct states {
	size_t words;   /* of a set of positions */
	uint64_t *bits; /* [state * words] */
	size_t count, most;
	bool widen; /* where there are too many, one with more positions does as well */
	uint16_t chains[CHAINS], next[STATES_MAX];
};

static struct states states;

/* The state that has these positions and the fewest others. */
static size_t
wider_state(const uint64_t *bits)
{
	size_t best = ALL, fewest = SIZE_MAX;
	for (size_t state = ALL; state < states.count; state++) {
		const uint64_t *own = states.bits + state * states.words;
		size_t others = 0, word = 0;
		for (; word < states.words && (bits[word] & ~own[word]) == 0; word++) {
			for (uint64_t rest = own[word] & ~bits[word]; rest != 0; rest &= rest - 1)
				others++;
		}
		if (word < states.words || others >= fewest)
			continue;
		best = state;
		fewest = others;
	}
	return best;
}

/* The state of these positions, or one that takes more; STATES_MAX when there are too many. */
static size_t
state_of(const uint64_t *bits)
{
	uint64_t hash = 0;
	for (size_t i = 0; i < states.words; i++)
		hash = (hash ^ bits[i]) * UINT64_C(0x9E3779B97F4A7C15);
	uint16_t *chain = &states.chains[hash >> 40 & (CHAINS - 1)];
	for (size_t at = *chain; at != 0; at = states.next[at]) {
		if (memcmp(states.bits + at * states.words, bits, states.words * 8) == 0)
			return at;
	}
	if (states.count == states.most)
		return states.widen ? wider_state(bits) : STATES_MAX;
	memcpy(states.bits + states.count * states.words, bits, states.words * 8);
	states.next[states.count] = *chain;
	*chain = (uint16_t)states.count;
	return states.count++;
}

/* What is asked of a net again and again, as sets of positions. */
struct maps {
	uint64_t *follow; /* of each position: where it leads in any case */
	uint64_t *kind;   /* of each kind: the positions that it fits */
	uint64_t *accepts;
};

static struct maps maps;

static void
put_in(uint64_t *bits, size_t i)
{
	bits[i / 64] |= UINT64_C(1) << i % 64;
}

static void
make_maps(const struct table *table, const struct net *net)
{
	size_t words = states.words;
	keep_drop(maps.follow);
	keep_drop(maps.kind);
	keep_drop(maps.accepts);
	maps.follow = keep_new(net->count * words, sizeof *maps.follow);
	maps.kind = keep_new(table->kinds * words, sizeof *maps.kind);
	maps.accepts = keep_new(words, sizeof *maps.accepts);
	for (size_t i = 0; i < net->count; i++) {
		const struct position *position = &net->positions[i];
		const bool *in = use.in + (size_t)(use.local[position->set] - 1) * KINDS_MAX;
		for (size_t kind = 0; kind < table->kinds; kind++) {
			if (in[kind])
				put_in(maps.kind + kind * words, i);
		}
		for (size_t e = 0; e < position->follow.count; e++) {
			if (position->follow.edges[e].need == NOTHING)
				put_in(maps.follow + i * words, position->follow.edges[e].to);
		}
		if (position->accepts)
			put_in(maps.accepts, i);
	}
}

/* Of each kind: adds the positions to which these edges lead where it is what they need. */
static void
follow_needs(
    const struct table *table, const struct net *net, const struct edges *edges, uint64_t *targets)
{
	for (size_t e = 0; e < edges->count; e++) {
		struct edge edge = edges->edges[e];
		size_t set = net->positions[edge.to].set;
		const bool *in = use.in + (size_t)(use.local[set] - 1) * KINDS_MAX, *need = in;
		if (edge.need != NOTHING)
			need = use.in + (size_t)(use.local[edge.need] - 1) * KINDS_MAX;
		else if (edges != &net->first)
			continue; /* the maps have it */
		for (size_t kind = 0; kind < table->kinds; kind++) {
			if (in[kind] && need[kind])
				put_in(targets + kind * states.words, edge.to);
		}
	}
}

/* Of each kind: the positions behind a state. */
static void
follow(const struct table *table, const struct net *net, size_t state, uint64_t *targets)
{
	size_t words = states.words;
	uint64_t *any = keep_new(words, sizeof *any);
	const uint64_t *own = states.bits + state * words;
	memset(targets, 0, table->kinds * words * sizeof *targets);
	if (state == START)
		follow_needs(table, net, &net->first, targets);
	for (size_t i = 0; i < net->count; i++) {
		if ((own[i / 64] >> i % 64 & 1) == 0)
			continue;
		for (size_t word = 0; word < words; word++)
			any[word] |= maps.follow[i * words + word];
		follow_needs(table, net, &net->positions[i].follow, targets);
	}
	for (size_t kind = 0; kind < table->kinds; kind++) {
		for (size_t word = 0; word < words; word++)
			targets[kind * words + word] |= any[word] & maps.kind[kind * words + word];
	}
	keep_drop(any);
}

/* Where positions lead to: a state's number. */
static size_t
target(const uint64_t *bits)
{
	uint64_t any = 0;
	for (size_t word = 0; word < states.words; word++) {
		if ((bits[word] & maps.accepts[word]) != 0)
			return YES;
		any |= bits[word];
	}
	return any == 0 ? NO : state_of(bits);
}

/* Fills table->next with numbers of states; false when there are too many. */
static bool
find_states(struct table *table, const struct net *net, size_t most, bool widen)
{
	uint64_t *targets;
	states.widen = widen;
	states.most = STATES_MAX;
	if (widen)
		states.most =
		    most / table->kinds < TABLE_STATES ? most / table->kinds : TABLE_STATES;
	states.words = (net->count + 63) / 64;
	keep_drop(states.bits);
	states.bits = keep_new(STATES_MAX * states.words, sizeof *states.bits);
	memset(states.chains, 0, sizeof states.chains);
	states.count = ALL + 1;
	for (size_t i = 0; i < net->count; i++)
		states.bits[ALL * states.words + i / 64] |= UINT64_C(1) << i % 64;
	table->next = NULL;
	make_maps(table, net);
	targets = keep_new(table->kinds * states.words, sizeof *targets);
	for (size_t state = 0; state < states.count; state++) {
		table->next =
		    keep_more(table->next, (state + 1) * table->kinds, sizeof *table->next);
		follow(table, net, state, targets);
		for (size_t kind = 0; kind < table->kinds; kind++) {
			size_t to = state == YES ? YES : target(targets + kind * states.words);
			if (to == STATES_MAX) {
				keep_drop(targets);
				return false;
			}
			table->next[state * table->kinds + kind] = (uint16_t)to;
		}
	}
	table->states = states.count;
	keep_drop(targets);
	return true;
}

/* ---- fewer of them ---- */

/* States that lead to the same groups by every kind; the groups are made finer until that holds. */
static size_t
find_groups(const struct table *table, uint16_t *group)
{
	uint16_t *finer = keep_new(table->states, sizeof *finer);
	uint16_t *first = keep_new(table->states, sizeof *first); /* a state of each group */
	uint16_t *next = keep_new(table->states, sizeof *next);
	size_t count = 2, before = 0;
	for (size_t state = 0; state < table->states; state++)
		group[state] = state == YES;
	while (count != before) {
		uint16_t chains[CHAINS] = { 0 };
		before = count;
		count = 0;
		for (size_t state = 0; state < table->states; state++) {
			const uint16_t *to = table->next + state * table->kinds;
			uint64_t hash = group[state];
			for (size_t kind = 0; kind < table->kinds; kind++)
				hash = (hash ^ group[to[kind]]) * UINT64_C(0x9E3779B97F4A7C15);
			uint16_t *chain = &chains[hash >> 40 & (CHAINS - 1)];
			size_t found = *chain;
			for (; found != 0; found = next[found - 1]) {
				size_t other = first[found - 1], kind = 0;
				const uint16_t *its = table->next + other * table->kinds;
				while (kind < table->kinds && group[to[kind]] == group[its[kind]])
					kind++;
				if (kind == table->kinds && group[state] == group[other])
					break;
			}
			if (found == 0) {
				first[count] = (uint16_t)state;
				next[count++] = *chain;
				*chain = (uint16_t)count;
				found = count;
			}
			finer[state] = (uint16_t)(found - 1);
		}
		memcpy(group, finer, table->states * sizeof *group);
	}
	keep_drop(finer);
	keep_drop(first);
	keep_drop(next);
	return count;
}

static void
join_states(struct table *table)
{
	uint16_t *group = keep_new(table->states, sizeof *group);
	size_t count = find_groups(table, group);
	/* The first of a group comes before its others: none is overwritten that is still needed. */
	for (size_t state = 0, made = 0; state < table->states; state++) {
		if (group[state] != made)
			continue;
		for (size_t kind = 0; kind < table->kinds; kind++)
			table->next[made * table->kinds + kind] =
			    group[table->next[state * table->kinds + kind]];
		made++;
	}
	table->start = group[START];
	table->states = count;
	keep_drop(group);
}

/* Kinds that lead everywhere to the same states become one. */
static void
join_kinds(struct table *table)
{
	uint16_t same[KINDS_MAX] = { 0 };
	size_t columns[KINDS_MAX], count = 0;
	for (size_t kind = 0; kind < table->kinds; kind++) {
		size_t i = 0, state = 0;
		for (; i < count; i++) {
			for (state = 0; state < table->states; state++) {
				const uint16_t *row = table->next + state * table->kinds;
				if (row[kind] != row[columns[i]])
					break;
			}
			if (state == table->states)
				break;
		}
		if (i == count)
			columns[count++] = kind;
		same[kind] = (uint16_t)i;
	}
	for (size_t state = 0; state < table->states; state++) {
		for (size_t i = 0; i < count; i++)
			table->next[state * count + i] =
			    table->next[state * table->kinds + columns[i]];
	}
	for (size_t b = 0; b < table->bound_count; b++)
		table->kind[b] = same[table->kind[b]];
	table->kinds = count;
}

bool
table_make(struct table *table, const struct net *net, size_t most, bool widen)
{
	if (!find_kinds(table, net) || !find_states(table, net, most, widen))
		return false;
	join_states(table);
	join_kinds(table);
	return table->states <= TABLE_STATES && table->states * table->kinds <= most;
}
