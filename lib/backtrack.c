/* backtrack.c - patterns tried on characters way after way */
#include "backtrack.h"

enum {
	/* On pages the built-in patterns take 1000 steps at most, and are 100 deep. */
	STEPS_MAX = 20000,
	DEPTH_MAX = 2000
};

/* One attempt. */
struct attempt {
	const struct np_part *parts;
	const uint32_t *children;
	const uint16_t *sets;
	const uint64_t *bits;
	size_t words;            /* of a set */
	const uint16_t *classes; /* of the characters … */
	const uint16_t *cp;      /* … and what they are */
	size_t from, to;         /* characters of the window */
	bool begins, ends, to_end;
	bool backward; /* it reads what stands before */
	unsigned steps, depth;
	size_t kept, end; /* where the match begins, if \K was passed, and ends */
};

/* What is to be done behind a part. */
struct then {
	const struct np_part
	    *part;     /* the row or repetition that it is in; NULL where all is done */
	size_t number; /* the next child, or how often it was repeated */
	size_t at;     /* where the repetition began */
	const struct then *then;
};

/* Behind the whole pattern, and behind what looks around. */
static const struct then all_done = { NULL, 1, 0, NULL }, looked = { NULL, 0, 0, NULL };

static bool matches(
    struct attempt *attempt, const struct np_part *part, size_t at, const struct then *then);

static inline const struct np_part *
child_of(const struct attempt *attempt, const struct np_part *part, size_t i)
{
	return &attempt->parts[attempt->children[part->first + i]];
}

/* True if the next character, which is there, is in a set. */
static inline bool
in_set(const struct attempt *attempt, size_t set, size_t at)
{
	size_t class = attempt->classes[attempt->backward ? at - 1 : at];
	size_t word = attempt->sets[set * attempt->words + class / 64];

	return (attempt->bits[word] >> class % 64 & 1) != 0;
}

static inline bool
is_next(const struct attempt *attempt, size_t set, size_t at)
{
	return at != (attempt->backward ? attempt->from : attempt->to) && in_set(attempt, set, at);
}

static inline bool
may_begin(const struct attempt *attempt, const struct np_part *part, size_t at)
{
	return part->set == NP_PART_ANY || is_next(attempt, part->set, at);
}

