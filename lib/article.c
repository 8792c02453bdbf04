/* article.c - an article's words, block by block, and how they go on with one another */
#include "article.h"

#include <string.h>

#include "utf8.h"

/* Marks stand inside paragraphs; a paragraph is called after what else is in it. */
#define MARKS                                                                                      \
	(NP_ROLE_BIT(NP_BYLINE) | NP_ROLE_BIT(NP_DATELINE) | NP_ROLE_BIT(NP_CREDIT) |              \
	    NP_ROLE_BIT(NP_JUMP))
/* What a mark may stand inside of. */
#define RUNNING                                                                                    \
	(NP_ROLE_BIT(NP_BODY) | NP_ROLE_BIT(NP_CAPTION) | NP_ROLE_BIT(NP_NOTICE) |                 \
	    NP_ROLE_BIT(NP_OTHER))
/* What stands above the text, whichever line it was printed on. */
#define HEADS (NP_ROLE_BIT(NP_KICKER) | NP_ROLE_BIT(NP_HEADLINE) | NP_ROLE_BIT(NP_DECK))

static inline bool
has_role(uint32_t set, enum np_role role)
{
	return (set & NP_ROLE_BIT(role)) != 0;
}

/* True if b goes on, on the same line, behind a piece of it where a ended. */
static inline bool
same_line(const struct np_article_block *a, const struct np_article_block *b)
{
	const struct np_piece *end, *begin = &b->pieces[0];

	/* Most blocks are no second piece. */
	if (begin->part < 2)
		return false;
	end = &a->pieces[a->piece_count - 1];
	return a->leaf == b->leaf && end->part > 0 && begin->part > end->part &&
	       begin->first == end->first;
}

/* True if words in characters of this class are parted by spaces. */
static bool spaced(enum np_class class)
{
	return class == NP_LATIN || class == NP_LETTER || class == NP_DIGIT || class == NP_HANGUL;
}

/* The last character of what stands before a seam, or the first one behind it. */
struct edge {
	uint32_t cp;
	enum np_class class;
	bool word; /* words of its script are parted by spaces */
};

static inline struct edge
edge_of(uint32_t cp)
{
	const enum np_class class = np_uni_class(cp);

	return (struct edge){ cp, class, spaced(class) };
}

/* True if a space is missed between words where right is set behind left. */
static bool
wants_space(struct edge left, struct edge right)
{
	if (!right.word && right.cp != '(' && right.cp != '[')
		return false;
	return left.word || (left.class == NP_PUNCT && left.cp != '(' && left.cp != '[');
}

/*
 * True if a blank stood, as papers set it, between a mark and what stands beside it: 本报讯 昨日,
 * 。 王明 摄; none beside a bracket or a colon.
 */
static bool
wants_blank(enum np_role before, enum np_role role, struct edge left, struct edge right)
{
	const bool word = right.class == NP_HAN || right.word;

	if (has_role(MARKS, before))
		return (word || right.cp == 0x201C || right.cp == 0x300C) &&
		       (left.class == NP_HAN || left.word);
	return has_role(MARKS, role) && word;
}

bool
np_article_breaks_off(struct np_span text)
{
	static const char open[] = "，,、-(（[〔【“‘「『《〈";
	uint32_t last;

	text = np_uni_trim(text);
	if (text.len == 0)
		return false;
	np_utf8_prev(text.ptr, text.len, &last);
	if (np_uni_is_word(last))
		return true;
	for (const char *sign = open; *sign != '\0';) {
		uint32_t cp;

		sign += np_utf8_next(sign, strlen(sign), &cp);
		if (cp == last)
			return true;
	}
	return false;
}

/* True if block is the rest of a sentence that before, on another page, breaks off. */
static bool
takes_up(const struct np_article_block *before, const struct np_article_block *block)
{
	return before->leaf != block->leaf && before->role == NP_BODY && block->role == NP_BODY &&
	       np_article_breaks_off(before->text);
}

/* How block goes on in a paragraph behind before; neither is empty. */
static enum np_seam
seam_between(const struct np_article_block *before, const struct np_article_block *block)
{
	uint32_t last, first;
	struct edge left, right;

	np_utf8_prev(before->text.ptr, before->text.len, &last);
	np_utf8_next(block->text.ptr, block->text.len, &first);
	if (last == NP_UTF8_BAD || first == NP_UTF8_BAD)
		return NP_SEAM_NONE;
	left = edge_of(last);
	right = edge_of(first);
	return wants_space(left, right) || wants_blank(before->role, block->role, left, right)
		   ? NP_SEAM_BLANK
		   : NP_SEAM_NONE;
}

struct np_article_walk
np_article_walk_of(const struct np_article *article, enum np_role role)
{
	struct np_article_walk walk = { .article = article, .next = article->count, .role = role };

	if (has_role(article->roles, role)) {
		walk.next = 0;
		while (article->blocks[walk.next].role != role)
			walk.next++;
	}
	return walk;
}

