/* bad_bytes.c - the bad bytes of an input, until their pages are known */
#include "bad_bytes.h"

#include <stdlib.h>
#include <string.h>

#include "detect.h"
#include "diag.h"

void
np_bad_bytes_begin(struct np_bad_bytes *bytes, const char *input)
{
	bytes->input = input;
	bytes->enc = NULL;
	bytes->guessed = false;
	bytes->hint[0] = '\0';
	bytes->count = 0;
	bytes->uncounted = 0;
}

void
np_bad_bytes_note(void *ctx, const struct np_enc_bad *bad)
{
	struct np_bad_bytes *bytes = ctx;
	if (bytes->list == NULL)
		bytes->list = malloc(NP_BAD_BYTES_WAITING * sizeof *bytes->list);
	if (bytes->list != NULL && bytes->count < NP_BAD_BYTES_WAITING)
		bytes->list[bytes->count++] =
		    (struct np_bad_byte){ bad->line, bad->byte, np_enc_title(bytes->enc) };
	else
		bytes->uncounted++;
}

/* How many of those that wait stand on lines up to last. */
static size_t
count_until(const struct np_bad_bytes *bytes, uint64_t last)
{
	size_t n = 0;
	while (n < bytes->count && bytes->list[n].line <= last)
		n++;
	return n;
}

static void
forget(struct np_bad_bytes *bytes, size_t count)
{
	if (count > 0)
		memmove(
		    bytes->list, bytes->list + count, (bytes->count - count) * sizeof *bytes->list);
	bytes->count -= count;
}

/* What an input read as UTF-8 may be instead, by the first page of it that has bad bytes. */
static void
guess(struct np_bad_bytes *bytes, const struct np_page *page)
{
	if (bytes->guessed || bytes->enc == NULL || !np_enc_is_utf8(np_enc_name(bytes->enc)))
		return;
	bytes->guessed = true;
	np_detect_hint(page->bytes.ptr, page->bytes.len, bytes->hint);
}

static void
tell_places(struct np_bad_bytes *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		np_diag_say(NP_FAULTY, bytes->input, bytes->list[i].line,
		    "invalid %s at byte %llu, kept%s", bytes->list[i].encoding,
		    (unsigned long long)bytes->list[i].byte, bytes->hint);
	forget(bytes, count);
}

/*
 * The number of a page's last line; of one before where a form feed cuts it: the reader may be past
 * that or not, and what is wrong on that line is told with the page that goes on with it.
 */
static uint64_t
last_line(const struct np_page *page)
{
	const struct np_span bytes = page->bytes;
	uint64_t line = page->first_line;
	for (size_t i = 0; i + 1 < bytes.len; i++)
		line += bytes.ptr[i] == '\n';
	bool cut = page->ended_by_feed && (bytes.len == 0 || bytes.ptr[bytes.len - 1] != '\n');
	return cut ? line - 1 : line;
}

/* One line for a page that is not what it is read as, with the encoding that it may be in. */
static void
tell_page(const struct np_bad_bytes *bytes, const struct np_page *page)
{
	struct np_detect found;
	np_detect(page->bytes.ptr, page->bytes.len, &found);
	if (found.undecided || strcmp(found.encoding, "utf-8") == 0)
		np_diag_say(NP_FAULTY, bytes->input, page->first_line,
		    "page has more than 1 %% bad bytes, not labelled (see npconv)");
	else
		np_diag_say(NP_FAULTY, bytes->input, page->first_line,
		    "page has more than 1 %% bad bytes, not labelled (try -e %s)", found.encoding);
}

bool
np_bad_bytes_tell(struct np_bad_bytes *bytes, const struct np_page *page)
{
	/* Lines are counted only where something waits. */
	size_t own = bytes->count > 0 ? count_until(bytes, last_line(page)) : 0;
	bool hopeless = page->bad_bytes > page->bytes.len / 100;
	if (hopeless) {
		tell_page(bytes, page);
		forget(bytes, own);
	} else if (own > 0) {
		guess(bytes, page);
		tell_places(bytes, own);
	}
	return !hopeless;
}

void
np_bad_bytes_end(struct np_bad_bytes *bytes)
{
	tell_places(bytes, bytes->count);
	for (; bytes->uncounted > 0; bytes->uncounted--)
		np_diag_say(
		    NP_FAULTY, bytes->input, 0, "invalid %s, kept", np_enc_title(bytes->enc));
}

void
np_bad_bytes_free(struct np_bad_bytes *bytes)
{
	free(bytes->list);
}
