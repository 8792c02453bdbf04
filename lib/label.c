/* label.c - labels to blocks: mended paragraphs, marks as pieces of their own */
#include "label.h"

#include <stdlib.h>
#include <string.h>

#include "owner.h"
#include "uni.h"
#include "utf8.h"

/* Where an open block is kept while its lines come. */
struct builder {
	struct np_arena *arena;
	struct np_marks *marks;
	const struct np_page *page;
	struct np_topics *topics;     /* of the page, compared; NULL with sheet */
	const struct np_sheet *sheet; /* what was seen of the page, or NULL */
	struct np_labelled *blocks;
	size_t count, room;
	bool failed;
};

/* A block as the labels give it: lines first to last of one role, before its marks are taken out. */
struct raw_block {
	enum np_role role;
	uint64_t article;
	size_t *lines; /* indexes of the page's lines */
	size_t count;
};

static bool
is_han_or_wide(uint32_t cp)
{
	return cp >= 0x2E80 || cp == U'‘' || cp == U'’' || cp == U'“' || cp == U'”' || cp == U'…' ||
	       cp == U'—';
}

/* A letter or digit of a word that is written with blanks around it. */
static bool
is_word(uint32_t cp)
{
	enum np_class class = cp == NP_UTF8_BAD ? NP_CONTROL : np_uni_class(cp);
	return (class == NP_LATIN || class == NP_LETTER || class == NP_DIGIT) &&
	       !is_han_or_wide(cp);
}

/*
 * True if the two are torn from one white space.  Whole again, at the end of a piece, it would be
 * cut off, and its bytes be in no block.
 */
static bool
is_torn_space(struct np_span before, struct np_span after)
{
	char bytes[4];
	uint32_t cp;
	size_t len = np_utf8_tail(before.ptr, before.len);
	if (len == 0)
		return false;
	memcpy(bytes, before.ptr + before.len - len, len);
	for (size_t i = 0; i < after.len && len < sizeof bytes; i++)
		bytes[len++] = after.ptr[i];
	np_utf8_next(bytes, len, &cp);
	return cp != NP_UTF8_BAD && np_uni_is_space(cp);
}

const char *
np_label_joint(enum np_role role, struct np_span before, struct np_span after)
{
	uint32_t left, right;
	if (before.len == 0 || after.len == 0)
		return "";
	if (role == NP_KICKER || role == NP_HEADLINE || role == NP_DECK || role == NP_SUBHEAD)
		return " ";
	if (((unsigned char)after.ptr[0] & 0xC0) == 0x80 && is_torn_space(before, after))
		return " ";
	/* U+4000 to U+EFFF are as wide as Han, with which most lines begin: nothing goes before them. */
	if ((unsigned char)after.ptr[0] >= 0xE4 && (unsigned char)after.ptr[0] <= 0xEE)
		return "";
	size_t n = np_utf8_prev(before.ptr, before.len, &left);
	np_utf8_next(after.ptr, after.len, &right);
	/* "growth," and "and" are two words of one sentence; 10 and % are not. */
	if ((left == ',' || left == '.' || left == ';' || left == ':') && before.len > n)
		np_utf8_prev(before.ptr, before.len - n, &left);
	/* A number that a line's end cuts is one number. */
	if (np_uni_class(left) == NP_DIGIT && np_uni_class(right) == NP_DIGIT)
		return "";
	return is_word(left) && is_word(right) ? " " : "";
}

size_t
np_label_append(char *text, size_t len, enum np_role role, struct np_span words)
{
	const char *joint = np_label_joint(role, (struct np_span){ text, len }, words);
	size_t joint_len = strlen(joint);
	memcpy(text + len, joint, joint_len);
	memcpy(text + len + joint_len, words.ptr, words.len);
	return len + joint_len + words.len;
}

