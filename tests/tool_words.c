/*
 * tool_words - tells whether the blocks of a page hold every word of it, once
 *
 *	tool_words [-t] PAGE ... < BLOCKS
 *
 * The law of newsprint(5): take the lines of a page in order and of each its pieces in
 * order, with one cursor into the text of each block; they use up every character that
 * is no White_Space, once.  Markdown's own marks (#, **, __) that a block does not have are passed over;
 * with -t they are words like any other.  The pages are UTF-8; the stream holds the blocks of
 * all of them, in the order of the operands.  Looks as well at what else newsprint(5) says of
 * a stream: fields, roles, order of lines, pieces and articles.
 *
 * Prints a line for each page that breaks the law, on standard output, then one with the number of
 * pages and of those at fault; status 1 if there are any.  Shares no code with the library: it
 * is there to prove it wrong.
 */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct text {
	const char *ptr;
	size_t len;
};

struct block {
	struct text page, lines, words;
	unsigned long article;
	size_t cursor;
};

/* A line of the page as one block has it: whole (part 0) or a piece of it. */
struct claim {
	unsigned long line, part;
	size_t block;
	bool last; /* of its block */
};

struct stream {
	char *bytes;
	struct block *blocks; /* what they hold lies in bytes */
	size_t count, next;
};

static const char *const roles[] = { "kicker", "headline", "deck", "byline", "dateline", "subhead",
	"body", "caption", "credit", "jump", "folio", "table", "notice", "other" };

static bool marks_are_words;
static unsigned long pages, faulty;

static void *
need(void *ptr)
{
	if (ptr == NULL) {
		fprintf(stderr, "tool_words: out of memory\n");
		exit(2);
	}
	return ptr;
}

static bool
fault(struct text page, unsigned long line, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	printf("%.*s:%lu: ", (int)page.len, page.ptr, line);
	vprintf(fmt, ap);
	printf("\n");
	va_end(ap);
	return false;
}

/* ---- characters ---- */

/* Bytes of the White_Space that stands at ptr, 0 if none does (PropList.txt). */
static size_t
space(const char *ptr, size_t len)
{
	const unsigned char *p = (const unsigned char *)ptr;
	if (len >= 1 && (p[0] == ' ' || (p[0] >= 0x09 && p[0] <= 0x0D)))
		return 1;
	if (len >= 2 && p[0] == 0xC2 && (p[1] == 0x85 || p[1] == 0xA0))
		return 2;
	if (len < 3)
		return 0;
	unsigned long cp = (p[0] & 0x0FUL) << 12 | (p[1] & 0x3FUL) << 6 | (p[2] & 0x3FUL);
	if ((p[0] & 0xF0) != 0xE0 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
		return 0;
	if (cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 ||
	    cp == 0x202F || cp == 0x205F || cp == 0x3000)
		return 3;
	return 0;
}

static size_t
skip_space(struct text text, size_t at)
{
	size_t n;
	while (at < text.len && (n = space(text.ptr + at, text.len - at)) > 0)
		at += n;
	return at;
}

/* Bytes of the Markdown mark that stands at `at`, 0 if none does. */
static size_t
mark(struct text line, size_t at)
{
	const char *p = line.ptr;
	if (marks_are_words)
		return 0;
	if (at + 1 < line.len && (p[at] == '*' || p[at] == '_') && p[at + 1] == p[at])
		return 2;
	if (p[at] != '#')
		return 0;
	size_t i = 0, n = 1;
	while (i < at && (p[i] == '#' || (n = space(p + i, at - i)) > 0))
		i += p[i] == '#' ? 1 : n;
	if (i == at)
		return 1;
	for (i = at; i < line.len && (p[i] == '#' || (n = space(p + i, line.len - i)) > 0);)
		i += p[i] == '#' ? 1 : n;
	return i == line.len ? 1 : 0;
}

/* ---- the stream ---- */

/* Undoes the escapes of a field, in place. */
static void
unescape(struct text *field)
{
	char *to = (char *)(size_t)field->ptr;
	size_t n = 0;
	for (size_t i = 0; i < field->len; i++) {
		char c = field->ptr[i], next = i + 1 < field->len ? field->ptr[i + 1] : '\0';
		if (c == '\\' && next != '\0' && strchr("tnr\\", next) != NULL) {
			c = next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : '\\';
			i++;
		}
		to[n++] = c;
	}
	field->len = n;
}

static bool
known_role(struct text role)
{
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		if (strlen(roles[i]) == role.len && memcmp(roles[i], role.ptr, role.len) == 0)
			return true;
	}
	return false;
}

