/* facts - what bylines, datelines, heads of pages and jumps say: a role, then the texts, a line each */
#include "fuzz.h"

#include "dateline.h"
#include "folio.h"
#include "jump.h"
#include "people.h"

static void
check_date(const struct np_date *date)
{
	LAW(date->month <= 12 && date->day <= 31 && date->hour >= -1 && date->hour <= 24);
}

static void
check_page_no(const char page_no[NP_PAGE_NO_MAX])
{
	LAW(memchr(page_no, '\0', NP_PAGE_NO_MAX) != NULL);
	LAW(fuzz_is_utf8((struct np_span){ page_no, strlen(page_no) }));
}

static void
check_people(const struct np_people *people, bool utf8)
{
	for (size_t i = 0; i < people->count; i++) {
		const struct np_person *person = &people->list[i];

		LAW(person->kind < NP_PERSON_KINDS && np_person_kind_name(person->kind) != NULL);
		LAW(person->name.len > 0);
		LAW(!utf8 ||
		    (fuzz_is_utf8(person->name) && fuzz_is_utf8(person->office) &&
			fuzz_is_utf8(person->organisation) && fuzz_is_utf8(person->place)));
	}
}

static void
read_dateline(struct np_span text, struct np_arena *arena)
{
	struct np_dateline dateline;

	LAW(np_dateline_read(text, arena, &dateline) == NP_OK);
	LAW(dateline.kind < NP_DATELINE_KINDS && dateline.agency_count <= NP_DATELINE_AGENCIES);
	for (size_t i = 0; i < dateline.agency_count; i++)
		LAW(dateline.agencies[i].len > 0);
	check_date(&dateline.date);
}

static void
read_dates(struct np_span text)
{
	struct np_span rest = text;
	struct np_date date, issue = { 2003, 2, 20, -1 };
	char page_no[NP_PAGE_NO_MAX];

	if (np_date_scan(&rest, &date)) {
		LAW(rest.len < text.len && rest.ptr + rest.len == text.ptr + text.len);
		check_date(&date);
		np_date_complete(&date, &issue);
		check_date(&date);
	} else {
		LAW(rest.ptr == text.ptr && rest.len == text.len);
	}
	rest = text;
	if (np_page_no_scan(&rest, page_no, NULL)) {
		LAW(rest.len < text.len);
		check_page_no(page_no);
		LAW(page_no[0] != '\0');
	} else {
		LAW(rest.ptr == text.ptr && rest.len == text.len);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	enum np_role role = (enum np_role)fuzz_choice(&fuzz, NP_ROLES);
	bool utf8 = fuzz_is_utf8(fuzz.rest);
	struct np_folio folio;
	struct np_arena arena;

	np_arena_init(&arena, 0);
	np_folio_init(&folio);
	while (fuzz.rest.len > 0) {
		struct np_span text = fuzz_line(&fuzz);
		struct np_people people;
		struct np_jump jump;
		/* What is read may lie in the text, which must stay. */
		char *copy = np_arena_take(&arena, text.len + 1);

		LAW(copy != NULL);
		memcpy(copy, text.ptr, text.len);
		text.ptr = copy;
		LAW(np_people_read(text, role, &arena, &people) == NP_OK);
		check_people(&people, fuzz_is_utf8(text));
		read_dateline(text, &arena);
		read_dates(text);
		if (np_jump_parse(text, &jump)) {
			LAW(jump.kind < NP_JUMP_KINDS && fuzz_inside(jump.title, text));
			LAW(jump.page_count > 0 && jump.page_count <= NP_JUMP_PAGES);
			for (size_t i = 0; i < jump.page_count; i++)
				check_page_no(jump.pages[i]);
		}
		LAW(np_folio_add(&folio, text, &arena) == NP_OK);
		check_date(&folio.date);
		check_page_no(folio.page_no);
		check_people(&folio.people, utf8);
		LAW(folio.weekday <= 7);
	}
	np_arena_free(&arena);
	return 0;
}