const struct np_article_block *
np_article_next_of(struct np_article_walk *walk, enum np_seam *seam)
{
	const struct np_article_block *before = walk->before;
	const struct np_article *article = walk->article;

	while (walk->next < article->count) {
		const struct np_article_block *block = &article->blocks[walk->next];

		walk->next = block->alike != 0 ? block->alike : article->count;
		if (block->text.len == 0)
			continue;
		walk->before = block;
		*seam = NP_SEAM_BREAK;
		if (before != NULL && has_role(HEADS, walk->role) && block->leaf != before->leaf)
			break;
		if (before != NULL && walk->role == NP_BODY &&
		    (same_line(before, block) || takes_up(before, block)))
			*seam = seam_between(before, block);
		return block;
	}
	walk->next = article->count;
	return NULL;
}

char
np_article_seam(enum np_role role)
{
	return has_role(HEADS, role) ? ' ' : '\n';
}

/* True if block, the one after before, belongs to the paragraph of that role. */
static bool
goes_on(
    enum np_role role, const struct np_article_block *before, const struct np_article_block *block)
{
	if (!same_line(before, block))
		return false;
	if (has_role(MARKS, block->role))
		return has_role(MARKS | RUNNING, role);
	return block->role == role ? has_role(RUNNING, role)
				   : has_role(MARKS, role) && has_role(RUNNING, block->role);
}

/*
 * Where block i, of body, breaks off and a block on another page takes it up with nothing but
 * jumps between: that block's index; else i.
 */
static size_t
taken_up_at(const struct np_article *article, size_t i)
{
	const struct np_article_block *block = &article->blocks[i];
	size_t next = i + 1;

	while (next < article->count && article->blocks[next].role == NP_JUMP)
		next++;
	return next < article->count && takes_up(block, &article->blocks[next]) ? next : i;
}

/* True if block stands above the text, wherever it was printed on the article's page. */
static bool
is_head(const struct np_article_block *block)
{
	return has_role(HEADS, block->role) && block->leaf == 0;
}

struct np_article_walk
np_article_walk_running(const struct np_article *article)
{
	return (struct np_article_walk){ .article = article,
		.heads = (article->roles & HEADS) != 0,
		.away = article->blocks[article->count - 1].leaf > 0 };
}

/* The next head of the article's page, or NULL. */
static const struct np_article_block *
next_head(struct np_article_walk *walk)
{
	const struct np_article *article = walk->article;

	while (walk->next < article->count) {
		const struct np_article_block *block = &article->blocks[walk->next++];

		if (is_head(block) && block->text.len > 0)
			return block;
	}
	walk->next = 0;
	walk->heads = false;
	return NULL;
}

/* Tells how the block, the next of the running text, goes on with it. */
static enum np_seam
run_on(struct np_article_walk *walk, const struct np_article_block *block, bool glued)
{
	const struct np_article_block *before = walk->before;

	walk->before = block;
	if (before == NULL || !(glued || goes_on(walk->role, before, block))) {
		const bool subhead = has_role(HEADS, block->role) && block->leaf > 0;

		walk->role = subhead ? NP_SUBHEAD : block->role;
		return NP_SEAM_BREAK;
	}
	if (has_role(MARKS, walk->role) && has_role(RUNNING, block->role))
		walk->role = block->role;
	return seam_between(before, block);
}

const struct np_article_block *
np_article_next_running(struct np_article_walk *walk, enum np_seam *seam)
{
	const struct np_article *article = walk->article;
	const struct np_article_block *block = walk->heads ? next_head(walk) : NULL;

	if (block != NULL) {
		*seam = run_on(walk, block, false);
		return block;
	}
	while (walk->next < article->count) {
		const size_t i = walk->next++;

		block = &article->blocks[i];
		if (is_head(block) || block->text.len == 0)
			continue;
		*seam = run_on(walk, block, i > 0 && i <= walk->glued);
		if (walk->away && block->role == NP_BODY)
			walk->glued = taken_up_at(article, i);
		return block;
	}
	return NULL;
}

size_t
np_article_count_paragraphs(const struct np_article *article)
{
	struct np_article_walk walk = np_article_walk_running(article);
	size_t count = 0;
	bool body = false; /* the paragraph that is counted last is one of body, so far */
	enum np_seam seam;

	while (np_article_next_running(&walk, &seam) != NULL) {
		if (seam != NP_SEAM_BREAK)
			count -= body;
		body = walk.role == NP_BODY;
		count += body;
	}
	return count;
}

/* Adds what is known of a block, whose text is one line. */
static void
add_counted(const struct np_article_block *block, unsigned want, struct np_count *sum)
{
	sum->bytes += block->text.len;
	sum->chars += block->chars;
	sum->lines += block->text.len > 0;
	if ((want & NP_COUNT_HAN) != 0)
		sum->classes[NP_HAN] += block->han;
}

void
np_article_count(
    const struct np_article *article, uint32_t roles, unsigned want, struct np_count *sum)
{
	const bool known = (want & ~(unsigned)NP_COUNT_HAN) == 0;
	struct np_counter counter;

	np_counter_begin(&counter, sum, want);
	for (size_t i = 0; i < article->count; i++) {
		const struct np_article_block *block = &article->blocks[i];

		if (!has_role(roles, block->role))
			continue;
		if (known && block->counted) {
			add_counted(block, want, sum);
			continue;
		}
		np_counter_add(&counter, block->text.ptr, block->text.len);
		np_counter_end(&counter);
	}
}
