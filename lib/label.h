/* label.h - labels to blocks: mended paragraphs, marks as pieces of their own */
#ifndef NP_LABEL_H
#define NP_LABEL_H

#include "arena.h"
#include "block.h"
#include "marks.h"
#include "page.h"
#include "scheme.h"
#include "topic.h"

/* A piece of a line: bytes start to end of line->text. */
struct np_label_part {
	const struct np_line *line;
	size_t start, end;
	uint32_t number; /* which piece of the line, from 1; 0 when it is the whole line */
};

/* A block as labels tell it; everything lies in the page's arena. */
struct np_labelled {
	uint64_t article;
	enum np_role role;
	struct np_label_part *parts;
	size_t part_count;
	struct np_span text; /* the words of the parts, joined */
	double sure;         /* after np_labeller_doubt(): of its least sure line, 0 to 1; else 0 */
};

/*
 * Blocks of a page whose lines have these labels (numbers), in line order into
 * *blocks, *count of them, in the arena.  Every word of the page is in one block.  topics and sheet as
 * for np_owner_find().  NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_label_blocks(struct np_marks *marks, const struct np_page *page,
    struct np_topics *topics, const struct np_sheet *sheet, const unsigned char *labels,
    struct np_arena *arena, struct np_labelled **blocks, size_t *count, struct np_error *err);

/*
 * The pieces of a block for its lines field, in the arena; *count of them.
 * NULL when memory is out.
 */
struct np_piece *np_label_pieces(
    const struct np_labelled *block, struct np_arena *arena, size_t *count);

/* What stands between two lines of one block of that role: "", or " ". */
const char *np_label_joint(enum np_role role, struct np_span before, struct np_span after);

/*
 * Adds the words of one more line to the len bytes of a block's text, with that between: how many
 * bytes it has then.  There must be room for words.len + 1 more.
 */
size_t np_label_append(char *text, size_t len, enum np_role role, struct np_span words);

#endif
