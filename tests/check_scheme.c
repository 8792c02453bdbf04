/* check_scheme - the labels, and which may follow which */
#include "help.h"

#include "feature.h"
#include "scheme.h"

static const struct np_scheme *const scheme = &np_label_scheme;

static const char *const places[] = { "article", "block", "resumes", "on", "displaced", "outside",
	"amid" };

/* A label's name is its role and its place; no two are the same. */
START_TEST(test_names)
{
	ck_assert_uint_le(scheme->label_count, NP_LABELS_MAX);
	for (size_t i = 0; i < scheme->label_count; i++) {
		char want[64];
		struct np_label label = np_labels[i];
		size_t number = np_label_number(label.role, label.place);
		snprintf(want, sizeof want, "%s.%s",
		    label.section ? "section" : np_role_name(label.role), places[label.place]);
		ck_assert_str_eq(scheme->labels[i], want);
		ck_assert_uint_eq(np_label_in_section(number, label.section), i);
		ck_assert(!np_labels[number].section);
		size_t twin = scheme->twin(i);
		ck_assert_uint_eq(scheme->twin(twin), i);
		ck_assert_int_eq(np_labels[twin].role, label.role);
		ck_assert_int_eq(np_labels[twin].place, label.place);
		ck_assert(twin == i || np_labels[twin].section != label.section);
	}
	ck_assert_uint_eq(np_label_number(NP_FOLIO, NP_STARTS_ARTICLE), scheme->label_count);
	ck_assert_uint_eq(np_label_number(NP_ROLES, NP_OUTSIDE), scheme->label_count);
}
END_TEST

START_TEST(test_templates)
{
	ck_assert_uint_eq(scheme->template_count, NP_FEATURE_TEMPLATES);
	for (size_t i = 0; i < scheme->template_count; i++) {
		ck_assert_ptr_nonnull(scheme->templates[i]);
		/* Rows of a model begin so for something else, and tabs part its fields. */
		ck_assert_str_ne(scheme->templates[i], "about");
		ck_assert_int_ne(strncmp(scheme->templates[i], "net.", 4), 0);
		ck_assert_ptr_null(strpbrk(scheme->templates[i], "\t\n"));
		for (size_t j = 0; j < i; j++)
			ck_assert_str_ne(scheme->templates[i], scheme->templates[j]);
	}
}
END_TEST

/* Every role can be said, and every label is reached from the start and left again. */
START_TEST(test_no_dead_label)
{
	size_t n = scheme->label_count, found = 0;
	bool reached[NP_LABELS_MAX] = { false };
	for (bool more = true; more;) {
		more = false;
		for (size_t to = 0; to < n; to++) {
			bool may = scheme->follows(n, to);
			for (size_t from = 0; from < n; from++)
				may = may || (reached[from] && scheme->follows(from, to));
			if (may && !reached[to]) {
				reached[to] = more = true;
				found++;
			}
		}
	}
	ck_assert_uint_eq(found, n);
	for (size_t from = 0; from < n; from++) {
		size_t next = 0;
		for (size_t to = 0; to < n; to++)
			next += scheme->follows(from, to);
		ck_assert_uint_gt(next, 0);
	}
	for (int role = 0; role < NP_ROLES; role++) {
		size_t i = 0;
		while (i < n && np_labels[i].role != (enum np_role)role)
			i++;
		ck_assert_uint_lt(i, n);
	}
}
END_TEST

/* What may stand before a paragraph of a section, and what not: 0 no, 1 yes; and before one of none. */
static const struct {
	const char *label;
	bool section, none;
} sections[] = {
	{ "subhead.block", true, false },
	{ "subhead.on", true, false },
	{ "subhead.resumes", true, false },
	{ "section.block", true, false },
	{ "section.on", true, false },
	{ "body.block", false, true },
	{ "body.on", false, true },
	{ "body.article", false, true },
	{ "headline.article", false, true },
	{ "headline.on", false, true },
	{ "kicker.block", false, true },
	{ "deck.on", false, true },
	{ "dateline.article", false, true },
	/* These do not tell. */
	{ "headline.displaced", true, true },
	{ "body.resumes", true, true },
	{ "byline.block", true, true },
	{ "caption.on", true, true },
	{ "folio.outside", true, true },
};

