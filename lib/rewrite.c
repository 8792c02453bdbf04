/* rewrite.c - a labelled page as page text again: blocks taken out, paragraphs mended */
#include "rewrite.h"

#include <string.h>

#include "uni.h"

/* ---- a page's lines, blank ones too ---- */

/* A line of a page as it stands in page->bytes: start to end, with its line feed. */
struct row {
	size_t start, end;
	const struct np_line *line; /* NULL for a blank one */
};

struct walk {
	const struct np_page *page;
	size_t at;   /* byte at which the next row begins */
	size_t line; /* index of the next line with words */
};

static bool
next_row(struct walk *walk, struct row *row)
{
	const struct np_page *page = walk->page;
	if (walk->at == page->bytes.len)
		return false;
	const char *from = page->bytes.ptr + walk->at;
	size_t left = page->bytes.len - walk->at;
	const char *lf = memchr(from, '\n', left);
	row->start = walk->at;
	row->end = walk->at + (lf != NULL ? (size_t)(lf - from) + 1 : left);
	row->line = NULL;
	if (walk->line < page->count && page->lines[walk->line].raw.ptr == from)
		row->line = &page->lines[walk->line++];
	walk->at = row->end;
	return true;
}

/* Text that grows in a buffer large enough for all that can come. */
struct text {
	char *ptr;
	size_t len;
};

static void
put(struct text *text, const char *ptr, size_t len)
{
	memcpy(text->ptr + text->len, ptr, len);
	text->len += len;
}

static enum np_code
no_memory(struct np_error *err)
{
	return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
}

/* ---- blocks taken out ---- */

/* What is taken out of a page. */
struct strip {
	const struct np_page *page;
	bool *gone;            /* for each byte of the page */
	bool *touched, *stays; /* for each line: words of it go, words of it stay */
};

static void
take_part(struct strip *strip, const struct np_part *part)
{
	size_t start, end;
	size_t line = (size_t)(part->line->raw.ptr - strip->page->bytes.ptr);
	np_line_raw_range(part->line, part->start, part->end, &start, &end);
	memset(strip->gone + line + start, true, end - start);
	strip->touched[part->line - strip->page->lines] = true;
}

/* True if of bytes start to end of a line some are taken out, and only blanks stay. */
static bool
is_emptied(const struct np_line *line, const bool *gone, size_t start, size_t end)
{
	bool some = false;
	for (size_t at = start; at < end;) {
		size_t from = at;
		while (at < end && !gone[at])
			at++;
		if (np_uni_trim((struct np_span){ line->raw.ptr + from, at - from }).len > 0)
			return false;
		for (; at < end && gone[at]; at++)
			some = true;
	}
	return some;
}

/*
 * Emphasis marks of a line go in pairs: several pieces may have stood between
 * two marks, and a piece may begin before them and end amid.
 */
static void
settle_marks(const struct np_line *line, bool *gone)
{
	for (size_t i = 0; i + 1 < line->cut_count; i++) {
		const struct np_cut *open = &line->cuts[i], *close = open + 1;
		if (!open->opens || !close->closes)
			continue;
		bool emptied = is_emptied(line, gone, open->end, close->start);
		memset(gone + open->start, emptied, open->end - open->start);
		memset(gone + close->start, emptied, close->end - close->start);
	}
}

static void
put_rest(struct text *out, const struct strip *strip, const struct row *row)
{
	const char *bytes = strip->page->bytes.ptr;
	for (size_t at = row->start; at < row->end;) {
		size_t from = at;
		while (at < row->end && !strip->gone[at])
			at++;
		put(out, bytes + from, at - from);
		while (at < row->end && strip->gone[at])
			at++;
	}
}

/* Writes what stays; a blank line waits until it is known that something comes behind it. */
static void
put_stripped(struct text *out, const struct strip *strip)
{
	struct walk walk = { .page = strip->page };
	struct row row;
	struct np_span held = { "", 0 };
	bool emptied = false; /* the row before went whole */
	while (next_row(&walk, &row)) {
		const char *from = strip->page->bytes.ptr + row.start;
		if (row.line == NULL && emptied) {
			emptied = false;
			continue;
		}
		size_t line = row.line == NULL ? 0 : (size_t)(row.line - strip->page->lines);
		emptied = row.line != NULL && strip->touched[line] && !strip->stays[line];
		if (emptied)
			continue;
		put(out, held.ptr, held.len);
		held.len = 0;
		if (row.line == NULL)
			held = (struct np_span){ from, row.end - row.start };
		else
			put_rest(out, strip, &row);
	}
	if (!emptied)
		put(out, held.ptr, held.len);
}

