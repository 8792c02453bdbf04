/* markdown - words as Markdown: libcmark finds each paragraph in its shape, and its words in it */
#include "fuzz.h"

#include <cmark.h>

#include "markdown.h"
#include "uni.h"

/* The words as they should be read: what np_markdown_put() replaces replaced, no White_Space. */
static void
put_wanted(struct np_out *out, struct np_span text)
{
	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t cp;
		char buf[4];

		n = np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (cp == 0 || cp == 0xFFFE || cp == 0xFFFF || cp == NP_UTF8_BAD)
			cp = 0xFFFD;
		if (!np_uni_is_space(cp))
			np_out_write(out, buf, np_utf8_put(buf, cp));
	}
}

/* The words under a node that has nothing in it but words. */
static void
put_words(struct np_out *out, cmark_node *node)
{
	for (cmark_node *child = cmark_node_first_child(node); child != NULL;
	     child = cmark_node_next(child)) {
		const char *literal = cmark_node_get_literal(child);

		LAW(cmark_node_get_type(child) == CMARK_NODE_TEXT);
		put_wanted(out, (struct np_span){ literal, strlen(literal) });
	}
}

/* Reads a paragraph of that role with these words at *node, and goes on to the next. */
static void
read_back(cmark_node **node, enum np_role role, struct np_span text)
{
	int level = role == NP_HEADLINE ? 1 : role == NP_SUBHEAD ? 2 : 0;
	struct np_out wanted, got;
	cmark_node *in = *node;

	fuzz_out(&wanted);
	fuzz_out(&got);
	put_wanted(&wanted, text);
	if (wanted.len > 0) {
		LAW(in != NULL);
		LAW(cmark_node_get_type(in) ==
		    (level > 0 ? CMARK_NODE_HEADING : CMARK_NODE_PARAGRAPH));
		LAW(cmark_node_get_heading_level(in) == level);
		if (role == NP_DECK || role == NP_KICKER) {
			in = cmark_node_first_child(in);
			LAW(cmark_node_get_type(in) == CMARK_NODE_EMPH &&
			    cmark_node_next(in) == NULL);
		}
		put_words(&got, in);
		LAW(fuzz_same(fuzz_written(&got), fuzz_written(&wanted)));
		*node = cmark_node_next(*node);
	}
	fuzz_drop(&wanted);
	fuzz_drop(&got);
}

/* A field of YAML is a line of UTF-8 in which nothing but its own quotes is live. */
static void
field(struct np_span text)
{
	struct np_out out;
	struct np_span line;

	fuzz_out(&out);
	np_markdown_put_field(&out, "name", text);
	line = fuzz_written(&out);
	LAW((line.len == 0) == (text.len == 0));
	if (line.len > 0) {
		LAW(fuzz_is_utf8(line) && line.len >= 9);
		LAW(memcmp(line.ptr, "name: \"", 7) == 0);
		LAW(memcmp(line.ptr + line.len - 2, "\"\n", 2) == 0);
		for (size_t i = 7; i < line.len - 2; i++) {
			LAW((unsigned char)line.ptr[i] >= 0x20 && line.ptr[i] != '"');
			i += line.ptr[i] == '\\';
		}
	}
	fuzz_drop(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	enum np_role roles[8];
	struct np_span texts[8];
	struct np_arena arena;
	struct np_out out;
	bool any = false;
	const char *replaced = NULL;
	size_t count = 0;

	np_arena_init(&arena, 0);
	fuzz_out(&out);
	for (; count < SIZE(texts) && fuzz.rest.len > 0; count++) {
		roles[count] = (enum np_role)fuzz_choice(&fuzz, NP_ROLES);
		texts[count] = fuzz_line(&fuzz);
		LAW(np_markdown_put(&out, roles[count], texts[count], &arena, &any, &replaced));
		field(texts[count]);
	}
	LAW(fuzz_is_utf8(fuzz_written(&out)));
	cmark_node *document =
	    cmark_parse_document(out.len > 0 ? out.buf : "", out.len, CMARK_OPT_DEFAULT);
	cmark_node *node = cmark_node_first_child(document);
	for (size_t i = 0; i < count; i++)
		read_back(&node, roles[i], texts[i]);
	LAW(node == NULL);
	cmark_node_free(document);
	fuzz_drop(&out);
	np_arena_free(&arena);
	return 0;
}
