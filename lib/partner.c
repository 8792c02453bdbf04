/* partner.c - the jumps of a day's pages, and what tells that two parts are of one article */
#include "partner.h"

#include "article.h"

/* What evidence weighs, in thousandths. */
enum {
	TITLE = 4000,      /* a jump names the other's title, */
	TITLE_LEAST = 600, /* if so much of it is in the other's heads */
	HEADS = 3,         /* times what the heads share, */
	HEADS_LEAST = 300, /* if it is as much as this */
	WORDS = 4,         /* times what the texts share */
	BREAKS_OFF = 1000,
	HEADLESS = 500 /* the rest has no headline of its own */
};

/* ---- jumps ---- */

/* True if npjoin joined the part to what its jumps mean, so that they want no partner. */
static bool
already_joined(const struct np_issue *issue, const struct np_issue_part *part)
{
	/* What stands on other pages comes last. */
	size_t last = part->lines[part->count - 1];

	return np_block_joined(&issue->held->lines[last].block);
}

/* True if the text of a line, NP_ISSUE_NONE for none, ends within a sentence. */
static bool
line_breaks_off(struct np_issue *issue, size_t line)
{
	struct np_span text = { NULL, 0 };

	if (line != NP_ISSUE_NONE)
		text = np_issue_text(issue, line);
	return text.ptr != NULL && np_article_breaks_off(text);
}

/* Adds a jump, before which the line body, NP_ISSUE_NONE for none, is the last of text. */
static bool
add_jump(struct np_partners *all, struct np_partner_jump jump, size_t body)
{
	struct np_partner_jump *added = np_arena_room(
	    all->issue->arena, all->jumps, all->jump_count, &all->jump_cap, sizeof *added);

	if (added == NULL)
		return false;
	all->jumps = added;
	added += all->jump_count++;
	*added = jump;
	added->target_count = np_issue_pages(all->issue, jump.page_no, jump.page, added->targets);
	added->settled =
	    jump.part != NP_ISSUE_NONE && already_joined(all->issue, &all->issue->parts[jump.part]);
	added->breaks_off = line_breaks_off(all->issue, body);
	return true;
}

/* Adds the jump of a line, for each of its pages, before which the line body is the last of text. */
static bool
add_jumps(struct np_partners *all, size_t line, size_t page, size_t part, size_t body)
{
	struct np_span text = np_issue_text(all->issue, line);
	struct np_jump *said = np_arena_take(all->issue->arena, sizeof *said);

	if (text.ptr == NULL || said == NULL)
		return false;
	if (!np_jump_parse(text, said) || said->kind == NP_JUMP_SEE)
		return true;
	for (size_t i = 0; i < said->page_count; i++) {
		struct np_partner_jump jump = { .line = line,
			.part = part,
			.page = page,
			.kind = said->kind,
			.page_no = said->pages[i],
			.title = said->title };

		if (!add_jump(all, jump, body))
			return false;
	}
	return true;
}

static bool
find_jumps(struct np_partners *all)
{
	struct np_issue *issue = all->issue;

	all->page_jumps =
	    np_arena_array(issue->arena, issue->page_count + 1, sizeof *all->page_jumps);
	if (all->page_jumps == NULL)
		return false;
	for (size_t page = 0; page < issue->page_count; page++) {
		const struct np_issue_page *p = &issue->pages[page];

		all->page_jumps[page] = all->jump_count;
		for (size_t part = p->part; part < p->part + p->part_count; part++) {
			size_t body = NP_ISSUE_NONE;

			for (size_t i = 0; i < issue->parts[part].count; i++) {
				size_t line = issue->parts[part].lines[i];

				if (issue->held->lines[line].block.role == NP_BODY)
					body = line;
				else if (issue->held->lines[line].block.role == NP_JUMP &&
					 !add_jumps(all, line, page, part, body))
					return false;
			}
		}
		for (size_t line = p->first; line < p->first + p->count; line++) {
			const struct np_held_line *held = &issue->held->lines[line];

			if (!held->stray && held->block.article == 0 &&
			    held->block.role == NP_JUMP &&
			    !add_jumps(all, line, page, NP_ISSUE_NONE, NP_ISSUE_NONE))
				return false;
		}
	}
	all->page_jumps[issue->page_count] = all->jump_count;
	return true;
}