static size_t
label_named(const char *name)
{
	size_t i = 0;
	while (i < scheme->label_count && strcmp(scheme->labels[i], name) != 0)
		i++;
	ck_assert_uint_lt(i, scheme->label_count);
	return i;
}

START_TEST(test_sections)
{
	size_t from = label_named(sections[_i].label);
	ck_assert_int_eq(scheme->follows(from, label_named("section.block")), sections[_i].section);
	ck_assert_int_eq(scheme->follows(from, label_named("body.block")), sections[_i].none);
	ck_assert_int_eq(np_label_leads_section(from, true), sections[_i].section);
	ck_assert_int_eq(np_label_leads_section(from, false), !sections[_i].none);
	ck_assert(scheme->follows(from, label_named("body.article")));
	ck_assert(scheme->follows(from, label_named("body.resumes")));
}
END_TEST

/* What each label says of the one before it, sections aside. */
START_TEST(test_follows)
{
	size_t n = scheme->label_count;
	for (size_t to = 0; to < n; to++) {
		struct np_label next = np_labels[to];
		ck_assert_int_eq(scheme->follows(n, to),
		    next.place == NP_STARTS_ARTICLE || next.place == NP_OUTSIDE);
		for (size_t from = 0; from < n; from++) {
			struct np_label before = np_labels[from];
			bool amid = before.place == NP_INTERRUPTS;
			bool may = scheme->follows(from, to) ||
				   scheme->follows(from, np_label_in_section(to, !next.section));
			if (amid)
				ck_assert_int_eq(
				    may, next.place == NP_INTERRUPTS ||
					     (next.place == NP_CONTINUES && next.role == NP_BODY));
			else if (next.place == NP_CONTINUES)
				ck_assert_int_eq(may, before.role == next.role);
			else if (next.place == NP_INTERRUPTS)
				ck_assert_int_eq(may, before.role == NP_BODY);
			else
				ck_assert(may);
		}
	}
}
END_TEST

/* What the places mean: outside of articles are only roles that may be. */
START_TEST(test_places)
{
	for (size_t i = 0; i < scheme->label_count; i++) {
		enum np_role role = np_labels[i].role;
		bool aside = role == NP_FOLIO || role == NP_NOTICE || role == NP_OTHER;
		switch (np_labels[i].place) {
		case NP_OUTSIDE:
		case NP_INTERRUPTS:
			ck_assert(aside);
			break;
		case NP_DISPLACED:
			ck_assert_int_eq(role, NP_HEADLINE);
			break;
		case NP_RESUMES:
			ck_assert(role == NP_BODY || role == NP_CAPTION || role == NP_SUBHEAD);
			break;
		default:
			ck_assert_int_ne(role, NP_FOLIO);
		}
		/* Whoever continues can be begun. */
		if (np_labels[i].place == NP_CONTINUES)
			ck_assert(np_label_number(role, NP_STARTS_BLOCK) < scheme->label_count ||
				  np_label_number(role, NP_OUTSIDE) < scheme->label_count);
	}
}
END_TEST

/* Where an article starts is what matters: it does harm to say so of another line, or not to. */
START_TEST(test_harm)
{
	for (size_t truth = 0; truth < scheme->label_count; truth++) {
		bool starts = np_labels[truth].place == NP_STARTS_ARTICLE;
		for (size_t label = 0; label < scheme->label_count; label++) {
			bool taken = np_labels[label].place == NP_STARTS_ARTICLE;
			ck_assert_int_eq(scheme->harm(truth, label) > 0, starts != taken);
		}
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("scheme");
	TCase *tc = tcase_create("scheme");

	tcase_add_test(tc, test_names);
	tcase_add_test(tc, test_templates);
	tcase_add_test(tc, test_no_dead_label);
	tcase_add_test(tc, test_follows);
	tcase_add_loop_test(tc, test_sections, 0, SIZE(sections));
	tcase_add_test(tc, test_places);
	tcase_add_test(tc, test_harm);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