static struct np_labelled *
new_block(struct builder *build, enum np_role role, uint64_t article, size_t parts)
{
	struct np_labelled *blocks =
	    np_arena_room(build->arena, build->blocks, build->count, &build->room, sizeof *blocks);
	if (blocks == NULL) {
		build->failed = true;
		return NULL;
	}
	build->blocks = blocks;
	struct np_labelled *block = &build->blocks[build->count];
	*block = (struct np_labelled){ .article = article, .role = role };
	block->parts = np_arena_array(build->arena, parts, sizeof *block->parts);
	if (block->parts == NULL) {
		build->failed = true;
		return NULL;
	}
	build->count++;
	return block;
}

/* Joins the words of a block's parts into its text. */
static bool
join_parts(struct builder *build, struct np_labelled *block)
{
	size_t size = 1;
	for (size_t i = 0; i < block->part_count; i++)
		size += block->parts[i].end - block->parts[i].start + 1;
	if (block->part_count == 1) {
		const struct np_label_part *part = &block->parts[0];
		block->text =
		    (struct np_span){ part->line->text.ptr + part->start, part->end - part->start };
		return true;
	}
	char *buf = np_arena_take(build->arena, size);
	if (buf == NULL)
		return false;
	size_t len = 0;
	for (size_t i = 0; i < block->part_count; i++) {
		const struct np_label_part *part = &block->parts[i];
		struct np_span words = { part->line->text.ptr + part->start,
			part->end - part->start };
		len = np_label_append(buf, len, block->role, words);
	}
	block->text = (struct np_span){ buf, len };
	return true;
}

/* The lines of a raw block as one text, and where each line lies in it. */
struct joined {
	struct np_span text;
	size_t *starts; /* of lines, in text; one more: the end */
};

static bool
join_lines(struct builder *build, const struct raw_block *raw, struct joined *joined)
{
	const struct np_line *lines = build->page->lines;
	size_t size = 1;
	for (size_t i = 0; i < raw->count; i++)
		size += lines[raw->lines[i]].text.len + 1;
	joined->starts = np_arena_array(build->arena, raw->count + 1, sizeof *joined->starts);
	if (joined->starts == NULL)
		return false;
	if (raw->count == 1) {
		joined->text = lines[raw->lines[0]].text;
		joined->starts[1] = joined->text.len;
		return true;
	}
	char *buf = np_arena_take(build->arena, size);
	if (buf == NULL)
		return false;
	size_t len = 0;
	for (size_t i = 0; i < raw->count; i++) {
		struct np_span words = lines[raw->lines[i]].text;
		len = np_label_append(buf, len, raw->role, words);
		joined->starts[i] = len - words.len;
	}
	joined->starts[raw->count] = len;
	joined->text = (struct np_span){ buf, len };
	return true;
}

/* Part of a text without blanks at its ends, that has none either. */
static struct np_span
trimmed_part(struct np_span text, size_t from, size_t end)
{
	struct np_span part = { text.ptr + from, end - from };
	return part.len == text.len ? part : np_uni_trim(part);
}

/* Adds the bytes from to end of a raw block's joined text as a block; blanks at the ends are none of it. */
static void
add_piece(struct builder *build, const struct raw_block *raw, const struct joined *joined,
    enum np_role role, size_t from, size_t end)
{
	struct np_span words = trimmed_part(joined->text, from, end);
	if (words.len == 0)
		return;
	from = (size_t)(words.ptr - joined->text.ptr);
	end = from + words.len;
	/* The first line that reaches past from. */
	size_t low = 0, high = raw->count;
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (joined->starts[middle] <= from)
			low = middle;
		else
			high = middle;
	}
	size_t last = low;
	while (last + 1 < raw->count && joined->starts[last + 1] < end)
		last++;
	struct np_labelled *block = new_block(build, role, raw->article, last - low + 1);
	if (block == NULL)
		return;
	for (size_t i = low; i <= last; i++) {
		const struct np_line *line = &build->page->lines[raw->lines[i]];
		size_t start = joined->starts[i], stop = start + line->text.len;
		struct np_label_part *part = &block->parts[block->part_count];
		part->line = line;
		part->start = from > start ? from - start : 0;
		part->end = (end < stop ? end : stop) - start;
		struct np_span piece = trimmed_part(line->text, part->start, part->end);
		part->start = (size_t)(piece.ptr - line->text.ptr);
		part->end = part->start + piece.len;
		if (piece.len > 0)
			block->part_count++;
	}
	/* Of all lines, with the role by which they were joined, the text is there. */
	if (words.len == joined->text.len && role == raw->role)
		block->text = words;
	else if (!join_parts(build, block))
		build->failed = true;
}

