/* marks.h - bylines, datelines, credits and jumps inside a paragraph; lines that are nothing else */
#ifndef NP_MARKS_H
#define NP_MARKS_H

#include "block.h"
#include "chars.h"
#include "code.h"

/*
 * A mark: NP_BYLINE (记者王明报道), NP_DATELINE (本报讯), NP_CREDIT (王明 摄) or NP_JUMP
 * (下转第2版); a whole line may be NP_FOLIO too.  It has its brackets and not
 * the colon, comma or blank behind it; of a text between two stars, *图为雪景。王明 摄*, it
 * has the star that it stands beside.  start and end are bytes in the text, end is behind the last one.
 */
struct np_mark {
	enum np_role role;
	size_t start, end;
};

/* The compiled rules, and room to work in: for one thread at a time. */
struct np_marks;

/*
 * Makes *marks from the built-in rules and, with rules_file not NULL, the rules
 * of that file (newsprint(5)), which are tried first and whose examples are
 * tried on the spot.  Answers NP_OK; NP_ERR_OPEN, NP_ERR_READ, NP_ERR_TOOBIG;
 * NP_ERR_SYNTAX with err->line the line of the file; or NP_ERR_MEMORY.
 * err->msg is valid until the next call of this function.  Close what was opened.
 */
enum np_code np_marks_open(struct np_marks **marks, const char *rules_file, struct np_error *err);

/* Gives everything back; marks may be NULL. */
void np_marks_close(struct np_marks *marks);

/* True if memory was out in a call below since this was last asked: marks may have been missed. */
bool np_marks_starved(struct np_marks *marks);

/*
 * The marks inside a paragraph (its lines joined, its emphasis resolved), in the
 * order of the text, not overlapping, into out, which has room for that many.
 * Answers how many.  Bytes that are no UTF-8 are passed over.
 */
size_t np_marks_find(struct np_marks *marks, struct np_span text, struct np_mark *out, size_t room);

/*
 * The same of a line without blanks at its ends; and, with whole not NULL, into *whole if the line is nothing
 * but one mark or several of one role with blanks or markers between, and then into *role which: a line with
 * the author's name, 张昊宇 摄, 下转第2版, a running head with date and page.  A dateline and a byline
 * together count as a byline.  chars: all characters of the line, where they are at hand, or NULL.
 */
size_t np_marks_read(struct np_marks *marks, struct np_span line, const struct np_chars *chars,
    struct np_mark *out, size_t room, bool *whole, enum np_role *role);

#endif