enum np_code
np_rewrite_strip(const struct np_page *page, const struct np_labelled *blocks, size_t count,
    uint32_t roles, struct np_arena *arena, struct np_span *text, struct np_error *err)
{
	struct strip strip = { .page = page };
	struct text out = { .len = 0 };
	uint32_t found = 0;

	*text = page->bytes;
	for (size_t i = 0; i < count; i++)
		found |= UINT32_C(1) << blocks[i].role;
	if ((found & roles) == 0)
		return NP_OK;
	strip.gone = np_arena_array(arena, page->bytes.len, sizeof *strip.gone);
	strip.touched = np_arena_array(arena, page->count, sizeof *strip.touched);
	strip.stays = np_arena_array(arena, page->count, sizeof *strip.stays);
	out.ptr = np_arena_take(arena, page->bytes.len);
	if (strip.gone == NULL || strip.touched == NULL || strip.stays == NULL || out.ptr == NULL)
		return no_memory(err);
	for (size_t i = 0; i < count; i++) {
		for (size_t p = 0; p < blocks[i].part_count; p++) {
			const struct np_part *part = &blocks[i].parts[p];
			if ((roles >> blocks[i].role & 1) != 0)
				take_part(&strip, part);
			else
				strip.stays[part->line - page->lines] = true;
		}
	}
	for (size_t i = 0; i < page->count; i++) {
		const struct np_line *line = &page->lines[i];
		if (strip.touched[i])
			settle_marks(line, strip.gone + (line->raw.ptr - page->bytes.ptr));
	}
	put_stripped(&out, &strip);
	*text = (struct np_span){ out.ptr, out.len };
	return NP_OK;
}

/* ---- paragraphs mended ---- */

/*
 * How often a page is tried: each time the paragraphs that changed it are left as they
 * were.  On real pages the second try is the last as good as always.
 */
enum { TRIES = 8 };

/* How many blocks ahead the labels of two tries may fall into step again. */
enum { AHEAD = 24 };

/* How far off a change of labels the paragraph that made it is looked for, in lines. */
enum { FARTHEST = 64 };

struct mend {
	const struct np_page *page;
	const struct np_labelled *blocks;
	size_t count;
	/* for each line, by index */
	size_t *next;   /* the line that goes on with its paragraph; 0 for none */
	size_t *head;   /* the line that begins its paragraph; itself if it does */
	unsigned *left; /* for a head: the try that left it as it was, from 1; 0 if it is mended */
	unsigned tries;
	/* the try at hand */
	struct text out;
	size_t *origin; /* for each of its lines: the line of the page that it begins with */
	size_t lines;
};

/* Roles that are one paragraph over all lines of a block, and the marks inside these. */
enum {
	PARAGRAPHS = 1 << NP_BODY | 1 << NP_CAPTION | 1 << NP_NOTICE,
	MARKS = 1 << NP_BYLINE | 1 << NP_DATELINE | 1 << NP_CREDIT | 1 << NP_JUMP
};

/* Finds the lines that go on with others; answers false if there are none. */
static bool
find_paragraphs(struct mend *mend)
{
	const struct np_line *lines = mend->page->lines;
	bool some = false;
	for (size_t i = 0; i < mend->page->count; i++)
		mend->head[i] = i;
	/* A headline keeps its lines, so what stands in them does too. */
	for (size_t b = 0; b < mend->count; b++) {
		const struct np_labelled *block = &mend->blocks[b];
		bool fixed = ((PARAGRAPHS | MARKS) >> block->role & 1) == 0;
		for (size_t p = 0; fixed && p < block->part_count; p++)
			mend->head[block->parts[p].line - lines] = SIZE_MAX;
	}
	for (size_t b = 0; b < mend->count; b++) {
		const struct np_labelled *block = &mend->blocks[b];
		for (size_t p = 1; p < block->part_count; p++) {
			size_t before = (size_t)(block->parts[p - 1].line - lines);
			size_t after = (size_t)(block->parts[p].line - lines);
			if (mend->head[before] == SIZE_MAX || mend->head[after] == SIZE_MAX)
				continue;
			mend->next[before] = after;
			some = true;
		}
	}
	for (size_t i = 0; i < mend->page->count; i++) {
		if (mend->head[i] == SIZE_MAX)
			mend->head[i] = i;
		if (mend->next[i] != 0)
			mend->head[mend->next[i]] = mend->head[i];
	}
	return some;
}