/* Takes a line of the stream apart; false if it is no block. */
static bool
parse(char *line, size_t len, struct block *block)
{
	struct text field[5];
	char *at = line, *end = line + len;
	for (int i = 0; i < 5; i++) {
		char *tab = memchr(at, '\t', (size_t)(end - at));
		if ((tab == NULL) != (i == 4))
			return false;
		char *stop = tab != NULL ? tab : end;
		field[i] = (struct text){ at, (size_t)(stop - at) };
		*stop = '\0';
		at = stop + 1;
	}
	char *rest;
	errno = 0;
	*block = (struct block){ .page = field[0], .lines = field[1], .words = field[4] };
	block->article = strtoul(field[2].ptr, &rest, 10);
	if (!isdigit((unsigned char)*field[2].ptr) || *rest != '\0' || errno != 0)
		return false;
	unescape(&block->page);
	unescape(&block->words);
	return block->page.len > 0 && known_role(field[3]);
}

static char *
read_all(FILE *file, size_t *len)
{
	size_t cap = 1 << 16;
	char *buf = need(malloc(cap));
	*len = 0;
	for (size_t got; (got = fread(buf + *len, 1, cap - *len - 1, file)) > 0;) {
		*len += got;
		if (cap - *len < 2)
			buf = need(realloc(buf, cap *= 2));
	}
	buf[*len] = '\0';
	return buf;
}

static void
read_stream(struct stream *stream)
{
	size_t len, room = 0;
	char *buf = read_all(stdin, &len);
	stream->bytes = buf;
	for (size_t at = 0; at < len;) {
		char *lf = memchr(buf + at, '\n', len - at);
		size_t n = lf != NULL ? (size_t)(lf - buf) - at : len - at;
		if (stream->count == room) {
			room = room == 0 ? 1024 : room * 2;
			stream->blocks =
			    need(realloc(stream->blocks, room * sizeof *stream->blocks));
		}
		if (!parse(buf + at, n, &stream->blocks[stream->count++])) {
			printf("line %zu of the stream is no block\n", stream->count);
			exit(1);
		}
		at += n + 1;
	}
}

/* ---- a page ---- */

/* Takes a number without a leading zero from *at. */
static bool
number(const char **at, unsigned long *value)
{
	char *end;
	errno = 0;
	if (**at < '1' || **at > '9')
		return false;
	*value = strtoul(*at, &end, 10);
	*at = end;
	return errno == 0;
}

/* Adds what a lines field claims; *count of them so far.  False if it is malformed. */
static bool
add_claims(struct text field, size_t block, struct claim **claims, size_t *count, size_t *room)
{
	const char *at = field.ptr;
	unsigned long first, last, before = 0;
	size_t from = *count;
	for (;;) {
		unsigned long part = 0;
		if (!number(&at, &first) || first <= before)
			return false;
		last = first;
		if (at[0] == '.' && at[1] == '.') {
			at += 2;
			if (!number(&at, &last) || last <= first || last - first > 10000000)
				return false;
		} else if (at[0] == '.') {
			at++;
			if (!number(&at, &part))
				return false;
		}
		for (unsigned long n = first; n <= last; n++) {
			if (*count == *room) {
				*room = *room == 0 ? 1024 : *room * 2;
				*claims = need(realloc(*claims, *room * sizeof **claims));
			}
			(*claims)[(*count)++] = (struct claim){ n, part, block, false };
		}
		before = last;
		if (*at == '\0')
			break;
		if (*at++ != ';')
			return false;
	}
	(*claims)[*count - 1].last = *count > from;
	return true;
}

static int
by_place(const void *left, const void *right)
{
	const struct claim *a = left, *b = right;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->part > b->part) - (a->part < b->part);
}

/* Takes from the line at *at what the block's words at its cursor go on with. */
static void
match(struct text line, size_t *at, struct block *block)
{
	for (;;) {
		size_t i = skip_space(line, *at), j = skip_space(block->words, block->cursor), n;
		if (i == line.len || j == block->words.len)
			return;
		if (line.ptr[i] == block->words.ptr[j]) {
			*at = i + 1;
			block->cursor = j + 1;
		} else if ((n = mark(line, i)) > 0) {
			*at = i + n;
		} else {
			return;
		}
	}
}

/* One line of the page and the claims on it. */
static bool
check_line(struct text page, unsigned long line_number, struct text line, struct block *blocks,
    const struct claim *claims, size_t count)
{
	size_t at = 0, n;
	bool blank = skip_space(line, 0) == line.len;
	if (blank && count > 0)
		return fault(page, line_number, "a block names a blank line");
	if (!blank && count == 0)
		return fault(page, line_number, "the line is in no block");
	for (size_t i = 0; i < count; i++) {
		struct block *block = &blocks[claims[i].block];
		unsigned long part = count > 1 || claims[i].part > 0 ? i + 1 : 0;
		if (claims[i].part != part)
			return fault(page, line_number, "its pieces are not 1, 2, 3");
		match(line, &at, block);
		if (claims[i].last && skip_space(block->words, block->cursor) < block->words.len)
			return fault(page, line_number,
			    "a block ends here that has more words: \"%.40s\"",
			    block->words.ptr + block->cursor);
	}
	while ((at = skip_space(line, at)) < line.len && (n = mark(line, at)) > 0)
		at += n;
	return at == line.len || fault(page, line_number, "lost: \"%.*s\"",
				     (int)(line.len - at < 60 ? line.len - at : 60), line.ptr + at);
}

