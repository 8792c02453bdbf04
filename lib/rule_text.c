/* rule_text.c - files of rules, read */
#include "rule_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "block.h"
#include "sieve.h"

enum { EXPANDED_MAX = 1 << 17 }; /* bytes of a pattern, its macros put in */

struct np_rule_macro {
	const struct np_rule_text *of;
	struct np_span name, pattern;
	uint64_t line;
	char *text;                 /* the pattern with its macros put in, once it was needed */
	struct np_rule_macro *next; /* the one above it */
};

static const struct np_span nothing = { "", 0 };

/* ---- words of a line ---- */

static bool
same(struct np_span a, struct np_span b)
{
	return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static bool
equals(struct np_span a, const char *b)
{
	return same(a, (struct np_span){ b, strlen(b) });
}

struct np_span
np_rule_cut(struct np_span *rest, char sep)
{
	struct np_span piece = *rest;
	const char *at = rest->len > 0 ? memchr(rest->ptr, sep, rest->len) : NULL;

	if (at == NULL) {
		rest->ptr += rest->len;
		rest->len = 0;
		return piece;
	}
	piece.len = (size_t)(at - rest->ptr);
	rest->ptr = at + 1;
	rest->len -= piece.len + 1;
	return piece;
}

enum np_code
np_rule_wrong(char message[NP_RULE_MESSAGE], uint64_t line, const char *what, struct np_span which,
    struct np_error *err)
{
	if (which.len > 0) {
		snprintf(message, NP_RULE_MESSAGE, "%s: %.*s", what,
		    (int)(which.len < 80 ? which.len : 80), which.ptr);
	} else {
		snprintf(message, NP_RULE_MESSAGE, "%s", what);
	}
	np_fail(err, NP_ERR_SYNTAX, 0, message);
	if (err != NULL)
		err->line = line;
	return NP_ERR_SYNTAX;
}

/* ---- macros ---- */

static bool
upper(char c)
{
	return (c >= 'A' && c <= 'Z') || c == '_';
}

/* The length of {NAME} at ptr, 0 for anything else: a{2,3}, \p{L}, {Han}. */
static size_t
macro_here(struct np_span pattern, size_t at)
{
	size_t end = at + 1;

	if (pattern.ptr[at] != '{' || (at >= 2 && pattern.ptr[at - 2] == '\\' &&
					  strchr("pPxoNgk", pattern.ptr[at - 1]) != NULL))
		return 0;
	while (end < pattern.len &&
	       (upper(pattern.ptr[end]) ||
		   (end > at + 1 && pattern.ptr[end] >= '0' && pattern.ptr[end] <= '9')))
		end++;
	return end > at + 1 && end < pattern.len && pattern.ptr[end] == '}' ? end + 1 - at : 0;
}

static const char *macro_text(struct np_rule_macro *macro, char *message, struct np_error *err);

/* The macro of that name, of those given. */
static struct np_rule_macro *
find_macro(struct np_rule_macro *macros, struct np_span name)
{
	while (macros != NULL && !same(macros->name, name))
		macros = macros->next;
	return macros;
}

/* What stands at a byte of a pattern: a macro's text, or the byte.  *step bytes; ptr NULL with *err filled. */
static struct np_span
piece_at(struct np_rule_macro *macros, uint64_t line, struct np_span pattern, size_t at,
    size_t *step, char *message, struct np_error *err)
{
	struct np_span piece = { pattern.ptr + at, 1 };
	size_t len = macro_here(pattern, at);

	*step = len > 0 ? len : 1;
	if (len > 0) {
		struct np_span name = { pattern.ptr + at + 1, len - 2 };
		struct np_rule_macro *macro = find_macro(macros, name);
		if (macro == NULL)
			np_rule_wrong(message, line, "no such macro above this line", name, err);
		piece.ptr = macro != NULL ? macro_text(macro, message, err) : NULL;
		piece.len = piece.ptr != NULL ? strlen(piece.ptr) : 0;
	}
	return piece;
}

/* A pattern as it is put together. */
struct growing {
	char *ptr;
	size_t len, cap;
};

/* Puts a piece behind it, and a NUL behind that; false when memory is out. */
static bool
append(struct growing *out, struct np_span piece)
{
	size_t want = out->len + piece.len + 1;

	if (want > out->cap) {
		char *more = realloc(out->ptr, want * 2);
		if (more == NULL)
			return false;
		out->ptr = more;
		out->cap = want * 2;
	}
	memcpy(out->ptr + out->len, piece.ptr, piece.len);
	out->len += piece.len;
	out->ptr[out->len] = '\0';
	return true;
}

/* The pattern with its macros, of those given, put in, to be freed; NULL with *err filled. */
static char *
expand(struct np_rule_macro *macros, uint64_t line, struct np_span pattern, char *message,
    struct np_error *err)
{
	struct growing out = { NULL, 0, 0 };
	enum np_code code = NP_OK;

	if (!append(&out, nothing))
		code = np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	for (size_t at = 0, step; code == NP_OK && at < pattern.len; at += step) {
		struct np_span piece = piece_at(macros, line, pattern, at, &step, message, err);
		if (piece.ptr == NULL)
			code = NP_ERR_SYNTAX;
		else if (out.len + piece.len + 1 > EXPANDED_MAX)
			code = np_rule_wrong(message, line, "pattern is too long", nothing, err);
		else if (!append(&out, piece))
			code = np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	if (code == NP_OK)
		return out.ptr;
	free(out.ptr);
	return NULL;
}

/* What a macro stands for: made when it is first needed.  NULL with *err filled. */
static const char *
macro_text(struct np_rule_macro *macro, char *message, struct np_error *err)
{
	if (macro->text == NULL)
		macro->text = expand(macro->next, macro->line, macro->pattern, message, err);
	return macro->text;
}

static enum np_code
add_macro(struct np_rule_text *text, uint64_t line, struct np_span fields, bool check,
    char *message, struct np_error *err)
{
	struct np_span name = np_rule_cut(&fields, '\t');
	struct np_rule_macro *macro;

	name.ptr++;
	name.len--;
	for (size_t i = 0; i < name.len; i++) {
		if (!upper(name.ptr[i]) && (i == 0 || name.ptr[i] < '0' || name.ptr[i] > '9'))
			return np_rule_wrong(
			    message, line, "macro names are of A-Z, 0-9 and _", name, err);
	}
	if (name.len == 0 || fields.len == 0)
		return np_rule_wrong(message, line, "a macro is @NAME, tab, pattern", name, err);
	macro = malloc(sizeof *macro);
	if (macro == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	*macro = (struct np_rule_macro){ text, name, fields, line, NULL, text->macros };
	text->macros = macro;
	if (check && macro_text(macro, message, err) == NULL)
		return err->code;
	return NP_OK;
}

/* ---- rules ---- */

static struct np_rule_field
field_of(const struct np_rule_text *text, struct np_span span)
{
	return (struct np_rule_field){ (uint32_t)(span.ptr - text->text.ptr), (uint32_t)span.len };
}

/* True if one of the examples shows a mark. */
static bool
shows_mark(struct np_span examples)
{
	for (size_t i = 0; i + 3 <= examples.len; i++) {
		if (memcmp(examples.ptr + i, NP_RULE_OPENING, 3) == 0)
			return true;
	}
	return false;
}

static enum np_code
parse_rule(const struct np_rule_text *text, struct np_rule *rule, uint64_t line,
    struct np_span fields, char *message, struct np_error *err)
{
	static const char *const places[NP_PLACES] = { "head", "tail", "in", "whole" };
	bool parted = memchr(fields.ptr, '\t', fields.len) != NULL;
	struct np_span role_name = np_rule_cut(&fields, '\t');
	struct np_span place_name = np_rule_cut(&fields, '\t');
	struct np_span trigger = np_rule_cut(&fields, '\t');
	struct np_span pattern = np_rule_cut(&fields, '\t');
	bool mark = !equals(role_name, "none");
	enum np_role role = NP_OTHER;
	unsigned char place = 0;

	if (!parted)
		return np_rule_wrong(message, line,
		    "role, place, trigger, pattern and examples are parted by tabs", role_name,
		    err);
	if (mark && !np_role_find(role_name, &role))
		return np_rule_wrong(message, line, "no such role", role_name, err);
	while (place < NP_PLACES && !equals(place_name, places[place]))
		place++;
	if (place == NP_PLACES)
		return np_rule_wrong(
		    message, line, "place is head, tail, in or whole", place_name, err);
	if (trigger.len == 0 || pattern.len == 0)
		return np_rule_wrong(message, line,
		    "a rule is role, place, trigger, pattern, examples, parted by tabs", nothing,
		    err);
	if (place == NP_INSIDE && equals(trigger, "-"))
		return np_rule_wrong(
		    message, line, "a rule for `in` needs a trigger", nothing, err);
	if (mark && !shows_mark(fields))
		return np_rule_wrong(message, line,
		    "no example shows the mark between " NP_RULE_OPENING " and " NP_RULE_CLOSING,
		    nothing, err);
	*rule = (struct np_rule){ field_of(text, trigger), field_of(text, pattern),
		field_of(text, fields), (uint32_t)line, (unsigned char)role, place, mark,
		!mark && equals(pattern, "-") && !equals(trigger, "-") };
	return NP_OK;
}

/* ---- texts ---- */

static struct np_span
next_line(struct np_span *rest)
{
	struct np_span line = np_rule_cut(rest, '\n');

	if (line.len > 0 && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* A line that is a rule, not a macro, not a comment, not blank. */
static bool
is_rule(struct np_span line)
{
	return line.len > 0 && line.ptr[0] != '#' && line.ptr[0] != '@';
}

static bool
is_macro(struct np_span line)
{
	return line.len > 0 && line.ptr[0] == '@';
}

/* What the lines are read from: a mark of byte order is no part of them. */
static struct np_span
lines_of(const struct np_rule_text *text)
{
	static const char mark_of_order[] = "\xEF\xBB\xBF";
	struct np_span lines = text->text;

	if (lines.len >= 3 && memcmp(lines.ptr, mark_of_order, 3) == 0) {
		lines.ptr += 3;
		lines.len -= 3;
	}
	return lines;
}

/* Reads the macros of a text whose rules are known, and of those before it; false with *err filled. */
static bool
read_macros(struct np_rule_text *text, char *message, struct np_error *err)
{
	struct np_span rest = lines_of(text);
	enum np_code code = NP_OK;

	if (text->macros_read)
		return true;
	for (uint64_t number = 1; rest.len > 0 && code == NP_OK; number++) {
		struct np_span line = next_line(&rest);
		if (is_macro(line))
			code = add_macro(text, number, line, false, message, err);
	}
	text->macros_read = code == NP_OK;
	return code == NP_OK;
}

/* Reads the lines into the room for as many rules as there are. */
static enum np_code
read_lines(struct np_rule_text *text, bool check, char *message, struct np_error *err)
{
	struct np_rule *rules = text->own_rules;
	struct np_span rest = lines_of(text);
	enum np_code code = NP_OK;

	for (uint64_t number = 1; rest.len > 0 && code == NP_OK; number++) {
		struct np_span line = next_line(&rest);
		if (is_rule(line))
			code = parse_rule(text, rules++, number, line, message, err);
		else if (is_macro(line))
			code = add_macro(text, number, line, check, message, err);
	}
	return code;
}

/* Without what stood before it. */
static void
close_one(struct np_rule_text *text)
{
	for (struct np_rule_macro *macro = text->macros, *next; macro != NULL && macro->of == text;
	     macro = next) {
		next = macro->next;
		free(macro->text);
		free(macro);
	}
	free(text->own_text);
	free(text->own_rules);
	free(text);
}

void
np_rule_text_close(struct np_rule_text *text)
{
	while (text != NULL) {
		struct np_rule_text *before = text->before;
		close_one(text);
		text = before;
	}
}

enum np_code
np_rule_text_read(struct np_rule_text **made, struct np_span text, struct np_rule_text *before,
    bool check, char message[NP_RULE_MESSAGE], struct np_error *err)
{
	struct np_rule_text *own = calloc(1, sizeof *own);
	char *copy = malloc(text.len + 1);
	struct np_rule *rules = NULL;
	size_t count = 0;
	enum np_code code;

	*made = NULL;
	if (own != NULL && copy != NULL && text.len <= UINT32_MAX) {
		if (text.len > 0)
			memcpy(copy, text.ptr, text.len);
		own->text = (struct np_span){ copy, text.len };
		for (struct np_span rest = lines_of(own); rest.len > 0;)
			count += is_rule(next_line(&rest));
		rules = calloc(count + 1, sizeof *rules);
	}
	if (rules == NULL) {
		free(own);
		free(copy);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	*own = (struct np_rule_text){ own->text, rules, count, before, NULL, true, copy, rules };
	code = before == NULL || read_macros(before, message, err) ? NP_OK : err->code;
	own->macros = before != NULL ? before->macros : NULL;
	if (code == NP_OK)
		code = read_lines(own, check, message, err);
	if (code != NP_OK) {
		close_one(own);
		return code;
	}
	*made = own;
	return NP_OK;
}

struct np_rule_text *
np_rule_text_built(struct np_span text, const struct np_rule *rules, size_t count)
{
	struct np_rule_text *own = malloc(sizeof *own);

	if (own != NULL)
		*own = (struct np_rule_text){ text, rules, count, NULL, NULL, false, NULL, NULL };
	return own;
}

char *
np_rule_pattern(struct np_rule_text *text, const struct np_rule *rule,
    char message[NP_RULE_MESSAGE], struct np_error *err)
{
	struct np_rule_macro *macros;

	if (!read_macros(text, message, err))
		return NULL;
	macros = text->macros;
	/* Those above its line. */
	while (macros != NULL && macros->of == text && macros->line > rule->line)
		macros = macros->next;
	return expand(macros, rule->line, np_rule_field(text, rule->pattern), message, err);
}
