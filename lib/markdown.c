/* markdown.c - words written as Markdown and YAML in which nothing of them is live */
#include "markdown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmark.h>

#include "uni.h"
#include "utf8.h"

/*
 * The text as a string for libcmark, which ends at a NUL, passes on bad bytes, and makes bytes
 * that are no UTF-8 of U+FFFE and U+FFFF: U+FFFD in their place; line feeds and tabs are spaces.
 */
static char *
clean(struct np_span text, struct np_arena *arena, const char **replaced)
{
	char *copy = np_arena_array(arena, text.len + 1, 3), *to = copy;

	if (copy == NULL)
		return NULL;
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		size_t n = np_utf8_next(text.ptr + at, text.len - at, &cp);

		if (cp == 0 || cp == 0xFFFE || cp == 0xFFFF)
			*replaced = cp == 0 ? "a NUL" : "a noncharacter";
		if (cp == 0 || cp == 0xFFFE || cp == 0xFFFF || cp == NP_UTF8_BAD) {
			to += np_utf8_put(to, 0xFFFD);
		} else if (cp == '\t' || cp == '\n' || cp == '\r') {
			*to++ = ' ';
		} else {
			memcpy(to, text.ptr + at, n);
			to += n;
		}
		at += n;
	}
	*to = '\0';
	return copy;
}

static cmark_node *
add_node(cmark_node *parent, cmark_node_type type)
{
	cmark_node *node = cmark_node_new(type);

	cmark_node_append_child(parent, node);
	return node;
}

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/*
 * Where, at the start of text, the sign stands that makes a list's mark: that of 1. (1) a) iv.
 * with a space behind; 0 for none.  CommonMark knows numbers alone, pandoc all of these.
 */
static size_t
list_mark(const char *text)
{
	size_t begin = text[0] == '(', at = begin + strspn(text + begin, "0123456789");

	if (at == begin)
		at += strspn(text + begin, "ivxlcdmIVXLCDM");
	if (at == begin && is_alnum(text[at]))
		at++;
	if (at == begin || (text[at] != ')' && text[at] != '.') ||
	    (text[at + 1] != '\0' && text[at + 1] != ' '))
		return 0;
	return at;
}

/* True if the colon at text begins a picture's name, :smile:, as GitHub and pandoc have them. */
static bool
names_picture(const char *text)
{
	size_t at = 1;

	while (is_alnum(text[at]) || text[at] == '_' || text[at] == '+' || text[at] == '-')
		at++;
	return at > 1 && text[at] == ':';
}

/*
 * True if the sign at byte `at` of the text means something that libcmark does not escape: it
 * knows CommonMark, but for the tilde of a code fence; the rest is live elsewhere.
 */
static bool
is_live(const char *text, size_t at)
{
	const char *sign = text + at;

	switch (*sign) {
	case '<': /* HTML: the first Markdown and those near it know no backslash before it */
		return true;
	case '\\': /* formula, \(x\), which MultiMarkdown writes as two backslashes */
		return sign[1] != '\0' && strchr("()[]", sign[1]) != NULL;
	case '~': /* code fence, struck out, subscript */
	case '|': /* table */
	case '$': /* formula */
	case '^': /* superscript, note */
	case '@': /* somebody's name, example list */
	case '{': /* attributes, templates */
	case '}':
		return true;
	case ':': /* definition, division, address, picture */
		return at == 0 || strncmp(sign, "://", 3) == 0 || names_picture(sign);
	case '.': /* address */
		return at >= 3 &&
		       (strncmp(sign - 3, "www", 3) == 0 || strncmp(sign - 3, "WWW", 3) == 0);
	case '%': /* title, comment, templates */
		return at == 0 || sign[1] == '%' || sign[-1] == '%' || sign[-1] == '{' ||
		       sign[1] == '}';
	case '+': /* table; inserted, marked */
		return at == 0 || sign[1] == '+' || sign[-1] == '+';
	case '=':
		return at == 0 || sign[1] == '=' || sign[-1] == '=';
	default:
		return false;
	}
}

/* Adds words, escaped where libcmark would not do it. */
static void
add_words(cmark_node *parent, char *text)
{
	size_t start = 0, at = 0, mark = list_mark(text);

	/* At the start of a file a reader takes it for a byte order mark, and what follows for a start. */
	if (strncmp(text, "\xEF\xBB\xBF", 3) == 0) {
		cmark_node_set_on_enter(add_node(parent, CMARK_NODE_CUSTOM_INLINE), "&#xFEFF;");
		start = at = 3;
	}
	for (;; at++) {
		char sign = text[at], escape[3] = { '\\', sign, '\0' };
		bool live = sign != '\0' && (is_live(text, at) || (mark > 0 && at == mark));

		if (sign != '\0' && !live)
			continue;
		/* is_live() looks back: the text is cut here and mended again. */
		text[at] = '\0';
		if (at > start)
			cmark_node_set_literal(add_node(parent, CMARK_NODE_TEXT), text + start);
		text[at] = sign;
		if (sign == '\0')
			return;
		cmark_node_set_on_enter(
		    add_node(parent, CMARK_NODE_CUSTOM_INLINE), sign == '<'    ? "&lt;"
								: sign == '\\' ? "&#92;"
									       : escape);
		start = at + 1;
	}
}

bool
np_markdown_put(struct np_out *out, enum np_role role, struct np_span text, struct np_arena *arena,
    bool *any, const char **replaced)
{
	bool heading = role == NP_HEADLINE || role == NP_SUBHEAD;
	char *words = clean(np_uni_trim(text), arena, replaced), *markdown;
	cmark_node *document, *node;

	if (words == NULL)
		return false;
	if (*words == '\0')
		return true;
	document = cmark_node_new(CMARK_NODE_DOCUMENT);
	node = add_node(document, heading ? CMARK_NODE_HEADING : CMARK_NODE_PARAGRAPH);
	if (heading)
		cmark_node_set_heading_level(node, role == NP_HEADLINE ? 1 : 2);
	else if (role == NP_KICKER || role == NP_DECK)
		node = add_node(node, CMARK_NODE_EMPH);
	add_words(node, words);
	markdown = cmark_render_commonmark(document, CMARK_OPT_DEFAULT, 0);
	if (*any)
		np_out_byte(out, '\n');
	np_out_string(out, markdown);
	*any = true;
	free(markdown);
	cmark_node_free(document);
	return true;
}

void
np_markdown_put_field(struct np_out *out, const char *name, struct np_span text)
{
	if (text.len == 0)
		return;
	np_out_string(out, name);
	np_out_string(out, ": \"");
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		size_t n = np_utf8_next(text.ptr + at, text.len - at, &cp);
		char escape[sizeof("\\uFFFFFFFF")];

		if (cp == NP_UTF8_BAD || cp == 0) {
			np_out_write(out, escape, np_utf8_put(escape, 0xFFFD));
		} else if (cp == '"' || cp == '\\') {
			np_out_byte(out, '\\');
			np_out_byte(out, (char)cp);
		} else if (cp == '\n') {
			np_out_string(out, "\\n");
		} else if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029 ||
			   cp == 0xFEFF || cp == 0xFFFE || cp == 0xFFFF) {
			snprintf(escape, sizeof escape, "\\u%04X", (unsigned)cp);
			np_out_string(out, escape);
		} else {
			np_out_write(out, text.ptr + at, n);
		}
		at += n;
	}
	np_out_string(out, "\"\n");
}
