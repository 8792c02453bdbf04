/* score_row.c - what was scored, as rows of tables */
#include "score_row.h"

#include <stdio.h>

/* A role counts in the second mean only with so many lines in GOLD: with few, F1 is chance. */
enum { MANY = 20 };

static void
put_field(struct np_out *out, const char *text)
{
	np_out_string(out, text);
	np_out_byte(out, '\t');
}

/* Rows begin with the page's name if they are of one. */
static void
put_page_name(struct np_out *out, const struct np_span *page)
{
	if (page == NULL)
		return;
	np_block_put_field(out, *page);
	np_out_byte(out, '\t');
}

static void
put_figure(struct np_out *out, double value)
{
	char text[32];

	snprintf(text, sizeof text, "\t%.4f", value);
	np_out_string(out, text);
}

/* Writes a row for what is counted; its first column is what ("role:" or "mark:") and name together. */
static void
put_count(struct np_out *out, const struct np_span *page, const char *what, const char *name,
    struct np_score_count count)
{
	const uint64_t numbers[] = { count.right, count.found, count.gold };

	put_page_name(out, page);
	np_out_string(out, what);
	np_out_string(out, name);
	put_figure(out, np_score_f1(count));
	put_figure(out, np_score_precision(count));
	put_figure(out, np_score_recall(count));
	for (unsigned i = 0; i < 3; i++) {
		np_out_byte(out, '\t');
		np_out_number(out, numbers[i]);
	}
	np_out_byte(out, '\n');
}

/* The same for a role; none where neither stream has it, whose 1.0000 would tell nothing. */
static void
put_kind(struct np_out *out, const struct np_span *page, const char *what, enum np_role role,
    struct np_score_count count)
{
	if (count.found > 0 || count.gold > 0)
		put_count(out, page, what, np_role_name(role), count);
}

/* A row for a mean. */
static void
put_mean(struct np_out *out, const struct np_span *page, const char *name, double value)
{
	put_page_name(out, page);
	np_out_string(out, name);
	put_figure(out, value);
	np_out_string(out, "\t\t\t\t\t\n");
}

/* A row for the mean of the roles with so many lines, if there are any. */
static void
put_macro(struct np_out *out, const struct np_span *page, const struct np_score *score,
    const char *name, uint64_t least)
{
	unsigned i = 0;

	while (i < NP_ROLES && np_score_role(score, (enum np_role)i).gold < least)
		i++;
	if (i < NP_ROLES)
		put_mean(out, page, name, np_score_macro(score, least));
}

void
np_score_put_figures(struct np_out *out, const struct np_span *page, const struct np_score *score)
{
	put_count(out, page, "", "boundary", score->boundary);
	put_count(out, page, "", "articles", score->articles);
	put_mean(out, page, "pk", np_score_pk(score));
	put_mean(out, page, "windowdiff", np_score_windowdiff(score));
	put_count(out, page, "", "joining", score->joining);
	put_count(out, page, "", "roles", np_score_roles(score));
	put_macro(out, page, score, "macro", 1);
	put_macro(out, page, score, "macro20", MANY);
	for (unsigned i = 0; i < NP_ROLES; i++)
		put_kind(
		    out, page, "role:", (enum np_role)i, np_score_role(score, (enum np_role)i));
	for (unsigned i = 0; i < NP_ROLES; i++)
		put_kind(out, page, "mark:", (enum np_role)i, score->marks[i]);
}

void
np_score_put_confusion(struct np_out *out, const struct np_span *page, const struct np_score *score)
{
	for (unsigned gold = 0; gold < NP_ROLES; gold++) {
		for (unsigned pred = 0; pred < NP_ROLES; pred++) {
			if (score->lines[gold][pred] == 0)
				continue;
			put_page_name(out, page);
			put_field(out, np_role_name((enum np_role)gold));
			put_field(out, np_role_name((enum np_role)pred));
			np_out_number(out, score->lines[gold][pred]);
			np_out_byte(out, '\n');
		}
	}
}

/* In what the line differs, commas between. */
static void
put_differences(struct np_out *out, unsigned what)
{
	static const char *const names[] = { "article", "role", "joining", "marks" };
	const char *comma = "";

	for (unsigned i = 0; i < 4; i++) {
		if ((what >> i & 1) == 0)
			continue;
		np_out_string(out, comma);
		np_out_string(out, names[i]);
		comma = ",";
	}
}

static void
put_marks(struct np_out *out, const struct np_score_line *line)
{
	for (size_t i = 0; i < line->mark_count; i++) {
		if (i > 0)
			np_out_byte(out, '|');
		np_out_string(out, np_role_name(line->marks[i].kind));
		np_out_byte(out, '=');
		np_block_put_field(out, line->marks[i].text);
	}
	np_out_byte(out, '\t');
}

static bool
begins_block(const struct np_score_line *line)
{
	return line->block != NULL && line->block->pieces->first == line->number;
}

void
np_score_put_line(struct np_out *out, const struct np_span *page, const struct np_score_line *gold,
    const struct np_score_line *pred, unsigned what)
{
	const struct np_score_line *sides[] = { gold, pred };
	/* The text is best told by a block that begins on the line. */
	const struct np_score_line *teller =
	    begins_block(gold) || !begins_block(pred) ? gold : pred;

	put_page_name(out, page);
	np_out_number(out, gold->number);
	np_out_byte(out, '\t');
	put_differences(out, what);
	np_out_byte(out, '\t');
	for (unsigned i = 0; i < 2; i++) {
		np_out_number(out, sides[i]->article);
		np_out_byte(out, '\t');
		np_out_string(out, np_role_name(sides[i]->role));
		np_out_string(out, sides[i]->continues ? "+\t" : "\t");
	}
	put_marks(out, gold);
	put_marks(out, pred);
	np_block_put_field(out, teller->block->text);
	np_out_byte(out, '\n');
}