/* True if the paragraph of that line is on one line in this try. */
static bool
is_mended(const struct mend *mend, size_t line)
{
	size_t head = mend->head[line];
	return mend->next[head] != 0 && mend->left[head] == 0;
}

/* True if an emphasis ends with a line's words and one of the same sort begins with the next's. */
static bool
bold_goes_on(const struct np_line *line, const char *end, const struct np_line *next,
    const char *start)
{
	if (line->cut_count == 0 || next->cut_count == 0)
		return false;
	const struct np_cut *close = &line->cuts[line->cut_count - 1], *open = &next->cuts[0];
	return close->closes && line->raw.ptr + close->end == end && open->opens &&
	       next->raw.ptr + open->start == start && end[-1] == *start;
}

/* Writes a paragraph's lines as one, from its indent to what stands behind its last word. */
static void
put_paragraph(struct mend *mend, size_t head)
{
	const struct np_line *lines = mend->page->lines;
	struct np_span before = { NULL, 0 };
	for (size_t i = head, last = head;; last = i, i = mend->next[i]) {
		struct np_span words = np_uni_trim(lines[i].raw);
		const char *from = words.ptr, *end = words.ptr + words.len;
		if (i == head) {
			from = lines[i].raw.ptr;
		} else if (bold_goes_on(&lines[last], before.ptr + before.len, &lines[i], from)) {
			mend->out.len -= 2;
			from += 2;
		} else {
			const char *joint =
			    np_label_joint(NP_BODY, lines[last].text, lines[i].text);
			put(&mend->out, joint, strlen(joint));
		}
		if (mend->next[i] == 0)
			end = lines[i].raw.ptr + lines[i].raw.len;
		put(&mend->out, from, (size_t)(end - from));
		if (mend->next[i] == 0)
			return;
		before = words;
	}
}

/* Writes the page with its paragraphs mended, but for those that are left. */
static void
put_mended(struct mend *mend)
{
	const struct np_page *page = mend->page;
	const char *bytes = page->bytes.ptr;
	struct walk walk = { .page = page };
	struct row row;
	size_t done = 0;  /* what comes from here on is not written yet */
	size_t ended = 0; /* bytes that end the row written last: CR LF */
	mend->out.len = mend->lines = 0;
	while (next_row(&walk, &row)) {
		if (row.line == NULL)
			continue;
		size_t line = (size_t)(row.line - page->lines);
		if (mend->head[line] == line || !is_mended(mend, line)) {
			put(&mend->out, bytes + done, row.start - done);
			if (is_mended(mend, line))
				put_paragraph(mend, line);
			else
				put(&mend->out, row.line->raw.ptr, row.line->raw.len);
			ended = row.end - row.start - row.line->raw.len;
			put(&mend->out, bytes + row.end - ended, ended);
			mend->origin[mend->lines++] = line;
		} else if (bytes[row.end - 1] != '\n') {
			/* The page's last line has no line feed: so it is again. */
			mend->out.len -= ended;
		}
		done = row.end;
	}
	put(&mend->out, bytes + done, page->bytes.len - done);
}

/* What labelling a try found. */
struct found {
	struct np_page page;
	struct np_labelled *blocks;
	size_t count;
};

static bool
same_words(const struct np_labelled *a, const struct np_labelled *b)
{
	return a->role == b->role && a->text.len == b->text.len &&
	       memcmp(a->text.ptr, b->text.ptr, a->text.len) == 0;
}

static bool
is_same(const struct mend *mend, const struct found *found)
{
	if (mend->count != found->count)
		return false;
	for (size_t i = 0; i < mend->count; i++) {
		if (mend->blocks[i].article != found->blocks[i].article ||
		    !same_words(&mend->blocks[i], &found->blocks[i]))
			return false;
	}
	return true;
}

/* Where a block's article stands to the one of the block before: numbers shift, this does not. */
static int
step(const struct np_labelled *blocks, size_t i)
{
	uint64_t before = i > 0 ? blocks[i - 1].article : 0;
	return blocks[i].article == 0 ? 0 : blocks[i].article == before ? 1 : 2;
}

/* True if block i of the page and block j of the try are the same; the ends of both are. */
static bool
is_alike(const struct mend *mend, size_t i, const struct found *found, size_t j)
{
	if (i == mend->count || j == found->count)
		return i == mend->count && j == found->count;
	return step(mend->blocks, i) == step(found->blocks, j) &&
	       same_words(&mend->blocks[i], &found->blocks[j]);
}

