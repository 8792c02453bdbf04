/* matcher.c - a pattern of PCRE2's at work */
#include "matcher.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
	/*
	 * Uses before machine code is made, which takes as long as so many, and more the longer a
	 * pattern is: at worst twice the time is spent.
	 */
	USES = 40,
	USES_A_KIB = 6,
	/* A match that tries so much is worth as many uses as that. */
	MUCH = 300,
	MUCH_USES = 8,
	/* What an honest pattern needs on a window of 400 bytes is below a tenth of this. */
	MOST = 10000
};

struct np_match_room {
	pcre2_match_data *data;
	pcre2_match_context *context, *cheap; /* for MOST, for MUCH */
};

/* The limits of one match: of what is tried, and of memory.  NULL when that is out. */
static pcre2_match_context *
limits(uint32_t tries)
{
	pcre2_match_context *context = pcre2_match_context_create(NULL);

	if (context != NULL) {
		pcre2_set_match_limit(context, tries);
		pcre2_set_heap_limit(context, 1024);
	}
	return context;
}

struct np_match_room *
np_match_room_open(void)
{
	struct np_match_room *room = calloc(1, sizeof *room);

	if (room == NULL)
		return NULL;
	room->data = pcre2_match_data_create(1, NULL);
	room->context = limits(MOST);
	room->cheap = limits(MUCH);
	if (room->data == NULL || room->context == NULL || room->cheap == NULL) {
		np_match_room_close(room);
		return NULL;
	}
	return room;
}

void
np_match_room_close(struct np_match_room *room)
{
	if (room == NULL)
		return;
	pcre2_match_data_free(room->data);
	pcre2_match_context_free(room->context);
	pcre2_match_context_free(room->cheap);
	free(room);
}

/* ---- compiling ---- */

bool
np_matcher_compile(struct np_matcher *matcher, const char *pattern, enum np_place place, bool bad,
    char *why, size_t len)
{
	uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
	int number = 0;
	PCRE2_SIZE offset = 0;
	pcre2_code *code;

	if (bad)
		options |= PCRE2_MATCH_INVALID_UTF;
	/* Anchored here and not when matching: the JIT takes no anchors then. */
	if (place == NP_AT_HEAD || place == NP_AT_WHOLE)
		options |= PCRE2_ANCHORED;
	if (place == NP_AT_TAIL || place == NP_AT_WHOLE)
		options |= PCRE2_ENDANCHORED;
	code = pcre2_compile(
	    (PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, options, &number, &offset, NULL);
	matcher->starved = code == NULL && number == PCRE2_ERROR_HEAP_FAILED;
	if (code == NULL) {
		matcher->broken = !matcher->starved;
		pcre2_get_error_message(number, (PCRE2_UCHAR *)why, len);
		return false;
	}
	if (bad)
		matcher->code_bad = code;
	else
		matcher->code = code;
	return true;
}

void
np_matcher_close(struct np_matcher *matcher)
{
	pcre2_code_free(matcher->code);
	pcre2_code_free(matcher->code_bad);
	matcher->code = matcher->code_bad = NULL;
}

/* ---- matching ---- */

/* How often a pattern is used before machine code is made of it. */
static unsigned
uses_before_jit(const pcre2_code *code)
{
	size_t size = 0;

	(void)pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size);
	return (unsigned)(USES + size * USES_A_KIB / 1024);
}

/* Where the next character begins from byte `at` on, or `end`. */
static size_t
round_up(struct np_span text, size_t at, size_t end)
{
	while (at < end && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at++;
	return at;
}

/* The start of the character that byte `at` is in, or `least`; text.len is its own. */
static size_t
round_down(struct np_span text, size_t at, size_t least)
{
	while (at > least && at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* Matches text that is UTF-8, with machine code once the pattern has earned it. */
static int
match_valid(struct np_matcher *matcher, struct np_match_room *room, struct np_span text,
    size_t start, uint32_t options)
{
	bool earned = matcher->jit;
	int answer = pcre2_match(matcher->code, (PCRE2_SPTR)text.ptr, text.len, start, options,
	    room->data, earned ? room->context : room->cheap);

	if (earned)
		return answer;
	matcher->used += answer == PCRE2_ERROR_MATCHLIMIT ? MUCH_USES : 1;
	/* Without JIT on this machine the pattern is interpreted: no error. */
	if (matcher->used >= uses_before_jit(matcher->code)) {
		matcher->jit = true;
		(void)pcre2_jit_compile(matcher->code, PCRE2_JIT_COMPLETE);
	}
	if (answer == PCRE2_ERROR_MATCHLIMIT)
		answer = pcre2_match(matcher->code, (PCRE2_SPTR)text.ptr, text.len, start, options,
		    room->data, room->context);
	return answer;
}

bool
np_matcher_match(struct np_matcher *matcher, struct np_match_room *room, enum np_place place,
    struct np_span text, bool valid, size_t from, size_t to, size_t start, size_t found[2])
{
	uint32_t options = 0;
	const PCRE2_SIZE *at;
	int answer;

	if (valid) {
		from = round_up(text, from, to);
		start = round_up(text, start < from ? from : start, to);
		to = round_down(text, to, start);
		options |= PCRE2_NO_UTF_CHECK;
	} else {
		from = round_up(text, from, start);
	}
	if (from > 0)
		options |= PCRE2_NOTBOL;
	if (to < text.len && place != NP_AT_TAIL)
		options |= PCRE2_NOTEOL;
	text.ptr += from;
	text.len = to - from;
	start -= from;
	/* Never with JIT where there are bad bytes: that of PCRE2 10.42 fails to look back there. */
	answer = valid ? match_valid(matcher, room, text, start, options)
		       : pcre2_match(matcher->code_bad, (PCRE2_SPTR)text.ptr, text.len, start,
			     options, room->data, room->context);
	matcher->starved = answer == PCRE2_ERROR_NOMEMORY;
	if (answer < 0)
		return false;
	at = pcre2_get_ovector_pointer(room->data);
	if (at[0] >= at[1])
		return false;
	found[0] = from + at[0];
	found[1] = from + at[1];
	return true;
}