/* True for a mark that a line of that role may hold as a piece. */
static bool
takes_mark(enum np_role role, enum np_role mark)
{
	switch (role) {
	case NP_BODY:
	case NP_CAPTION:
		return mark == NP_BYLINE || mark == NP_DATELINE || mark == NP_CREDIT ||
		       mark == NP_JUMP;
	case NP_DECK:
		return mark == NP_BYLINE || mark == NP_DATELINE || mark == NP_JUMP;
	case NP_HEADLINE:
	case NP_SUBHEAD:
		return mark == NP_JUMP;
	case NP_BYLINE:
	case NP_DATELINE:
		return mark == NP_DATELINE || mark == NP_CREDIT;
	default:
		return false;
	}
}

enum { MARKS_MAX = 64 };

/*
 * The marks of a raw block, count of them: those that were found when its line was looked at, or
 * found now, into room.
 */
static const struct np_mark *
marks_of(const struct builder *build, const struct raw_block *raw, struct np_span text,
    struct np_mark *room, size_t *count)
{
	const struct np_look *look =
	    build->sheet != NULL && raw->count == 1 ? &build->sheet->info[raw->lines[0]] : NULL;
	*count = 0;
	if (!takes_mark(raw->role, NP_JUMP) && !takes_mark(raw->role, NP_CREDIT))
		return room;
	if (look != NULL && look->found_count < NP_LOOK_MARKS) {
		*count = look->found_count;
		return look->found;
	}
	*count = np_marks_find(build->marks, text, room, MARKS_MAX);
	return room;
}

/* Makes the blocks of a raw one: its marks, and what stands around them. */
static void
close_block(struct builder *build, struct raw_block *raw)
{
	struct np_mark room[MARKS_MAX];
	struct joined joined;
	if (raw->count == 0 || build->failed)
		return;
	if (!join_lines(build, raw, &joined)) {
		build->failed = true;
		return;
	}
	size_t n, at = 0;
	const struct np_mark *found = marks_of(build, raw, joined.text, room, &n);
	for (size_t i = 0; i < n; i++) {
		if (!takes_mark(raw->role, found[i].role))
			continue;
		add_piece(build, raw, &joined, raw->role, at, found[i].start);
		add_piece(build, raw, &joined, found[i].role, found[i].start, found[i].end);
		at = found[i].end;
	}
	add_piece(build, raw, &joined, raw->role, at, joined.text.len);
	raw->count = 0;
}

/* True if a block begins before another one. */
static bool
comes_before(const struct np_labelled *a, const struct np_labelled *b)
{
	const struct np_label_part *x = &a->parts[0], *y = &b->parts[0];
	if (x->line->number != y->line->number)
		return x->line->number < y->line->number;
	return x->start < y->start;
}

/* Only what stands aside in a paragraph comes out of order: few blocks move, and those not far. */
static void
sort_blocks(struct builder *build)
{
	struct np_labelled *blocks = build->blocks;
	for (size_t b = 1; b < build->count; b++) {
		size_t to = b;
		while (to > 0 && comes_before(&blocks[b], &blocks[to - 1]))
			to--;
		if (to == b)
			continue;
		struct np_labelled moved = blocks[b];
		memmove(blocks + to + 1, blocks + to, (b - to) * sizeof *blocks);
		blocks[to] = moved;
	}
}

