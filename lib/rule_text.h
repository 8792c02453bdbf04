/* rule_text.h - files of rules, read: lines made into rules, macros put into patterns */
#ifndef NP_RULE_TEXT_H
#define NP_RULE_TEXT_H

#include "code.h"

/* Bytes of the text that the rules were read from. */
struct np_rule_field {
	uint32_t at, len;
};

/* A line of the format that rules.h tells. */
struct np_rule {
	struct np_rule_field trigger, pattern, examples; /* as they stand there */
	uint32_t line;
	unsigned char role, place; /* enum np_role, enum np_place */
	bool mark;
	bool plain; /* `none` with the pattern -: the trigger alone decides */
};

/* A text of rules; its macros, and those of the text before it, hold for its patterns. */
struct np_rule_text {
	struct np_span text;
	const struct np_rule *rules; /* in the order of the lines */
	size_t count;
	struct np_rule_text *before; /* NULL for the first */
	/* The last one first; behind its own those of the text before. */
	struct np_rule_macro *macros;
	bool macros_read;
	/* text and rules, where they are its own */
	char *own_text;
	struct np_rule *own_rules;
};

/* Room for what is said of a fault. */
enum { NP_RULE_MESSAGE = 200 };

/*
 * Says what is wrong with a line, and which of its words unless that is empty, in message and *err,
 * which may be NULL.  Answers NP_ERR_SYNTAX.
 */
enum np_code np_rule_wrong(char message[NP_RULE_MESSAGE], uint64_t line, const char *what,
    struct np_span which, struct np_error *err);

/*
 * Reads a text, which is not needed afterwards, behind the text `before`, which may be NULL and belongs
 * to *made then.  With check its macros are put in now.  Answers NP_OK; NP_ERR_SYNTAX with err->line
 * and message; or NP_ERR_MEMORY.  *made is NULL, and before the caller's still, where not NP_OK.
 */
enum np_code np_rule_text_read(struct np_rule_text **made, struct np_span text,
    struct np_rule_text *before, bool check, char message[NP_RULE_MESSAGE], struct np_error *err);

/* The same for rules that were read when the library was built, and stay.  NULL when memory is out. */
struct np_rule_text *np_rule_text_built(
    struct np_span text, const struct np_rule *rules, size_t count);

/* Gives it and those before it back; may be NULL. */
void np_rule_text_close(struct np_rule_text *text);

/* What stands in a field of one of its rules. */
static inline struct np_span
np_rule_field(const struct np_rule_text *text, struct np_rule_field field)
{
	return (struct np_span){ text->text.ptr + field.at, field.len };
}

/* The pattern of one of its rules, macros put in, to be freed with free(); NULL with *err and message filled. */
char *np_rule_pattern(struct np_rule_text *text, const struct np_rule *rule,
    char message[NP_RULE_MESSAGE], struct np_error *err);

/* Cuts what stands before the next sep off rest; all of it if there is none. */
struct np_span np_rule_cut(struct np_span *rest, char sep);

/* What opens and closes the mark in an example: U+27E6, U+27E7, of three bytes. */
#define NP_RULE_OPENING "\xE2\x9F\xA6"
#define NP_RULE_CLOSING "\xE2\x9F\xA7"

#endif
