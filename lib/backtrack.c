/* backtrack.c - patterns tried on characters way after way */
#include "backtrack.h"

enum {
	/* On pages the built-in patterns take 1000 steps at most, and are 100 deep. */
	STEPS_MAX = 20000,
	DEPTH_MAX = NP_BACKTRACK_DEPTH
};

/* One attempt.  Classes of characters and what they are lie in a view; characters are told by their numbers. */
struct attempt {
	const struct np_part *parts;
	const struct np_part_child *children;
	const uint16_t *sets;
	const uint64_t *bits;
	size_t words; /* of a set */
	const uint16_t *classes;
	const uint16_t *cp;
	size_t from, to; /* characters of the window */
	bool begins, ends, to_end;
	/* Which way it reads: the end that it comes to, 1 where it takes what stands before, and from one character to the next. */
	size_t edge, back, ahead;
	unsigned steps, depth;
	size_t kept, end; /* where the match begins, if \K was passed, and ends */
	/* What is to be done behind the parts that it is in, and what else may be tried, as stacks. */
	struct np_backtrack_room *room;
	size_t thens, tries;
};

/* Behind the whole pattern, and behind what looks around. */
static const struct np_backtrack_then all_done = { NULL, NULL, 1, 0 },
				      looked = { NULL, NULL, 0, 0 };

/* Where an attempt is: at a part, or at a child or a turn of it, at a character, with that to be done behind it. */
struct spot {
	const struct np_part *part;
	size_t number, at;
	const struct np_backtrack_then *then;
};

/* What is next: to go into the spot's part, on in its row or repetition, or behind it; or to try something else. */
enum next { ENTER, ROW, REPEAT, BEHIND, FAIL, DONE };

static bool matches(struct attempt *attempt, const struct np_part *part, size_t at,
    const struct np_backtrack_then *then);

/* The first child of a part. */
static inline const struct np_part *
child_of(const struct attempt *attempt, const struct np_part *part)
{
	return &attempt->parts[attempt->children[part->first].part];
}

/* True if the next character is there and in a set. */
static inline bool
is_next(const struct attempt *attempt, size_t set, size_t at)
{
	size_t class, word;

	if (at == attempt->edge)
		return false;
	class = attempt->classes[at - attempt->back];
	word = attempt->sets[set * attempt->words + class / 64];
	return (attempt->bits[word] >> class % 64 & 1) != 0;
}

/* The same, or any set will do. */
static inline bool
may_begin(const struct attempt *attempt, size_t set, size_t at)
{
	return set == NP_PART_ANY || is_next(attempt, set, at);
}

static inline void
turn(struct attempt *attempt, bool backward)
{
	attempt->edge = backward ? attempt->from : attempt->to;
	attempt->back = backward;
	attempt->ahead = backward ? SIZE_MAX : 1;
}

/* ---- the stacks ---- */

/*
 * To go on with a part from its number-th child or turn on when the next part that is gone into is done.  No more are
 * there than parts that were gone into.
 */
static inline const struct np_backtrack_then *
come_back(struct attempt *attempt, const struct spot *spot, size_t number)
{
	struct np_backtrack_then *then = &attempt->room->thens[attempt->thens++];

	*then = (struct np_backtrack_then){ spot->part, spot->then, (uint32_t)number,
		(uint32_t)spot->at };
	return then;
}

/* Notes that there is more to try here; false where too much is noted. */
static inline bool
try_later(struct attempt *attempt, const struct spot *spot, size_t number)
{
	struct np_backtrack_try *try = &attempt->room->tries[attempt->tries];

	if (attempt->tries == NP_BACKTRACK_TRIES)
		return false;
	attempt->tries++;
	*try = (struct np_backtrack_try){ spot->part, spot->then, (uint32_t)number,
		(uint32_t)spot->at, (uint16_t)attempt->depth, (uint16_t)attempt->thens };
	return true;
}

/* ---- what takes no characters ---- */

static bool
is_word_char(const struct attempt *attempt, size_t at)
{
	uint32_t cp = attempt->cp[at];

	return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || cp == '_' ||
	       (cp >= 'a' && cp <= 'z');
}

/* True if the child of a part that looks around matches there. */
static bool
sees(struct attempt *attempt, const struct np_part *part, bool backward, size_t at)
{
	bool before = attempt->back != 0, seen;
	const struct np_part *child = child_of(attempt, part);

	turn(attempt, backward);
	seen = child->kind == NP_PART_SET
		   ? is_next(attempt, child->set, at)
		   : may_begin(attempt, child->set, at) && matches(attempt, child, at, &looked);
	turn(attempt, before);
	return seen;
}

static bool
holds(struct attempt *attempt, const struct np_part *part, size_t at)
{
	switch ((enum np_part_kind)part->kind) {
	case NP_PART_AHEAD:
		return sees(attempt, part, false, at);
	case NP_PART_NOT_AHEAD:
		return !sees(attempt, part, false, at);
	case NP_PART_BEHIND:
		return sees(attempt, part, true, at);
	case NP_PART_NOT_BEHIND:
		return !sees(attempt, part, true, at);
	case NP_PART_BEGIN:
		return at == attempt->from && attempt->begins;
	case NP_PART_END:
		return attempt->ends &&
		       (at == attempt->to || (at + 1 == attempt->to && attempt->cp[at] == '\n'));
	default:
		return (at > attempt->from && is_word_char(attempt, at - 1)) !=
		       (at < attempt->to && is_word_char(attempt, at));
	}
}

