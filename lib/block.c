/* block.c - the block stream, read: one block of a page a line, five fields */
#include "block.h"

#include <string.h>

static const struct np_span roles[NP_ROLES] = {
	[NP_KICKER] = { "kicker", 6 },
	[NP_HEADLINE] = { "headline", 8 },
	[NP_DECK] = { "deck", 4 },
	[NP_BYLINE] = { "byline", 6 },
	[NP_DATELINE] = { "dateline", 8 },
	[NP_SUBHEAD] = { "subhead", 7 },
	[NP_BODY] = { "body", 4 },
	[NP_CAPTION] = { "caption", 7 },
	[NP_CREDIT] = { "credit", 6 },
	[NP_JUMP] = { "jump", 4 },
	[NP_FOLIO] = { "folio", 5 },
	[NP_TABLE] = { "table", 5 },
	[NP_NOTICE] = { "notice", 6 },
	[NP_OTHER] = { "other", 5 },
};

const char *
np_role_name(enum np_role role)
{
	return roles[role].ptr;
}

/* Of four letters at least: the first four and the last four are the whole of it. */
enum { PART = 4 };
struct slot {
	char head[PART], tail[PART];
	uint8_t len, role;
};

/* No two roles have the same first letter and length; nor the same sum of these, by 32. */
#define SLOT(letter, len) (((unsigned)(letter) + 2 * (unsigned)(len)) % 32)
static const struct slot role_slots[32] = {
	[SLOT('k', 6)] = { "kick", "cker", 6, NP_KICKER },
	[SLOT('h', 8)] = { "head", "line", 8, NP_HEADLINE },
	[SLOT('d', 4)] = { "deck", "deck", 4, NP_DECK },
	[SLOT('b', 6)] = { "byli", "line", 6, NP_BYLINE },
	[SLOT('d', 8)] = { "date", "line", 8, NP_DATELINE },
	[SLOT('s', 7)] = { "subh", "head", 7, NP_SUBHEAD },
	[SLOT('b', 4)] = { "body", "body", 4, NP_BODY },
	[SLOT('c', 7)] = { "capt", "tion", 7, NP_CAPTION },
	[SLOT('c', 6)] = { "cred", "edit", 6, NP_CREDIT },
	[SLOT('j', 4)] = { "jump", "jump", 4, NP_JUMP },
	[SLOT('f', 5)] = { "foli", "olio", 5, NP_FOLIO },
	[SLOT('t', 5)] = { "tabl", "able", 5, NP_TABLE },
	[SLOT('n', 6)] = { "noti", "tice", 6, NP_NOTICE },
	[SLOT('o', 5)] = { "othe", "ther", 5, NP_OTHER },
};

/* As np_role_find(): there is one in every line. */
static inline bool
find_role(struct np_span name, enum np_role *role)
{
	const struct slot *slot;

	if (name.len < PART)
		return false;
	slot = &role_slots[SLOT((unsigned char)name.ptr[0], name.len)];
	*role = (enum np_role)slot->role;
	return name.len == slot->len && memcmp(name.ptr, slot->head, PART) == 0 &&
	       memcmp(name.ptr + name.len - PART, slot->tail, PART) == 0;
}

bool
np_role_find(struct np_span name, enum np_role *role)
{
	return find_role(name, role);
}

bool
np_roles_parse(const char *list, uint32_t *set, struct np_span *bad)
{
	*set = 0;
	for (;;) {
		struct np_span name = { list, strcspn(list, ",") };
		enum np_role role;

		if (!np_role_find(name, &role)) {
			*bad = name;
			return false;
		}
		*set |= UINT32_C(1) << role;
		if (list[name.len] == '\0')
			return true;
		list += name.len + 1;
	}
}

/* ---- reading ---- */

/* A byte of 1 in each place of a word, and its highest bit. */
#define ONES UINT64_C(0x0101010101010101)
#define TOPS (ONES << 7)

/* What the digit at `at` stands for; more than 9 if it is none. */
static inline unsigned
digit_at(const char *at)
{
	return (unsigned char)*at - (unsigned)'0';
}

