/* block.h - the block stream: one block of a page a line, five fields; newsprint(5) */
#ifndef NP_BLOCK_H
#define NP_BLOCK_H

#include "arena.h"
#include "code.h"
#include "io.h"
#include "tabs.h"

/* The roles, in the order of newsprint(5). */
enum np_role {
	NP_KICKER,
	NP_HEADLINE,
	NP_DECK,
	NP_BYLINE,
	NP_DATELINE,
	NP_SUBHEAD,
	NP_BODY,
	NP_CAPTION,
	NP_CREDIT,
	NP_JUMP,
	NP_FOLIO,
	NP_TABLE,
	NP_NOTICE,
	NP_OTHER,
	NP_ROLES /* how many there are */
};

/* A role's name; "kicker" and so on. */
const char *np_role_name(enum np_role role);

/* The role of that name into *role; false if there is none. */
bool np_role_find(struct np_span name, enum np_role *role);

/*
 * A set of roles: bit 1 << role.  Parses a list of names parted by commas, as
 * -r takes it; false, with *bad the name that is none, if it is wrong.
 */
bool np_roles_parse(const char *list, uint32_t *set, struct np_span *bad);

/*
 * Lines of the file that a block is made of: first to last, 1-based, whole; or,
 * with part > 0, the part-th piece of the one line `first`.
 */
struct np_piece {
	uint64_t first, last;
	uint32_t part;
};

/*
 * A line of a block stream, taken apart.  home, page and text are as they stand in
 * the stream, escaped; np_block_unescape() gives the words.
 */
struct np_block {
	/* The page whose article it belongs to: page, unless npjoin(1) joined it. */
	struct np_span home;
	struct np_span page;  /* the page on which it stands, whose lines it names */
	struct np_span lines; /* the field as it stands */
	size_t piece_count;   /* in it, at least 1 */
	struct np_piece first;
	uint64_t article;
	enum np_role role;
	struct np_span text;
	bool plain; /* nothing in the line is escaped: text is the words, page the name */
	/* Where who reads the stream counted the text: its characters, and Han among them. */
	bool counted;
	uint32_t chars, han;
};

/*
 * Takes a line (without its line feed) apart.  No memory is taken; the spans lie in
 * line.  NP_OK, or NP_ERR_SYNTAX with err->msg telling which field is wrong.
 */
enum np_code np_block_parse(struct np_span line, struct np_block *block, struct np_error *err);

/* The same where the tabs of the line are known already: what np_tabs_find() answers for it. */
enum np_code np_block_parse_tabbed(
    struct np_span line, const struct np_tabs *tabs, struct np_block *block, struct np_error *err);

/*
 * The same for the line at offset from of buf where stops are those that np_tabs_plain() answers for it:
 * nothing in it is escaped.  False where it is no block: np_block_parse_tabbed() tells why.
 */
bool np_block_parse_plain(
    const char *buf, size_t from, const size_t *stops, struct np_block *block);

/* True if the block stands on another page than its article began on. */
bool np_block_joined(const struct np_block *block);

/* What stands between the home and the page of a joined block, in the first field. */
#define NP_BLOCK_HOME "\\>"

/* How much of a first line is looked at to see whether it is a block: 64 KiB are a long one. */
enum { NP_BLOCK_HEAD = 64 * 1024 };

/*
 * True if line is a block: what decides whether an input is text or blocks.  A line may be cut at
 * NP_BLOCK_HEAD bytes: then its page and lines decide where the role is cut off.
 */
bool np_block_recognise(struct np_span line);

/*
 * What an input is that begins with line, which is no block: a phrase for a message, constant; NULL for a
 * block in which somebody erred, which has a tab, as a text has not.
 */
const char *np_block_no_stream(struct np_span line);

/*
 * The first line of a stream without the byte order mark that some editors put before it: that is
 * no part of the page's name.
 */
struct np_span np_block_first_line(struct np_span line);

/*
 * The pieces of a lines field, in the arena, in the order in which they stand; *count of them.
 * NULL with *err filled when the field is malformed or memory is out.
 */
struct np_piece *np_block_pieces(
    struct np_span lines, size_t *count, struct np_arena *arena, struct np_error *err);

/*
 * Undoes \t \n \r \\ in field.  Answers field itself when nothing is escaped,
 * else a copy in the arena; { NULL, 0 } when memory is out.  A backslash before
 * anything else stands for itself.
 */
struct np_span np_block_unescape(struct np_span field, struct np_arena *arena);

/* The words of a block: its text, as np_block_unescape() answers it. */
struct np_span np_block_words(const struct np_block *block, struct np_arena *arena);

/* Writes bytes escaped, as a field of a block. */
void np_block_put_field(struct np_out *out, struct np_span text);

/* Writes a lines field: "61", "21;23", "4..16", "7.1". */
void np_block_put_lines(struct np_out *out, const struct np_piece *pieces, size_t count);

/* Writes one whole block with its line feed; page and text unescaped. */
void np_block_put(struct np_out *out, struct np_span page, const struct np_piece *pieces,
    size_t count, uint64_t article, enum np_role role, struct np_span text);

#endif