static inline size_t
step(const struct attempt *attempt, size_t at)
{
	return attempt->backward ? at - 1 : at + 1;
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
	bool before = attempt->backward, seen;
	const struct np_part *child = child_of(attempt, part, 0);

	attempt->backward = backward;
	seen = child->kind == NP_PART_SET
		   ? is_next(attempt, child->set, at)
		   : may_begin(attempt, child, at) && matches(attempt, child, at, &looked);
	attempt->backward = before;
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

/* What is behind a part that has matched up to `at`. */
static bool go_on(struct attempt *attempt, size_t at, const struct then *then);

/* A repetition that has come so far, tried again or left. */
static bool
repeat(struct attempt *attempt, const struct np_part *part, size_t number, size_t at,
    const struct then *then)
{
	const struct np_part *child = child_of(attempt, part, 0);
	struct then again = { part, number + 1, at, then };
	bool more =
	    (part->max == NP_PART_ENDLESS || number < part->max) && may_begin(attempt, child, at);

	if (number < part->min)
		return more && matches(attempt, child, at, &again);
	if (part->how == NP_PART_LAZY)
		return go_on(attempt, at, then) || (more && matches(attempt, child, at, &again));
	return (more && matches(attempt, child, at, &again)) || go_on(attempt, at, then);
}

/* Of characters: how many there are is seen at once. */
static bool
repeat_set(struct attempt *attempt, const struct np_part *part, size_t at, const struct then *then)
{
	size_t set = child_of(attempt, part, 0)->set, count = 0;

	for (; count < part->min; count++) {
		if (!is_next(attempt, set, at))
			return false;
		at = step(attempt, at);
	}
	if (part->how == NP_PART_LAZY) {
		while (!go_on(attempt, at, then)) {
			if ((part->max != NP_PART_ENDLESS && count >= part->max) ||
			    !is_next(attempt, set, at))
				return false;
			at = step(attempt, at);
			count++;
		}
		return true;
	}
	for (; (part->max == NP_PART_ENDLESS || count < part->max) && is_next(attempt, set, at);
	     count++)
		at = step(attempt, at);
	while (!go_on(attempt, at, then)) {
		if (count-- == part->min)
			return false;
		at = attempt->backward ? at + 1 : at - 1;
	}
	return true;
}

/* The children of a row from the number-th on, and what is behind it. */
static bool
row(struct attempt *attempt, const struct np_part *part, size_t number, size_t at,
    const struct then *then)
{
	for (; number < part->count; number++) {
		const struct np_part *child = child_of(attempt, part, number);
		if (child->kind <= NP_PART_WORD) {
			if (!holds(attempt, child, at))
				return false;
		} else if (!may_begin(attempt, child, at)) {
			return false;
		} else if (child->kind == NP_PART_SET) {
			at = step(attempt, at);
		} else if (number + 1 == part->count) {
			return matches(attempt, child, at, then);
		} else {
			struct then rest = { part, number + 1, at, then };
			return matches(attempt, child, at, &rest);
		}
	}
	return go_on(attempt, at, then);
}

static bool
go_on(struct attempt *attempt, size_t at, const struct then *then)
{
	if (then->part == NULL) {
		if (then->number == 1 && attempt->to_end && at != attempt->to)
			return false;
		attempt->end = at;
		return true;
	}
	if (then->part->kind == NP_PART_ROW)
		return row(attempt, then->part, then->number, at, then->then);
	/* To take nothing again and again leads nowhere. */
	if (at == then->at && then->number > then->part->min)
		return go_on(attempt, at, then->then);
	return repeat(attempt, then->part, then->number, at, then->then);
}

static bool
keep(struct attempt *attempt, size_t at, const struct then *then)
{
	size_t before = attempt->kept;

	attempt->kept = at;
	if (go_on(attempt, at, then))
		return true;
	attempt->kept = before;
	return false;
}

static bool
choice(struct attempt *attempt, const struct np_part *part, size_t at, const struct then *then)
{
	for (size_t i = 0; i < part->count; i++) {
		const struct np_part *child = child_of(attempt, part, i);
		if (may_begin(attempt, child, at) && matches(attempt, child, at, then))
			return true;
	}
	return false;
}

/* Whether a part and all that is behind it match at a character. */
static bool
match_part(struct attempt *attempt, const struct np_part *part, size_t at, const struct then *then)
{
	switch ((enum np_part_kind)part->kind) {
	case NP_PART_SET:
		return is_next(attempt, part->set, at) && go_on(attempt, step(attempt, at), then);
	case NP_PART_ROW:
		return row(attempt, part, 0, at, then);
	case NP_PART_CHOICE:
		return choice(attempt, part, at, then);
	case NP_PART_REPEAT:
		return child_of(attempt, part, 0)->kind == NP_PART_SET
			   ? repeat_set(attempt, part, at, then)
			   : repeat(attempt, part, 0, at, then);
	case NP_PART_ATOMIC:
		return matches(attempt, child_of(attempt, part, 0), at, &looked) &&
		       go_on(attempt, attempt->end, then);
	case NP_PART_KEEP:
		return keep(attempt, at, then);
	default:
		return holds(attempt, part, at) && go_on(attempt, at, then);
	}
}

static bool
matches(struct attempt *attempt, const struct np_part *part, size_t at, const struct then *then)
{
	bool matched;

	if (attempt->steps == STEPS_MAX || attempt->depth == DEPTH_MAX)
		return false;
	attempt->steps++;
	attempt->depth++;
	matched = match_part(attempt, part, at, then);
	attempt->depth--;
	return matched;
}

bool
np_backtrack_match(const struct np_backtrack_data *data, size_t rule, enum np_place place,
    const struct np_sieve_view *view, const struct np_sieve_window *window, bool begins, bool ends,
    size_t found[2])
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
		.to_end = place == NP_AT_TAIL || place == NP_AT_WHOLE };
	size_t last = place == NP_AT_HEAD || place == NP_AT_WHOLE ? window->start : window->to;

	for (size_t at = window->start; at <= last && attempt.steps < STEPS_MAX; at++) {
		attempt.kept = at;
		if (!may_begin(&attempt, root, at) || !matches(&attempt, root, at, &all_done))
			continue;
		found[0] = attempt.kept;
		found[1] = attempt.end;
		return found[0] < found[1];
	}
	return false;
}
