/* mend.c - a page's text with its broken paragraphs mended */
#include "mend.h"

#include <string.h>

#include "rewrite.h"
#include "uni.h"

/*
 * Bytes that are labelled in tries at one page.  Pages of a newspaper come nowhere near;
 * a whole year in one page would take hours without an end.
 */
enum { BUDGET = 32 * 1024 * 1024 };

/* A try that changed the page's blocks: another one that mends the same would do so too. */
struct failed {
	const struct failed *before;
	const bool *mended; /* for each line, as in struct mend */
	const bool *lost;   /* for each block, as find_lost() tells */
};

struct mend {
	const struct np_page *page;
	const struct np_labelled *blocks;
	size_t count;
	/* for each line, by index */
	size_t *next; /* the line that goes on with its paragraph; 0 for none */
	size_t *head; /* the line that begins its paragraph; itself if it does */
	bool *mended; /* for a head: its paragraph is on one line in this try */
	/* tries */
	struct np_labeller *labeller;
	enum np_from from;
	struct np_arena *trial;     /* of the try at hand */
	struct np_rewrite_text out; /* its page */
	size_t labelled;            /* bytes, of all tries */
	struct np_arena *arena;     /* of the page */
	const struct failed *failed;
	size_t *left; /* heads of the paragraphs that are not mended so far, in order */
	size_t left_count;
	size_t *tried; /* those of a try that goes for most of them */
	size_t *place; /* for a head: the blocks of articles before it */
};

/* Roles that are one paragraph over all lines of a block, and the marks inside these. */
enum {
	PARAGRAPHS = 1 << NP_BODY | 1 << NP_CAPTION | 1 << NP_NOTICE,
	MARKS = 1 << NP_BYLINE | 1 << NP_DATELINE | 1 << NP_CREDIT | 1 << NP_JUMP
};

static size_t
count_in_articles(const struct mend *mend)
{
	size_t count = 0;
	for (size_t b = 0; b < mend->count; b++)
		count += mend->blocks[b].article > 0;
	return count;
}

/* Finds the lines that go on with others. */
static void
find_paragraphs(struct mend *mend)
{
	const struct np_line *lines = mend->page->lines;
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
		}
	}
	for (size_t i = 0; i < mend->page->count; i++) {
		if (mend->head[i] == SIZE_MAX)
			mend->head[i] = i;
		if (mend->next[i] == 0)
			continue;
		mend->head[mend->next[i]] = mend->head[i];
		if (mend->head[i] == i)
			mend->left[mend->left_count++] = i;
	}
	/* Of several blocks on a line the first: those behind it may have come from other lines. */
	for (size_t b = mend->count, place = count_in_articles(mend); b-- > 0;) {
		place -= mend->blocks[b].article > 0;
		mend->place[mend->blocks[b].parts[0].line - lines] = place;
	}
}

/* True if an emphasis ends with a line's words and one of the same sort begins with the next's. */
static bool
bold_goes_on(
    const struct np_line *line, const char *end, const struct np_line *next, const char *start)
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
			np_rewrite_put(&mend->out, joint, strlen(joint));
		}
		if (mend->next[i] == 0)
			end = lines[i].raw.ptr + lines[i].raw.len;
		np_rewrite_put(&mend->out, from, (size_t)(end - from));
		if (mend->next[i] == 0)
			return;
		before = words;
	}
}

/* Writes the page, with those paragraphs mended that this try mends. */
static void
put_mended(struct mend *mend)
{
	const struct np_page *page = mend->page;
	const char *bytes = page->bytes.ptr;
	struct np_rewrite_walk walk = { .page = page };
	struct np_rewrite_row row;
	size_t done = 0;  /* what comes from here on is not written yet */
	size_t ended = 0; /* bytes that end the row written last: CR LF */
	mend->out.len = 0;
	while (np_rewrite_row(&walk, &row)) {
		if (row.line == NULL)
			continue;
		size_t line = (size_t)(row.line - page->lines);
		bool mended = mend->mended[mend->head[line]];
		if (!mended || mend->head[line] == line) {
			np_rewrite_put(&mend->out, bytes + done, row.start - done);
			if (mended)
				put_paragraph(mend, line);
			else
				np_rewrite_put(&mend->out, row.line->raw.ptr, row.line->raw.len);
			ended = row.end - row.start - row.line->raw.len;
			np_rewrite_put(&mend->out, bytes + row.end - ended, ended);
		} else if (bytes[row.end - 1] != '\n') {
			/* The page's last line has no line feed: so it is again. */
			mend->out.len -= ended;
		}
		done = row.end;
	}
	np_rewrite_put(&mend->out, bytes + done, page->bytes.len - done);
}

/* The first block from `at` on that belongs to an article, or to none; count if there is none. */
static size_t
find_block(const struct np_labelled *blocks, size_t count, size_t at, bool article)
{
	while (at < count && (blocks[at].article > 0) != article)
		at++;
	return at;
}

