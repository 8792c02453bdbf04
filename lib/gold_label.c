/* gold_label.c - lines that a person has corrected, as labels */
#include "gold.h"

/* The label of a line, or the nearest that the labeller has. */
static unsigned char
nearest_label(enum np_role role, enum np_place place)
{
	size_t label = np_label_number(role, place);
	if (label == np_label_scheme.label_count && place == NP_CONTINUES)
		label = np_label_number(
		    role, role == NP_FOLIO || role == NP_OTHER ? NP_OUTSIDE : NP_STARTS_BLOCK);
	if (label == np_label_scheme.label_count && place == NP_STARTS_ARTICLE)
		label = np_label_number(role == NP_SUBHEAD ? NP_HEADLINE : NP_BODY, place);
	if (label == np_label_scheme.label_count && place == NP_STARTS_BLOCK)
		label = np_label_number(role, NP_OUTSIDE);
	if (label == np_label_scheme.label_count && place == NP_OUTSIDE)
		label = np_label_number(NP_OTHER, place);
	return (unsigned char)(label < np_label_scheme.label_count ? label : 0);
}

/* True when a line before line i has its article. */
static bool
seen_article(const struct np_gold_line *lines, size_t i)
{
	for (size_t j = i; j-- > 0;) {
		if (lines[j].article == lines[i].article)
			return true;
	}
	return false;
}

/*
 * True when line i is a headline that stands apart: behind the text of its article, which has no
 * headline yet; or behind another article, for which it would be taken.
 */
static bool
is_displaced(const struct np_gold_line *lines, size_t i)
{
	bool text = false;
	size_t before = i;
	while (before > 0 && lines[before - 1].article == 0)
		before--;
	if (before > 0 && lines[before - 1].article != lines[i].article)
		return true;
	for (size_t j = i; j-- > 0;) {
		if (lines[j].article != lines[i].article)
			continue;
		if (lines[j].role == NP_HEADLINE)
			return false;
		if (lines[j].role == NP_BODY || lines[j].role == NP_SUBHEAD)
			text = true;
	}
	return text;
}

/* Where a line stands that begins a block in an article; *current is the one that goes on. */
static enum np_place
place_in_article(const struct np_gold_line *lines, size_t i, uint64_t *current)
{
	const struct np_gold_line *line = &lines[i];
	if (!seen_article(lines, i)) {
		*current = line->article;
		return NP_STARTS_ARTICLE;
	}
	if (line->role == NP_HEADLINE && is_displaced(lines, i))
		return NP_DISPLACED;
	if (line->article == *current)
		return NP_STARTS_BLOCK;
	if (np_label_number(line->role, NP_RESUMES) == np_label_scheme.label_count)
		return NP_STARTS_BLOCK;
	*current = line->article;
	return NP_RESUMES;
}

/* True if the article of line i was in a section where a line before that had it last. */
static bool
was_in_section(const struct np_gold_line *lines, const unsigned char *labels, size_t i)
{
	for (size_t j = i; j-- > 0;) {
		if (lines[j].article != lines[i].article)
			continue;
		/* A line that was taken up again leaves the section as it was before. */
		bool section = np_label_leads_section(labels[j], false);
		if (np_label_leads_section(labels[j], true) == section)
			return section;
	}
	return false;
}

/* Tells what paragraphs stand behind a subhead; and no label stays that may not follow the one before. */
static void
tell_sections(const struct np_gold_line *lines, size_t count, unsigned char *labels)
{
	bool section = false;
	for (size_t i = 0; i < count; i++) {
		size_t from = i > 0 ? labels[i - 1] : np_label_scheme.label_count;
		enum np_role role = np_labels[labels[i]].role;
		const unsigned char choices[] = { labels[i], nearest_label(role, NP_STARTS_BLOCK),
			nearest_label(role, NP_STARTS_ARTICLE) };
		for (size_t k = 0; k < sizeof choices; k++) {
			labels[i] = (unsigned char)np_label_in_section(choices[k], section);
			if (np_label_scheme.follows(from, labels[i]))
				break;
		}
		if (np_labels[labels[i]].place == NP_RESUMES)
			section = was_in_section(lines, labels, i);
		section = np_label_leads_section(labels[i], section);
	}
}

void
np_gold_labels(const struct np_gold_line *lines, size_t count, unsigned char *labels)
{
	uint64_t current = 0, before = 0;
	for (size_t i = 0; i < count; i++) {
		const struct np_gold_line *line = &lines[i];
		enum np_place place;
		bool outside = line->article == 0;
		/* A paragraph that goes on behind lines of another article is taken up again. */
		bool goes_on = line->continues && (outside || line->article == before);
		if (goes_on && (!outside || line->role == NP_NOTICE))
			place = NP_CONTINUES;
		else if (outside)
			place = NP_OUTSIDE;
		else
			place = place_in_article(lines, i, &current);
		if (!outside)
			before = line->article;
		labels[i] = nearest_label(line->role, place);
	}
	/* A line outside of all articles amid a paragraph that goes on behind it. */
	for (size_t i = 1; i + 1 < count; i++) {
		size_t next = i;
		while (next < count && lines[next].article == 0 && lines[next].role != NP_NOTICE)
			next++;
		if (next == i || next == count || np_labels[labels[i - 1]].role != NP_BODY ||
		    np_labels[labels[next]].place != NP_CONTINUES || lines[next].role != NP_BODY)
			continue;
		for (; i < next; i++)
			labels[i] = nearest_label(
			    lines[i].role == NP_FOLIO ? NP_FOLIO : NP_OTHER, NP_INTERRUPTS);
	}
	tell_sections(lines, count, labels);
}
