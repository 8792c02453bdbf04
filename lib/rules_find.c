/* rules_find.c - rules asked of a text: which are awake, what the sieve lets through, what matches */
#include "rules_inside.h"

#include <stdlib.h>
#include <string.h>

enum {
	/* Bytes around a place that a pattern sees: they bound what a rule can cost. */
	HEAD_WINDOW = 420,
	TAIL_WINDOW = 270,
	BEFORE_HIT = 150,
	BEHIND_HIT = 300,
	WHOLE_WINDOW = 400,
	CLASSED = NP_CHARS / 64 /* characters whose classes are found at once */
};

/* ---- looking ---- */

void
np_rules_look(struct np_rules *rules, struct np_span text, const struct np_chars *chars, bool whole)
{
	rules->text = text;
	rules->valid =
	    np_triggers_look(rules->triggers, text, chars, whole && text.len <= WHOLE_WINDOW);
	rules->piece_from = rules->piece_to = 0;
	rules->classed = 0;
}

/* ---- matching ---- */

/* Has matchers, and room for them to work in: built-in rules need none where texts are UTF-8.  False when memory is out. */
static bool
have_matchers(struct np_rules *rules)
{
	if (rules->matchers == NULL)
		rules->matchers = calloc(rules->count + 1, sizeof *rules->matchers);
	if (rules->room == NULL)
		rules->room = np_match_room_open();
	return rules->matchers != NULL && rules->room != NULL;
}

/* Compiles the i-th pattern for texts that are UTF-8 or, bad, that are not; false with *err filled. */
static bool
compile(struct np_rules *rules, size_t i, bool bad, struct np_error *err)
{
	struct np_matcher *matcher = &rules->matchers[i];
	struct np_rule_text *of;
	const struct np_rule *rule = np_rules_at(rules, i, &of);
	char why[120] = "", *pattern;
	struct np_error own;
	bool good;

	if (matcher->broken)
		return false;
	if (err == NULL)
		err = &own;
	pattern = np_rule_pattern(of, rule, rules->message, err);
	if (pattern == NULL) {
		rules->starved = rules->starved || err->code == NP_ERR_MEMORY;
		matcher->broken = err->code != NP_ERR_MEMORY;
		return false;
	}
	good =
	    np_matcher_compile(matcher, pattern, (enum np_place)rule->place, bad, why, sizeof why);
	free(pattern);
	if (matcher->starved) {
		rules->starved = true;
		np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	} else if (!good) {
		np_rule_wrong(rules->message, rule->line, "not a pattern",
		    (struct np_span){ why, strlen(why) }, err);
	}
	return good;
}

bool
np_rules_ready(struct np_rules *rules, size_t i, struct np_error *err)
{
	const struct np_matcher *matcher;

	if (!have_matchers(rules)) {
		rules->starved = true;
		np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		return false;
	}
	matcher = &rules->matchers[i];
	if ((rules->valid ? matcher->code : matcher->code_bad) != NULL)
		return true;
	return compile(rules, i, !rules->valid, err);
}

/* Tries the i-th pattern by PCRE2; the bytes that match into at. */
static bool
match_pattern(struct np_rules *rules, size_t i, enum np_place place, size_t from, size_t to,
    size_t start, size_t at[2])
{
	struct np_matcher *matcher;

	if (!np_rules_ready(rules, i, NULL))
		return false;
	matcher = &rules->matchers[i];
	if (np_matcher_match(
		matcher, rules->room, place, rules->text, rules->valid, from, to, start, at))
		return true;
	rules->starved = rules->starved || matcher->starved;
	return false;
}

bool
np_rules_match(
    struct np_rules *rules, size_t i, size_t from, size_t to, size_t start, struct np_found *found)
{
	struct np_rule_text *of;
	const struct np_rule *rule = np_rules_at(rules, i, &of);
	enum np_place place = (enum np_place)rule->place;
	size_t at[2] = { start, to };

	if (!rule->plain && !match_pattern(rules, i, place, from, to, start, at))
		return false;
	*found = (struct np_found){ rule->mark, (enum np_role)rule->role, place, at[0], at[1] };
	return true;
}

/* Where the next character begins from byte `at` on. */
static size_t
round_up(struct np_span text, size_t at)
{
	while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at++;
	return at;
}