/* True if two blocks say the same, whatever their articles. */
static bool
is_like(const struct np_labelled *a, const struct np_labelled *b)
{
	return a->role == b->role && np_span_same(a->text, b->text);
}

/* True if the blocks of articles, or those outside, are the same in the same order. */
static bool
is_same(const struct mend *mend, const struct np_labelled *blocks, size_t count, bool article)
{
	size_t i = find_block(mend->blocks, mend->count, 0, article);
	size_t j = find_block(blocks, count, 0, article);
	while (i < mend->count && j < count) {
		const struct np_labelled *a = &mend->blocks[i], *b = &blocks[j];
		if (a->article != b->article || !is_like(a, b))
			return false;
		i = find_block(mend->blocks, mend->count, i + 1, article);
		j = find_block(blocks, count, j + 1, article);
	}
	return i == mend->count && j == count;
}

/* ---- which paragraphs can be mended ---- */

/*
 * Finds the blocks of articles that this try lost: that do not stand in the mended page, or there begin
 * an article where they did not, or the other way round.
 */
static void
find_lost(const struct mend *mend, const struct np_labelled *blocks, size_t count, bool *lost)
{
	enum { NEAR = 40 }; /* a block is looked for among so many */
	const struct np_labelled *before = NULL, *before_now = NULL;
	size_t next = 0;
	for (size_t b = 0; b < mend->count; b++) {
		const struct np_labelled *block = &mend->blocks[b];
		size_t at = next, end = count - next < NEAR ? count : next + NEAR;
		if (block->article == 0)
			continue;
		while (at < end && (blocks[at].article == 0 || !is_like(block, &blocks[at])))
			at++;
		lost[b] = at == end;
		if (lost[b])
			continue;
		if (before != NULL)
			lost[b] = (block->article == before->article) !=
				  (blocks[at].article == before_now->article);
		before = block;
		before_now = &blocks[at];
		next = at + 1;
	}
}

/* The try before that mended the same; NULL if there was none. */
static const struct failed *
find_failed(const struct mend *mend)
{
	const struct failed *failed = mend->failed;
	while (failed != NULL &&
	       memcmp(failed->mended, mend->mended, mend->page->count * sizeof *mend->mended) != 0)
		failed = failed->before;
	return failed;
}

/* Remembers that this changed the blocks to those; false when memory is out. */
static bool
note_failed(struct mend *mend, const struct np_labelled *blocks, size_t count)
{
	struct failed *failed = np_arena_take(mend->arena, sizeof *failed);
	bool *mended = np_arena_array(mend->arena, mend->page->count, sizeof *mended);
	bool *lost = np_arena_array(mend->arena, mend->count, sizeof *lost);
	if (failed == NULL || mended == NULL || lost == NULL)
		return false;
	memcpy(mended, mend->mended, mend->page->count * sizeof *mended);
	find_lost(mend, blocks, count, lost);
	*failed = (struct failed){ mend->failed, mended, lost };
	mend->failed = failed;
	return true;
}

/*
 * Labels the page with what is to be mended now; *fits tells if its blocks are the same.  If they are not,
 * *lost tells which are lost; NULL if the page was not labelled at all.
 */
static enum np_code
try_page(struct mend *mend, bool *fits, const bool **lost, struct np_error *err)
{
	struct np_page page = *mend->page;
	const struct failed *failed = find_failed(mend);
	struct np_labelled *blocks;
	size_t count;
	*fits = false;
	*lost = failed != NULL ? failed->lost : NULL;
	if (failed != NULL || mend->labelled > BUDGET)
		return NP_OK;
	np_arena_reset(mend->trial);
	put_mended(mend);
	mend->labelled += mend->out.len;
	page.bytes = (struct np_span){ mend->out.ptr, mend->out.len };
	/* With its blanks gone, it might have too many bad bytes to be labelled. */
	if (page.bad_bytes > page.bytes.len / 100)
		return NP_OK;
	enum np_code code = np_page_scan(&page, mend->from, mend->trial, err);
	if (code == NP_OK)
		code = np_labeller_page(mend->labeller, &page, mend->trial, &blocks, &count, err);
	if (code != NP_OK)
		return code;
	/* What stood amid a paragraph is behind it now: it may have passed a byline at its end. */
	*fits = is_same(mend, blocks, count, true) && is_same(mend, blocks, count, false);
	if (*fits)
		return NP_OK;
	if (!note_failed(mend, blocks, count))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	*lost = mend->failed->lost;
	return NP_OK;
}

static void
set_mended(struct mend *mend, const size_t *heads, size_t count, bool mended)
{
	for (size_t i = 0; i < count; i++)
		mend->mended[heads[i]] = mended;
}

/* How many blocks of articles stand between a head and one of them, whose place is told. */
static size_t
gap(const struct mend *mend, size_t head, size_t place)
{
	size_t own = mend->place[head];
	return own < place ? place - own : own - place;
}