/* Numbers the pieces of lines that several blocks share, in their order on the line. */
static void
number_parts(struct builder *build)
{
	/* A block's later lines may be shared with the blocks behind it: count by line. */
	const struct np_line *lines = build->page->lines;
	uint32_t *shares = np_arena_array(build->arena, build->page->count, sizeof *shares);
	uint32_t *given = np_arena_array(build->arena, build->page->count, sizeof *given);
	if (shares == NULL || given == NULL) {
		build->failed = true;
		return;
	}
	for (size_t b = 0; b < build->count; b++) {
		for (size_t i = 0; i < build->blocks[b].part_count; i++)
			shares[build->blocks[b].parts[i].line - lines]++;
	}
	for (size_t b = 0; b < build->count; b++) {
		for (size_t i = 0; i < build->blocks[b].part_count; i++) {
			struct np_label_part *part = &build->blocks[b].parts[i];
			size_t line = (size_t)(part->line - lines);
			if (shares[line] > 1)
				part->number = ++given[line];
		}
	}
}

/* Articles in order of first appearance: 1, 2, 3 … */
static void
number_articles(struct builder *build, uint64_t most)
{
	uint64_t *names = np_arena_array(build->arena, (size_t)most + 1, sizeof *names), next = 0;
	if (names == NULL) {
		build->failed = true;
		return;
	}
	for (size_t b = 0; b < build->count; b++) {
		uint64_t article = build->blocks[b].article;
		if (article != 0 && names[article] == 0)
			names[article] = ++next;
		build->blocks[b].article = names[article];
	}
}

/* Goes through the lines and makes build->blocks. */
static enum np_code
make_blocks(struct builder *build, const unsigned char *labels, struct np_error *err)
{
	const struct np_page *page = build->page;
	struct np_arena *arena = build->arena;
	struct raw_block open = { .count = 0 }, aside = { .count = 0 };
	uint64_t *articles, most;
	size_t one;
	open.lines = np_arena_array(arena, page->count, sizeof *open.lines);
	aside.lines = &one;
	if (open.lines == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	enum np_code code = np_owner_find(
	    build->topics, build->sheet, labels, page->count, arena, &articles, &most, err);
	if (code != NP_OK)
		return code;
	for (size_t i = 0; i < page->count && !build->failed; i++) {
		struct np_label label = np_labels[labels[i]];
		if (label.place == NP_INTERRUPTS) {
			aside.role = label.role;
			aside.article = 0;
			aside.lines[0] = i;
			aside.count = 1;
			close_block(build, &aside);
			continue;
		}
		if (label.place != NP_CONTINUES || open.count == 0) {
			close_block(build, &open);
			open.role = label.role;
			open.article = articles[i];
		}
		open.lines[open.count++] = i;
	}
	close_block(build, &open);
	if (!build->failed)
		sort_blocks(build);
	if (!build->failed)
		number_articles(build, most);
	if (!build->failed)
		number_parts(build);
	if (build->failed || np_marks_starved(build->marks))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	return NP_OK;
}

enum np_code
np_label_blocks(struct np_marks *marks, const struct np_page *page, struct np_topics *topics,
    const struct np_sheet *sheet, const unsigned char *labels, struct np_arena *arena,
    struct np_labelled **blocks, size_t *count, struct np_error *err)
{
	struct builder build = {
		.arena = arena, .marks = marks, .page = page, .topics = topics, .sheet = sheet
	};
	enum np_code code = make_blocks(&build, labels, err);
	*blocks = code == NP_OK ? build.blocks : NULL;
	*count = code == NP_OK ? build.count : 0;
	return code;
}

struct np_piece *
np_label_pieces(const struct np_labelled *block, struct np_arena *arena, size_t *count)
{
	struct np_piece *pieces = np_arena_array(arena, block->part_count, sizeof *pieces);
	*count = 0;
	for (size_t i = 0; pieces != NULL && i < block->part_count; i++) {
		uint64_t line = block->parts[i].line->number;
		struct np_piece *last = *count > 0 ? &pieces[*count - 1] : NULL;
		if (last != NULL && last->part == 0 && block->parts[i].number == 0 &&
		    last->last + 1 == line) {
			last->last = line;
			continue;
		}
		pieces[(*count)++] = (struct np_piece){ line, line, block->parts[i].number };
	}
	return pieces;
}