/* ---- what takes some ---- */

static inline bool
has_room(const struct np_part *part, size_t number)
{
	return part->max == NP_PART_ENDLESS || number < part->max;
}

/* One more turn of a repetition. */
static inline enum next
again(struct attempt *attempt, struct spot *spot)
{
	spot->then = come_back(attempt, spot, spot->number + 1);
	spot->part = child_of(attempt, spot->part);
	return ENTER;
}

/* A repetition that has come so far, tried again or left. */
static inline enum next
repeat(struct attempt *attempt, struct spot *spot)
{
	const struct np_part *part = spot->part;
	bool enough = spot->number >= part->min;

	if (!has_room(part, spot->number) ||
	    !may_begin(attempt, attempt->children[part->first].set, spot->at))
		return enough ? BEHIND : FAIL;
	if (!enough)
		return again(attempt, spot);
	if (!try_later(attempt, spot, spot->number))
		return FAIL;
	return part->how == NP_PART_LAZY ? BEHIND : again(attempt, spot);
}

/* Takes the characters of a run, how many is seen at once: as few as may be if it is lazy.  False when they are too few. */
static inline bool
take_run(const struct attempt *attempt, const struct np_part *part, size_t *number, size_t *at)
{
	size_t most = part->how == NP_PART_LAZY ? part->min : part->max;
	size_t taken = 0, to = *at;

	while ((taken < most || most == NP_PART_ENDLESS) && is_next(attempt, part->run, to)) {
		taken++;
		to += attempt->ahead;
	}
	*number = taken;
	*at = to;
	return taken >= part->min;
}

/* Leaves a run that has come so far: there may be more to try. */
static inline enum next
leave_run(struct attempt *attempt, const struct spot *spot)
{
	const struct np_part *part = spot->part;
	bool more =
	    part->how == NP_PART_LAZY ? has_room(part, spot->number) : spot->number > part->min;

	return more && !try_later(attempt, spot, spot->number) ? FAIL : BEHIND;
}

static inline enum next
run(struct attempt *attempt, struct spot *spot)
{
	return take_run(attempt, spot->part, &spot->number, &spot->at) ? leave_run(attempt, spot)
								       : FAIL;
}

/* A run when what was tried first came to nothing: with one more or, greedy, one less. */
static inline enum next
run_otherwise(struct attempt *attempt, struct spot *spot)
{
	if (spot->part->how == NP_PART_LAZY) {
		if (!is_next(attempt, spot->part->run, spot->at))
			return FAIL;
		spot->number++;
		spot->at += attempt->ahead;
	} else {
		spot->number--;
		spot->at -= attempt->ahead;
	}
	return leave_run(attempt, spot);
}

/* Counts a part that is gone into; false where it must not be any more. */
static inline bool
count_step(struct attempt *attempt)
{
	if (attempt->steps == STEPS_MAX || attempt->depth == DEPTH_MAX)
		return false;
	attempt->steps++;
	return true;
}

/* The children of a row from the spot's on, and what is behind it. */
static inline enum next
row(struct attempt *attempt, struct spot *spot)
{
	const struct np_part *part = spot->part;

	for (; spot->number < part->count; spot->number++) {
		struct np_part_child own = attempt->children[part->first + spot->number];
		const struct np_part *child = &attempt->parts[own.part];
		if (child->kind <= NP_PART_WORD) {
			if (!holds(attempt, child, spot->at))
				return FAIL;
		} else if (!may_begin(attempt, own.set, spot->at)) {
			return FAIL;
		} else if (child->kind == NP_PART_SET) {
			spot->at += attempt->ahead;
		} else {
			size_t taken, to = spot->at;
			/* Most runs are of blanks, and of none: they need not be gone into. */
			if (child->kind == NP_PART_RUN && child->how != NP_PART_LAZY &&
			    take_run(attempt, child, &taken, &to) && taken == child->min) {
				if (!count_step(attempt))
					return FAIL;
				spot->at = to;
				continue;
			}
			if (spot->number + 1 < part->count)
				spot->then = come_back(attempt, spot, spot->number + 1);
			spot->part = child;
			return ENTER;
		}
	}
	return BEHIND;
}

/* The first child of a choice, from the spot's on, that may match. */
static inline enum next
choice(struct attempt *attempt, struct spot *spot)
{
	const struct np_part_child *children = attempt->children + spot->part->first;
	const size_t count = spot->part->count;
	size_t i = spot->number;

	while (i < count && !may_begin(attempt, children[i].set, spot->at))
		i++;
	if (i == count || (i + 1 < count && !try_later(attempt, spot, i + 1)))
		return FAIL;
	spot->part = &attempt->parts[children[i].part];
	return ENTER;
}