/* Takes back the nearest paragraph to each block that was lost; how many are left of those tried. */
static size_t
take_back(struct mend *mend, size_t count, const bool *lost)
{
	size_t *tried = mend->tried, near = 0, place = 0, kept = 0;
	bool some = false;
	for (size_t b = 0; b < mend->count; b++) {
		if (lost[b]) {
			while (near + 1 < count &&
			       gap(mend, tried[near + 1], place) < gap(mend, tried[near], place))
				near++;
			mend->mended[tried[near]] = false;
			some = true;
		}
		place += mend->blocks[b].article > 0;
	}
	/* It is some block outside of articles, or the order of those inside. */
	if (!some)
		mend->mended[tried[0]] = false;
	for (size_t i = 0; i < count; i++) {
		if (mend->mended[tried[i]])
			tried[kept++] = tried[i];
	}
	return kept;
}

/* Tries all that are left, without those near a block that is lost so, until none is lost. */
static enum np_code
try_most(struct mend *mend, bool *some, struct np_error *err)
{
	size_t count = mend->left_count, kept = 0;
	memcpy(mend->tried, mend->left, count * sizeof *mend->tried);
	set_mended(mend, mend->tried, count, true);
	while (count > 0) {
		const bool *lost = NULL;
		bool fits = false;
		enum np_code code = NP_OK;
		/* On a page so large something must be left for trying them by themselves. */
		if (mend->labelled <= BUDGET / 4)
			code = try_page(mend, &fits, &lost, err);
		if (code != NP_OK)
			return code;
		*some = *some || fits;
		if (fits)
			break;
		if (lost == NULL)
			set_mended(mend, mend->tried, count, false);
		count = lost != NULL ? take_back(mend, count, lost) : 0;
	}
	for (size_t i = 0; i < mend->left_count; i++) {
		if (!mend->mended[mend->left[i]])
			mend->left[kept++] = mend->left[i];
	}
	mend->left_count = kept;
	return NP_OK;
}

/* Tries what is left some at a time: more where it goes well, else one by one. */
static enum np_code
try_each(struct mend *mend, bool *some, struct np_error *err)
{
	size_t kept = 0, step = mend->left_count / 8 + 1;
	for (size_t from = 0; from < mend->left_count;) {
		const size_t *heads = mend->left + from;
		size_t count = mend->left_count - from;
		const bool *lost;
		bool fits;
		count = step < count ? step : count;
		set_mended(mend, heads, count, true);
		enum np_code code = try_page(mend, &fits, &lost, err);
		if (code != NP_OK)
			return code;
		if (fits) {
			*some = true;
			from += count;
			step = count * 2;
			continue;
		}
		set_mended(mend, heads, count, false);
		if (count == 1)
			mend->left[kept++] = mend->left[from++];
		step = count > 1 ? count / 2 : 1;
	}
	mend->left_count = kept;
	return NP_OK;
}

/*
 * Mends as many paragraphs as can be: all at once, which is nearly always the end of it; else most of
 * them, then one by one.  Each that is mended may let others be, so this goes on until a round finds no
 * more: then mending the result begins with that round, and changes nothing.  For that a round must not
 * depend on anything that is not the same in the result, as lines are not.
 */
static enum np_code
mend_most(struct mend *mend, struct np_error *err)
{
	bool some = true;
	while (some && mend->left_count > 0) {
		some = false;
		enum np_code code = try_most(mend, &some, err);
		if (code == NP_OK)
			code = try_each(mend, &some, err);
		if (code != NP_OK)
			return code;
	}
	put_mended(mend);
	return NP_OK;
}

enum np_code
np_mend_page(struct np_labeller *labeller, enum np_from from, const struct np_page *page,
    const struct np_labelled *blocks, size_t count, struct np_arena *trial, struct np_arena *arena,
    struct np_span *text, struct np_error *err)
{
	struct mend mend = { .page = page, .blocks = blocks, .count = count };

	*text = page->bytes;
	if (count == 0)
		return NP_OK;
	mend.labeller = labeller;
	mend.from = from;
	mend.trial = trial;
	mend.arena = arena;
	mend.next = np_arena_array(arena, page->count, sizeof *mend.next);
	mend.head = np_arena_array(arena, page->count, sizeof *mend.head);
	mend.mended = np_arena_array(arena, page->count, sizeof *mend.mended);
	mend.left = np_arena_array(arena, page->count, sizeof *mend.left);
	mend.tried = np_arena_array(arena, page->count, sizeof *mend.tried);
	mend.place = np_arena_array(arena, page->count, sizeof *mend.place);
	/* A joint is no longer than the line feed in its place; one CR LF too many is taken back. */
	mend.out.ptr = np_arena_take(arena, page->bytes.len + 2);
	if (mend.next == NULL || mend.head == NULL || mend.mended == NULL || mend.left == NULL ||
	    mend.tried == NULL || mend.place == NULL || mend.out.ptr == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	find_paragraphs(&mend);
	if (mend.left_count == 0)
		return NP_OK;
	enum np_code code = mend_most(&mend, err);
	if (code == NP_OK)
		*text = (struct np_span){ mend.out.ptr, mend.out.len };
	return code;
}