bool
np_partners_means(const struct np_partner_jump *jump, size_t page)
{
	for (size_t i = 0; i < jump->target_count; i++) {
		if (jump->targets[i] == page)
			return true;
	}
	return false;
}

bool
np_partners_open(struct np_partners *all, struct np_issue *issue)
{
	*all = (struct np_partners){ .issue = issue };
	all->evidence = np_arena_array(issue->arena, issue->part_count, sizeof *all->evidence);
	return all->evidence != NULL && find_jumps(all);
}

/* ---- evidence ---- */

/* The pairs of characters of the blocks with these roles. */
static bool
part_grams(struct np_partners *all, size_t part, uint32_t roles, struct np_grams *grams)
{
	struct np_issue *issue = all->issue;
	const struct np_issue_part *p = &issue->parts[part];
	struct np_span *texts = np_arena_array(issue->arena, p->count, sizeof *texts);
	size_t count = 0;

	for (size_t i = 0; texts != NULL && i < p->count; i++) {
		if ((roles >> issue->held->lines[p->lines[i]].block.role & 1) == 0)
			continue;
		texts[count] = np_issue_text(issue, p->lines[i]);
		if (texts[count++].ptr == NULL)
			return false;
	}
	return texts != NULL && np_grams_make(texts, count, issue->arena, grams);
}

static struct np_partner_evidence *
evidence_of(struct np_partners *all, size_t part)
{
	static const uint32_t heads =
	    NP_ROLE_BIT(NP_KICKER) | NP_ROLE_BIT(NP_HEADLINE) | NP_ROLE_BIT(NP_DECK);
	struct np_issue *issue = all->issue;
	const struct np_issue_part *p = &issue->parts[part];
	struct np_partner_evidence *evidence = &all->evidence[part];

	if (evidence->made)
		return evidence;
	if (!part_grams(all, part, heads, &evidence->heads) ||
	    !part_grams(all, part, NP_ROLE_BIT(NP_BODY), &evidence->body))
		return NULL;
	evidence->headless = evidence->heads.count == 0;
	for (size_t i = 0, body = NP_ISSUE_NONE; i < p->count; i++) {
		if (issue->held->lines[p->lines[i]].block.role == NP_BODY)
			body = p->lines[i];
		if (i + 1 == p->count)
			evidence->breaks_off = line_breaks_off(issue, body);
	}
	evidence->made = true;
	return evidence;
}

/* What the title that a jump names has in common with the heads of the other. */
static bool
weigh_title(
    struct np_partners *all, size_t jump, const struct np_partner_evidence *other, unsigned *score)
{
	struct np_grams title;

	if (jump == NP_ISSUE_NONE || all->jumps[jump].title.len == 0)
		return true;
	if (!np_grams_make(&all->jumps[jump].title, 1, all->issue->arena, &title))
		return false;
	if (title.count > 0 && other->heads.count >= title.count / 2 &&
	    np_grams_shared(&title, &other->heads) >= TITLE_LEAST)
		*score += TITLE;
	return true;
}

bool
np_partners_weigh(struct np_partners *all, struct np_partner_pair *pair)
{
	const struct np_partner_evidence *start = evidence_of(all, pair->start);
	const struct np_partner_evidence *rest = evidence_of(all, pair->rest);
	unsigned heads;

	if (start == NULL || rest == NULL || !weigh_title(all, pair->to, rest, &pair->score) ||
	    !weigh_title(all, pair->from, start, &pair->score))
		return false;
	heads = np_grams_shared(&start->heads, &rest->heads);
	if (heads >= HEADS_LEAST)
		pair->score += HEADS * heads;
	pair->score += WORDS * np_grams_shared(&start->body, &rest->body);
	if (pair->to != NP_ISSUE_NONE ? all->jumps[pair->to].breaks_off : start->breaks_off)
		pair->score += BREAKS_OFF;
	if (rest->headless)
		pair->score += HEADLESS;
	return true;
}