/* What is behind a part that has matched up to the spot. */
static inline enum next
behind(struct attempt *attempt, struct spot *spot)
{
	const struct np_backtrack_then *then = spot->then;

	/* To take nothing again and again leads nowhere. */
	while (then->part != NULL && then->part->kind == NP_PART_REPEAT && spot->at == then->at &&
	       then->number > then->part->min)
		then = then->then;
	if (then->part == NULL) {
		if (then->number == 1 && attempt->to_end && spot->at != attempt->to)
			return FAIL;
		attempt->end = spot->at;
		return DONE;
	}
	spot->part = then->part;
	spot->number = then->number;
	spot->then = then->then;
	return spot->part->kind == NP_PART_ROW ? ROW : REPEAT;
}

static inline enum next
keep(struct attempt *attempt, struct spot *spot)
{
	if (!try_later(attempt, spot, attempt->kept))
		return FAIL;
	attempt->kept = spot->at;
	return BEHIND;
}

/* Into the spot's part. */
static inline enum next
enter(struct attempt *attempt, struct spot *spot)
{
	const struct np_part *part = spot->part;

	if (!count_step(attempt))
		return FAIL;
	attempt->depth++;
	spot->number = 0;
	switch ((enum np_part_kind)part->kind) {
	case NP_PART_SET:
		if (!is_next(attempt, part->set, spot->at))
			return FAIL;
		spot->at += attempt->ahead;
		return BEHIND;
	case NP_PART_ROW:
		return ROW;
	case NP_PART_CHOICE:
		return choice(attempt, spot);
	case NP_PART_REPEAT:
		return REPEAT;
	case NP_PART_RUN:
		return run(attempt, spot);
	case NP_PART_ATOMIC:
		if (!matches(attempt, child_of(attempt, part), spot->at, &looked))
			return FAIL;
		spot->at = attempt->end;
		return BEHIND;
	case NP_PART_KEEP:
		return keep(attempt, spot);
	default:
		return holds(attempt, part, spot->at) ? BEHIND : FAIL;
	}
}

/* The last thing that was left to be tried. */
static inline enum next
otherwise(struct attempt *attempt, struct spot *spot)
{
	const struct np_backtrack_try *try = &attempt->room->tries[--attempt->tries];

	*spot = (struct spot){ try->part, try->number, try->at, try->then };
	attempt->depth = try->depth;
	attempt->thens = try->thens;
	switch ((enum np_part_kind)spot->part->kind) {
	case NP_PART_CHOICE:
		return choice(attempt, spot);
	case NP_PART_REPEAT:
		return spot->part->how == NP_PART_LAZY ? again(attempt, spot) : BEHIND;
	case NP_PART_RUN:
		return run_otherwise(attempt, spot);
	default:
		attempt->kept = spot->number;
		return FAIL;
	}
}

/* Whether a part and all that is behind it match at a character.  It calls itself only for what looks around or is atomic. */
static bool
matches(struct attempt *attempt, const struct np_part *part, size_t at,
    const struct np_backtrack_then *then)
{
	const size_t tries = attempt->tries, thens = attempt->thens;
	const unsigned depth = attempt->depth;
	struct spot spot = { part, 0, at, then };
	enum next next = ENTER;

	while (next != DONE) {
		switch (next) {
		case ENTER:
			next = enter(attempt, &spot);
			break;
		case ROW:
			next = row(attempt, &spot);
			break;
		case REPEAT:
			next = repeat(attempt, &spot);
			break;
		case BEHIND:
			next = behind(attempt, &spot);
			break;
		default:
			if (attempt->tries == tries)
				goto out;
			next = otherwise(attempt, &spot);
			break;
		}
	}
out:
	attempt->tries = tries;
	attempt->thens = thens;
	attempt->depth = depth;
	return next == DONE;
}

bool
np_backtrack_match(const struct np_backtrack_data *data, size_t rule, enum np_place place,
    const struct np_sieve_view *view, const struct np_sieve_window *window, bool begins, bool ends,
    struct np_backtrack_room *room, size_t found[2])
{
	const struct np_part *root = &data->parts[data->roots[rule] - 1];
	struct attempt attempt = { .parts = data->parts,
		.children = data->children,
		.sets = data->sets,
		.bits = data->bits,
		.words = data->words,
		.classes = view->classes,
		.cp = view->chars->cp,
		.from = window->from,
		.to = window->to,
		.begins = begins,
		.ends = ends,
		.to_end = place == NP_AT_TAIL || place == NP_AT_WHOLE,
		.room = room };
	size_t last = place == NP_AT_HEAD || place == NP_AT_WHOLE ? window->start : window->to;

	turn(&attempt, false);
	for (size_t at = window->start; at <= last && attempt.steps < STEPS_MAX; at++) {
		attempt.kept = at;
		if (!may_begin(&attempt, root->set, at) || !matches(&attempt, root, at, &all_done))
			continue;
		found[0] = attempt.kept;
		found[1] = attempt.end;
		return found[0] < found[1];
	}
	return false;
}