/* Takes a number without leading zeros from *at; false if none is there or it is too large. */
static inline bool
take_number(const char **at, const char *end, uint64_t *number)
{
	enum { SAFE = 19 }; /* so many digits can't be too large */
	const char *p = *at, *safe = end - p > SAFE ? p + SAFE : end;
	uint64_t n = 0;
	unsigned digit;

	while (p < safe && (digit = digit_at(p)) <= 9) {
		n = n * 10 + digit;
		p++;
	}
	if (p == *at || (**at == '0' && p - *at > 1))
		return false;
	for (; p - *at >= SAFE && p < end && (digit = digit_at(p)) <= 9; p++) {
		if (n > (UINT64_MAX - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	*at = p;
	*number = n;
	return true;
}

/*
 * Takes one piece, "61", "4..16" or "7.1", from *at.  Answers NULL, or what is wrong.
 * before is the piece in front of it (first 0: none): pieces stand in the order of the page,
 * so that a reader needs one pass over the page's lines and one cursor into the text.
 */
static inline const char *
take_piece(const char **at, const char *end, const struct np_piece *before, struct np_piece *piece)
{
	uint64_t part = 0;

	if (!take_number(at, end, &piece->first) || piece->first == 0)
		return "lines: a line number from 1 is expected";
	piece->last = piece->first;
	if (*at < end && **at == '.') {
		if (end - *at >= 2 && (*at)[1] == '.') {
			*at += 2;
			if (!take_number(at, end, &piece->last) || piece->last <= piece->first)
				return "lines: a range must end at a later line than it begins";
		} else {
			++*at;
			if (!take_number(at, end, &part) || part == 0 || part > UINT32_MAX)
				return "lines: a piece of a line is numbered from 1";
		}
	}
	piece->part = (uint32_t)part;
	if (piece->first < before->last ||
	    (piece->first == before->last && (before->part == 0 || piece->part <= before->part)))
		return "lines: not in ascending order";
	return NULL;
}

/*
 * Walks over a lines field, filling pieces when it isn't NULL, and *count of them.  Answers NULL, or
 * what is wrong.
 */
static inline const char *
walk_lines(struct np_span lines, struct np_piece *first, struct np_piece *pieces, size_t *count)
{
	const char *at = lines.ptr, *end = lines.ptr + lines.len;
	struct np_piece before = { 0, 0, 0 }, piece;

	for (*count = 0;;) {
		const char *wrong = take_piece(&at, end, &before, &piece);

		if (wrong != NULL)
			return wrong;
		if (pieces != NULL)
			pieces[*count] = piece;
		else if (*count == 0)
			*first = piece;
		++*count;
		if (at == end)
			return NULL;
		if (*at++ != ';')
			return "lines: none of 61, 4..16, 7.1 or several with semicolons between";
		before = piece;
	}
}

/* Eight bytes of a field, the first one lowest: digits are 0 to 9, and no other byte is. */
enum { WORD = 8 };
static inline uint64_t
load_digits(const char *at)
{
	uint64_t word;

	memcpy(&word, at, WORD);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word ^ ONES * '0';
}

/* The highest bits of the bytes that are no digits: all are right up to the first one of these. */
static inline uint64_t
no_digits(uint64_t word)
{
	return ((word + ONES * 0x76) | word) & TOPS;
}

/* The number that the first len bytes of such a word make, which are digits, 1 to 8 of them. */
static inline uint32_t
digits_number(uint64_t word, size_t len)
{
	word <<= 8 * (WORD - len); /* zeros come in front, and nothing stands behind */
	/* neighbours are put together: two digits, four, eight */
	word = word * (10 << 8 | 1) >> 8 & UINT64_C(0x00FF00FF00FF00FF);
	word = word * (100 << 16 | 1) >> 16 & UINT64_C(0x0000FFFF0000FFFF);
	return (uint32_t)(word * (UINT64_C(10000) << 32 | 1) >> 32);
}

/* The number that a field of 1 to 8 bytes is, which such a word begins with; 0 if it is none from 1. */
static inline uint32_t
small_number(uint64_t word, size_t len)
{
	if ((word & 0xFF) == 0 || no_digits(word) << 8 * (WORD - len) != 0)
		return 0;
	return digits_number(word, len);
}

/*
 * True if a lines field is "61" or "7.1", as most are, in small numbers; it becomes *piece.  Up to end
 * bytes may be looked at.
 */
static inline bool
is_simple(struct np_span lines, const char *end, struct np_piece *piece)
{
	uint64_t word, stops;
	uint32_t part = 0;
	size_t len = lines.len;

	if (lines.len - 1 >= WORD || end - lines.ptr < WORD)
		return false;
	word = load_digits(lines.ptr);
	stops = no_digits(word) << 8 * (WORD - len); /* but for those behind the field */
	if ((word & 0xFF) == 0)
		return false;
	if (stops != 0) {
		len -= WORD - (size_t)__builtin_ctzll(stops) / 8;
		if (len == 0 || len + 1 == lines.len || lines.ptr[len] != '.')
			return false;
		part = small_number(word >> 8 * (len + 1), lines.len - len - 1);
		if (part == 0)
			return false;
	}
	piece->first = piece->last = digits_number(word, len);
	piece->part = part;
	return true;
}

/* The number of an article, as take_number() takes it, to the end of the field. */
static inline bool
take_article(struct np_span field, const char *end, uint64_t *number)
{
	if (field.len == 1 && digit_at(field.ptr) <= 9) {
		*number = digit_at(field.ptr);
		return true;
	}
	if (field.len - 1 < WORD && end - field.ptr >= WORD) {
		*number = small_number(load_digits(field.ptr), field.len);
		if (*number != 0)
			return true;
	}
	end = field.ptr + field.len;
	return take_number(&field.ptr, end, number) && field.ptr == end;
}

/*
 * Parts the first field, which both are, at \>, which no name has once it is escaped: a backslash
 * of a name is two.  Both stay the whole field where there is none.  Answers NULL, or what is wrong.
 */
static const char *
part_home(struct np_span *home, struct np_span *page)
{
	const struct np_span field = *home;
	const char *at = field.len == 0 ? NULL : memchr(field.ptr, '\\', field.len);
	const char *end = field.ptr + field.len;

	for (; at != NULL && end - at >= 2; at = memchr(at, '\\', (size_t)(end - at))) {
		if (at[1] != '>') {
			at += 2;
			continue;
		}
		if (home->len < field.len)
			return "page: joined twice";
		*home = (struct np_span){ field.ptr, (size_t)(at - field.ptr) };
		at += 2;
		*page = (struct np_span){ at, (size_t)(end - at) };
	}
	return home->len == 0 || page->len == 0 ? "page: empty" : NULL;
}

bool
np_block_joined(const struct np_block *block)
{
	return block->home.ptr != block->page.ptr;
}

/*
 * Reads role, article and block->lines, of which an escape elsewhere in the line changes nothing.  Bytes
 * up to end may be looked at.  Answers NULL, or what is wrong.
 */
static inline const char *
read_fields(struct np_block *block, struct np_span article, struct np_span role, const char *end)
{
	if (!find_role(role, &block->role))
		return "role: none of kicker, headline, deck, byline, dateline, subhead, body, "
		       "caption, credit, jump, folio, table, notice and other";
	if (!take_article(article, end, &block->article))
		return "article: a number from 0 is expected";
	block->piece_count = 1;
	return is_simple(block->lines, end, &block->first)
		   ? NULL
		   : walk_lines(block->lines, &block->first, NULL, &block->piece_count);
}

bool
np_block_parse_plain(const char *buf, size_t from, const size_t *stops, struct np_block *block)
{
	const struct np_span article = { buf + stops[1] + 1, stops[2] - stops[1] - 1 };
	const struct np_span role = { buf + stops[2] + 1, stops[3] - stops[2] - 1 };

	block->home = block->page = (struct np_span){ buf + from, stops[0] - from };
	block->lines = (struct np_span){ buf + stops[0] + 1, stops[1] - stops[0] - 1 };
	block->text = (struct np_span){ buf + stops[3] + 1, stops[4] - stops[3] - 1 };
	block->plain = true;
	block->counted = false;
	return block->page.len > 0 && read_fields(block, article, role, buf + stops[4]) == NULL;
}

/* The field of the line behind tab number i. */
static inline struct np_span
field_behind(struct np_span line, const struct np_tabs *tabs, size_t i)
{
	size_t from = tabs->at[i] + 1, to = i < 3 ? tabs->at[i + 1] : line.len;

	return (struct np_span){ line.ptr + from, to - from };
}

enum np_code
np_block_parse(struct np_span line, struct np_block *block, struct np_error *err)
{
	struct np_tabs tabs;

	np_tabs_find(&tabs, line);
	return np_block_parse_tabbed(line, &tabs, block, err);
}

enum np_code
np_block_parse_tabbed(
    struct np_span line, const struct np_tabs *tabs, struct np_block *block, struct np_error *err)
{
	const char *wrong = NULL;

	/* A stream that went through an editor may end its lines with CRLF. */
	if (tabs->escapes && line.ptr[line.len - 1] == '\r')
		line.len--;
	if (tabs->count != 4)
		return np_fail(err, NP_ERR_SYNTAX, 0, "five fields with tabs between are expected");
	block->plain = !tabs->escapes;
	block->counted = false;
	block->home.ptr = block->page.ptr = line.ptr;
	block->home.len = block->page.len = tabs->at[0];
	if (tabs->escapes)
		wrong = part_home(&block->home, &block->page);
	else if (tabs->at[0] == 0)
		wrong = "page: empty";
	block->lines = field_behind(line, tabs, 0);
	block->text = field_behind(line, tabs, 3);
	if (wrong == NULL)
		wrong = read_fields(block, field_behind(line, tabs, 1), field_behind(line, tabs, 2),
		    line.ptr + line.len);
	return wrong == NULL ? NP_OK : np_fail(err, NP_ERR_SYNTAX, 0, wrong);
}

struct np_piece *
np_block_pieces(struct np_span lines, size_t *count, struct np_arena *arena, struct np_error *err)
{
	struct np_piece *pieces;
	const char *wrong;
	size_t n = 1;

	for (size_t i = 0; i < lines.len; i++)
		n += lines.ptr[i] == ';';
	pieces = n > SIZE_MAX / sizeof *pieces ? NULL : np_arena_take(arena, n * sizeof *pieces);
	if (pieces == NULL) {
		np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		return NULL;
	}
	wrong = walk_lines(lines, NULL, pieces, count);
	if (wrong != NULL) {
		np_fail(err, NP_ERR_SYNTAX, 0, wrong);
		return NULL;
	}
	return pieces;
}

struct np_span
np_block_words(const struct np_block *block, struct np_arena *arena)
{
	return block->plain ? block->text : np_block_unescape(block->text, arena);
}

struct np_span
np_block_unescape(struct np_span field, struct np_arena *arena)
{
	const char *from, *end;
	char *copy, *to;

	from = field.len == 0 ? NULL : memchr(field.ptr, '\\', field.len);
	if (from == NULL)
		return field;
	end = field.ptr + field.len;
	copy = np_arena_take(arena, field.len);
	if (copy == NULL)
		return (struct np_span){ NULL, 0 };
	memcpy(copy, field.ptr, (size_t)(from - field.ptr));
	to = copy + (from - field.ptr);
	while (from < end) {
		char c = *from++;

		if (c == '\\' && from < end) {
			switch (*from) {
			case 't':
				c = '\t';
				break;
			case 'n':
				c = '\n';
				break;
			case 'r':
				c = '\r';
				break;
			case '\\':
				break;
			default:
				from--; /* the backslash stands for itself */
			}
			from++;
		}
		*to++ = c;
	}
	return (struct np_span){ copy, (size_t)(to - copy) };
}