/* The start of the character that byte `at` is in; the text's end is its own. */
static size_t
round_down(struct np_span text, size_t at)
{
	while (at > 0 && at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* The characters of bytes from..to, which are whole ones: those that the triggers took, or taken here. */
static struct np_sieve_view
view_of(struct np_rules *rules, size_t from, size_t to)
{
	const struct np_chars *all = np_triggers_chars(rules->triggers);

	if (all != NULL)
		return (struct np_sieve_view){ rules->text.ptr, all, rules->classes, 0,
			rules->text.len };
	if (from != rules->piece_from || to != rules->piece_to) {
		rules->piece_from = from;
		rules->piece_to = to;
		rules->classed = 0;
		np_chars_take(&rules->piece, rules->text.ptr + from, to - from);
	}
	return (struct np_sieve_view){ rules->text.ptr, &rules->piece, rules->classes, from, to };
}

/* Has the classes of the characters of a window ready: they are found some at a time, once each. */
static void
classify(
    struct np_rules *rules, const struct np_sieve_view *view, const struct np_sieve_window *window)
{
	size_t first = window->from / CLASSED,
	       end = window->to / CLASSED + (window->to % CLASSED != 0);
	uint64_t wanted;

	if (first == end)
		return;
	wanted = UINT64_MAX >> (64 - (end - first)) << first & ~rules->classed;
	if (wanted == 0)
		return;
	rules->classed |= wanted;
	first = np_chars_lowest(wanted) * CLASSED;
	end *= CLASSED;
	np_sieve_classify(rules->sieve, view, first,
	    end < view->chars->count ? end : view->chars->count, rules->classes);
}

/* Tries the i-th rule, which was built in, in a window of a view that ends at byte to. */
static bool
match_built(struct np_rules *rules, size_t i, enum np_place place, const struct np_sieve_view *view,
    const struct np_sieve_window *window, size_t to, struct np_found *found)
{
	struct np_rule_text *of;
	const struct np_rule *rule = np_rules_at(rules, i, &of);
	bool begins = np_sieve_byte(view, window->from, to) == 0;
	bool ends = to == rules->text.len || place == NP_AT_TAIL;
	size_t at[2];

	if (!np_backtrack_match(rules->backtrack, i - rules->built_base, place, view, window,
		begins, ends, &rules->tried, at))
		return false;
	*found =
	    (struct np_found){ rule->mark, (enum np_role)rule->role, (enum np_place)rule->place,
		    np_sieve_byte(view, at[0], to), np_sieve_byte(view, at[1], to) };
	return true;
}

/* Tries one rule on the bytes from..to of the text, beginning at byte start or where it may, by the sieve. */
static bool
match_sieved(struct np_rules *rules, size_t i, enum np_place place,
    const struct np_sieve_view *view, const struct np_sieve_window *window, size_t from, size_t to,
    size_t start, struct np_found *found)
{
	if (i >= rules->built_base) {
		struct np_sieve_window own = *window;
		if (!np_sieve_lets(rules->sieve, i - rules->built_base, place, view, &own))
			return false;
		if (np_backtrack_has(rules->backtrack, i - rules->built_base))
			return match_built(rules, i, place, view, &own, to, found);
		if (own.start != window->start)
			start = np_sieve_byte(view, own.start, to);
	}
	return np_rules_match(rules, i, from, to, start, found);
}

/* True if of the first of the rules of `bits`, *i, the trigger alone decides: nothing needs to be looked at. */
static bool
begins_plain(const struct np_rules *rules, const uint64_t *bits, size_t *i)
{
	struct np_rule_text *of;

	for (size_t first = 0; first < rules->count; first += 64) {
		if (bits[first / 64] == 0)
			continue;
		*i = first + np_chars_lowest(bits[first / 64]);
		return np_rules_at(rules, *i, &of)->plain;
	}
	return false;
}

/* Tries, in their order, the rules of `bits`, which are all for that place; bits are used up. */
static bool
match_bare(struct np_rules *rules, np_rule_bits bits, size_t from, size_t to, size_t start,
    struct np_found *found)
{
	for (size_t first = 0; first < rules->count; first += 64) {
		for (uint64_t rest = bits[first / 64]; rest != 0; rest &= rest - 1) {
			size_t i = first + np_chars_lowest(rest);
			if (np_rules_match(rules, i, from, to, start, found))
				return true;
		}
	}
	return false;
}

/* The same by the sieve, where from, start and to are between characters. */
static bool
match_by_sieve(struct np_rules *rules, np_rule_bits bits, enum np_place place, size_t from,
    size_t to, size_t start, struct np_found *found)
{
	struct np_sieve_view view = view_of(rules, from, to);
	struct np_sieve_window window = np_sieve_window(&view, from, start, to);

	classify(rules, &view, &window);
	if (place != NP_INSIDE && rules->built_base == 0)
		np_sieve_narrow(rules->sieve, &view, &window, place, bits);
	for (size_t first = 0; first < rules->count; first += 64) {
		for (uint64_t rest = bits[first / 64]; rest != 0; rest &= rest - 1) {
			size_t i = first + np_chars_lowest(rest);
			if (match_sieved(rules, i, place, &view, &window, from, to, start, found))
				return true;
		}
	}
	return false;
}

/* The same by either of them. */
static bool
match_any(struct np_rules *rules, np_rule_bits bits, enum np_place place, size_t from, size_t to,
    size_t start, struct np_found *found)
{
	size_t plain;

	/* PCRE2 makes several texts of one that has bad bytes in it, each with ends of its own. */
	if (rules->sieve == NULL || !rules->valid)
		return match_bare(rules, bits, from, to, start, found);
	from = round_up(rules->text, from);
	start = round_up(rules->text, start < from ? from : start);
	to = round_down(rules->text, to);
	if (start > to)
		return false;
	if (begins_plain(rules, bits, &plain))
		return np_rules_match(rules, plain, from, to, start, found);
	return match_by_sieve(rules, bits, place, from, to, start, found);
}

bool
np_rules_head(struct np_rules *rules, size_t pos, struct np_found *found)
{
	np_rule_bits bits;
	size_t end = rules->text.len;

	if (pos >= end || pos > HEAD_WINDOW ||
	    !np_triggers_at(rules->triggers, NP_AT_HEAD, pos, bits))
		return false;
	if (end - pos > HEAD_WINDOW)
		end = pos + HEAD_WINDOW;
	return match_any(rules, bits, NP_AT_HEAD, 0, end, pos, found);
}

bool
np_rules_tail(struct np_rules *rules, size_t end, struct np_found *found)
{
	np_rule_bits bits;
	size_t from = end > TAIL_WINDOW ? end - TAIL_WINDOW : 0;

	if (end == 0 || end > rules->text.len ||
	    !np_triggers_at(rules->triggers, NP_AT_TAIL, end, bits))
		return false;
	return match_any(rules, bits, NP_AT_TAIL, from, end, from, found);
}

bool
np_rules_inside(struct np_rules *rules, size_t from, struct np_found *found)
{
	np_rule_bits bits;
	size_t pos;

	for (size_t i = 0; np_triggers_hit(rules->triggers, i, &pos, bits); i++) {
		size_t end = rules->text.len;
		size_t start = pos > BEFORE_HIT ? pos - BEFORE_HIT : 0;
		size_t near = start > 24 ? start - 24 : 0; /* for what a pattern looks back at */
		if (pos < from)
			continue;
		if (start < from)
			start = from;
		if (end - pos > BEHIND_HIT)
			end = pos + BEHIND_HIT;
		while (start < pos && ((unsigned char)rules->text.ptr[start] & 0xC0) == 0x80)
			start++;
		if (match_any(rules, bits, NP_INSIDE, near, end, start, found))
			return true;
	}
	return false;
}

bool
np_rules_whole(struct np_rules *rules, struct np_found *found)
{
	np_rule_bits bits;
	size_t len = rules->text.len;

	if (len == 0 || len > WHOLE_WINDOW ||
	    !np_triggers_at(rules->triggers, NP_AT_WHOLE, 0, bits))
		return false;
	return match_any(rules, bits, NP_AT_WHOLE, 0, len, 0, found);
}

bool
np_rules_starved(struct np_rules *rules)
{
	bool starved = rules->starved;

	rules->starved = false;
	return starved;
}