/* What holds of blocks without their page: trimmed, in order, articles as they appear. */
static bool
check_blocks(struct text page, const struct block *blocks, size_t count, const struct claim *firsts)
{
	unsigned long highest = 0;
	for (size_t i = 0; i < count; i++) {
		struct text words = blocks[i].words;
		unsigned long line = firsts[i].line;
		bool open = words.len > 0 && skip_space(words, 0) > 0;
		size_t end = 0;
		for (size_t at = 0; at < words.len;) {
			size_t n = space(words.ptr + at, words.len - at);
			at += n > 0 ? n : 1;
			if (n == 0)
				end = at;
		}
		if (open || end < words.len)
			return fault(page, line, "white space at an end of the text");
		if (i > 0 && by_place(&firsts[i - 1], &firsts[i]) >= 0)
			return fault(page, line, "the block stands behind one further on");
		if (blocks[i].article > highest + 1)
			return fault(
			    page, line, "article %lu before %lu", blocks[i].article, highest + 1);
		if (blocks[i].article > highest)
			highest = blocks[i].article;
	}
	return true;
}

/* A page of text, from line *line_number on, which is set to that of the page behind it. */
static bool
check_page(struct text page, struct text bytes, unsigned long *line_number, struct block *blocks,
    size_t count)
{
	struct claim *claims = NULL, *firsts = need(calloc(count + 1, sizeof *firsts));
	size_t n = 0, room = 0, used = 0;
	bool good = true;
	for (size_t i = 0; i < count && good; i++) {
		size_t from = n;
		good = add_claims(blocks[i].lines, i, &claims, &n, &room) ||
		       fault(page, 0, "lines \"%.40s\"", blocks[i].lines.ptr);
		if (good)
			firsts[i] = claims[from];
	}
	if (n > 0)
		qsort(claims, n, sizeof *claims, by_place);
	good = good && check_blocks(page, blocks, count, firsts);
	for (size_t at = 0; at < bytes.len;) {
		const char *lf = memchr(bytes.ptr + at, '\n', bytes.len - at);
		size_t end = lf != NULL ? (size_t)(lf - bytes.ptr) : bytes.len, mine = 0;
		while (used + mine < n && claims[used + mine].line == *line_number)
			mine++;
		struct text line = { bytes.ptr + at, end - at };
		good = good && check_line(page, *line_number, line, blocks, claims + used, mine);
		used += mine;
		at = end + 1;
		*line_number += lf != NULL;
	}
	if (good && used < n)
		good = fault(page, claims[used].line, "a block names a line that is not there");
	free(claims);
	free(firsts);
	return good;
}

static void
check_file(const char *path, struct stream *stream)
{
	FILE *file = fopen(path, "rb");
	if (file == NULL) {
		perror(path);
		exit(2);
	}
	size_t len, at = 0, index = 0;
	char *buf = read_all(file, &len), *name = need(malloc(strlen(path) + 32));
	fclose(file);
	unsigned long line_number = 1;
	if (len >= 3 && memcmp(buf, "\xEF\xBB\xBF", 3) == 0)
		at = 3;
	bool feeds = memchr(buf, '\f', len) != NULL;
	while (at < len) {
		char *ff = memchr(buf + at, '\f', len - at);
		size_t end = ff != NULL ? (size_t)(ff - buf) : len;
		sprintf(name, "%s", path);
		if (feeds)
			sprintf(name + strlen(name), ":%zu", ++index);
		struct text page = { name, strlen(name) };
		size_t from = stream->next;
		while (stream->next < stream->count &&
		       stream->blocks[stream->next].page.len == page.len &&
		       memcmp(stream->blocks[stream->next].page.ptr, page.ptr, page.len) == 0)
			stream->next++;
		struct text bytes = { buf + at, end - at };
		pages++;
		if (!check_page(
			page, bytes, &line_number, stream->blocks + from, stream->next - from))
			faulty++;
		at = end + 1;
	}
	free(name);
	free(buf);
}

int
main(int argc, char *argv[])
{
	struct stream stream = { .count = 0 };
	int opt;
	while ((opt = getopt(argc, argv, "t")) == 't')
		marks_are_words = true;
	if (opt != -1 || optind == argc) {
		fprintf(stderr, "usage: tool_words [-t] PAGE ... < BLOCKS\n");
		return 2;
	}
	read_stream(&stream);
	for (int i = optind; i < argc; i++)
		check_file(argv[i], &stream);
	if (stream.next < stream.count) {
		struct text page = stream.blocks[stream.next].page;
		printf("%.*s: blocks of a page that is not there\n", (int)page.len, page.ptr);
		faulty++;
	}
	printf("%lu pages, %lu at fault\n", pages, faulty);
	free(stream.blocks);
	free(stream.bytes);
	return faulty > 0;
}