/* From unlike blocks *i and *j goes on to the nearest alike ones; false if they are far off. */
static bool
fall_in_step(const struct mend *mend, size_t *i, const struct found *found, size_t *j)
{
	for (size_t ahead = 1; ahead <= AHEAD; ahead++) {
		for (size_t n = 0; n <= ahead; n++) {
			size_t a = *i + n, b = *j + ahead - n;
			if (a > mend->count || b > found->count || !is_alike(mend, a, found, b))
				continue;
			*i = a;
			*j = b;
			return true;
		}
	}
	return false;
}

/* Leaves the mended paragraphs nearest to lines first to last of the try; false if none is near. */
static bool
leave_near(struct mend *mend, size_t first, size_t last)
{
	for (size_t off = 1; off <= FARTHEST; off *= 4) {
		size_t end = mend->lines - last > off ? last + off : mend->lines - 1;
		bool some = false;
		for (size_t i = first > off ? first - off : 0; i <= end; i++) {
			size_t head = mend->head[mend->origin[i]];
			if (is_mended(mend, head))
				mend->left[head] = mend->tries;
			some = some || mend->left[head] == mend->tries;
		}
		if (some)
			return true;
	}
	return false;
}

/*
 * Leaves the paragraphs whose mending changed the labels.  What is chosen depends on the
 * try alone and not on which of its lines were mended in it: so mending its result
 * goes the same way again, to the same end.  False if nothing is to be found.
 */
static bool
leave_some(struct mend *mend, const struct found *found)
{
	bool some = false;
	for (size_t i = 0, j = 0; i < mend->count || j < found->count;) {
		if (is_alike(mend, i, found, j)) {
			i++;
			j++;
			continue;
		}
		size_t from = j > 0 ? j - 1 : 0;
		if (!fall_in_step(mend, &i, found, &j))
			return false;
		const struct np_labelled *last = &found->blocks[j < found->count ? j : j - 1];
		size_t first_line = (size_t)(found->blocks[from].parts[0].line - found->page.lines);
		size_t last_line = (size_t)(last->parts[last->part_count - 1].line - found->page.lines);
		some = leave_near(mend, first_line, last_line) || some;
	}
	return some;
}

/* Tries until labelling finds the page's blocks again; *fits tells if it came to that. */
static enum np_code
try_mending(struct mend *mend, struct np_labeller *labeller, enum np_from from,
    struct np_arena *arena, bool *fits, struct np_error *err)
{
	*fits = false;
	for (mend->tries = 1; mend->tries <= TRIES; mend->tries++) {
		struct found found = { .page = *mend->page };
		np_arena_reset(arena);
		put_mended(mend);
		found.page.bytes = (struct np_span){ mend->out.ptr, mend->out.len };
		/* With its blanks gone, it might have too many bad bytes to be labelled. */
		if (found.page.bad_bytes > mend->out.len / 100)
			return NP_OK;
		enum np_code code = np_page_scan(&found.page, from, arena, err);
		if (code == NP_OK)
			code = np_label_page(
			    labeller, &found.page, arena, &found.blocks, &found.count, err);
		if (code != NP_OK)
			return code;
		*fits = is_same(mend, &found);
		if (*fits || found.count == 0 || !leave_some(mend, &found))
			return NP_OK;
	}
	return NP_OK;
}

enum np_code
np_rewrite_mend(struct np_labeller *labeller, enum np_from from, const struct np_page *page,
    const struct np_labelled *blocks, size_t count, struct np_arena *arena, struct np_span *text,
    struct np_error *err)
{
	struct mend mend = { .page = page, .blocks = blocks, .count = count };
	struct np_arena trial;
	bool fits;

	*text = page->bytes;
	mend.next = np_arena_array(arena, page->count, sizeof *mend.next);
	mend.head = np_arena_array(arena, page->count, sizeof *mend.head);
	mend.left = np_arena_array(arena, page->count, sizeof *mend.left);
	mend.origin = np_arena_array(arena, page->count, sizeof *mend.origin);
	/* A joint is no longer than the line feed in its place; one CR LF too many is taken back. */
	mend.out.ptr = np_arena_take(arena, page->bytes.len + 2);
	if (mend.next == NULL || mend.head == NULL || mend.left == NULL || mend.origin == NULL ||
	    mend.out.ptr == NULL)
		return no_memory(err);
	if (!find_paragraphs(&mend))
		return NP_OK;
	np_arena_init(&trial, 0);
	enum np_code code = try_mending(&mend, labeller, from, &trial, &fits, err);
	if (code == NP_OK && fits)
		*text = (struct np_span){ mend.out.ptr, mend.out.len };
	np_arena_free(&trial);
	return code;
}
