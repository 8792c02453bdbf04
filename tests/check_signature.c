/* check_signature - what is no text is known, and text is let through */
#include "help.h"

#include "signature.h"

/* The beginnings of files, as programs write them. */
static const struct {
	const char *head;
	size_t len;
	const char *kind; /* NULL: it may be text */
} heads[] = {
	{ "%PDF-1.7\n", 9, "a PDF" },
	{ "%PDF-", 5, "a PDF" },
	{ "%PDF", 4, NULL },
	{ "%PDE-1", 6, NULL },
	{ "{\\rtf1\\ansi", 11, "an RTF document" },
	{ "PK\3\4\24\0\6\0", 8, "a ZIP archive or an office document" },
	{ "PK\1\2", 4, NULL },
	{ "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "an office document" },
	{ "\xFF\xD8\xFF\xE0\0\20JFIF", 10, "a picture" },
	{ "\x89PNG\r\n\x1A\n", 8, "a picture" },
	{ "II*\0\10\0\0\0", 8, "a picture" },
	{ "MM\0*\0\0\0\10", 8, "a picture" },
	{ "\x1F\x8B\x08\0", 4, "compressed" },
	{ "\xFD\x37zXZ\0", 6, "compressed" },
	{ "\x28\xB5\x2F\xFD\x24", 5, "compressed" },
	{ "Rar!\x1A\7\1\0", 8, "a RAR archive" },
	{ "7z\xBC\xAF\x27\x1C\0\4", 8, "a 7z archive" },
	{ "Rar!", 4, NULL },
	{ "", 0, NULL },
	{ "M", 1, NULL },
	{ "\xE6\x9C\xAC\xE6\x8A\xA5\xE8\xAE\xAF", 9, NULL }, /* UTF-8 */
	{ "\xEF\xBB\xBF\xE6\x9C\xAC", 6, NULL },             /* with a mark */
	{ "\xB1\xBE\xB1\xA8\xD1\xB6", 6, NULL },             /* GB 18030 */
	{ "\xD0\xCF\xC8\xCB", 4, NULL }, /* the same, and begins as a document */
	{ "\xFF\xFE\x2C\x67", 4, NULL }, /* UTF-16 */
	{ "\x1F\x8B\x2C\x67", 4, NULL }, /* the same without a mark: a Han character */
	{ "II** is", 7, NULL },
};

START_TEST(test_find)
{
	const struct np_signature *found =
	    np_signature_find((struct np_span){ heads[_i].head, heads[_i].len });

	ck_assert_int_eq(found != NULL, heads[_i].kind != NULL);
	if (found == NULL)
		return;
	ck_assert_str_eq(found->kind, heads[_i].kind);
	ck_assert(found->advice != NULL && found->advice[0] != '\0');
}
END_TEST

/* First lines of files that are text with mark-up round it, and of pages that only look so. */
static const struct {
	const char *line;
	bool is_markup;
} lines[] = {
	{ "<!DOCTYPE html>", true },
	{ "\xEF\xBB\xBF<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"", true },
	{ "  <html lang=\"zh\">\r", true },
	{ "<HTML", true },
	{ "<?xml version=\"1.0\" encoding=\"gbk\"?>", true },
	{ "", false },
	{ "<", false },
	{ "<!DOCTYPE", false },
	{ "<htmlx>", false },
	{ "<div align=\"center\">", false },
	{ "<table>", false },
	{ "本报讯 <html>", false },
};

START_TEST(test_markup)
{
	const struct np_signature *found = np_signature_markup(span(lines[_i].line));
	ck_assert_int_eq(found != NULL, lines[_i].is_markup);
	/* To whoever counts or converts, it is text. */
	ck_assert_ptr_null(np_signature_find(span(lines[_i].line)));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("signature");
	TCase *tc = tcase_create("signature");

	tcase_add_loop_test(tc, test_find, 0, sizeof heads / sizeof heads[0]);
	tcase_add_loop_test(tc, test_markup, 0, sizeof lines / sizeof lines[0]);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
