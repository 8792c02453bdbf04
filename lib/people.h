/* people.h - whom a byline, credit, dateline or running head names, and as what */
#ifndef NP_PEOPLE_H
#define NP_PEOPLE_H

#include "arena.h"
#include "block.h"
#include "code.h"
#include "kind.h"

/*
 * Somebody in one capacity: who wrote and took the pictures (记者 李红 文/图) comes twice,
 * the writer first.  Spans lie in the arena or the text; "" where nothing is told.
 */
struct np_person {
	enum np_person_kind kind;
	struct np_span name;   /* without the blanks that pad it: 王刚 for 王　刚 */
	struct np_span office; /* as printed, without blanks: 见习记者, 责编, 音乐教师 */
	struct np_span organisation; /* 新华社, 龙岩市公安局 */
	struct np_span place;        /* 台北, 江苏省盐阜市 */
	bool collective;             /* the name is that of an organisation */
};

/* The people of a text, in its order. */
struct np_people {
	struct np_person *list;
	size_t count;
};

/* So many characters of a text are read: a byline has hardly 150. */
enum { NP_PEOPLE_CHARS = 2000 };

/*
 * Reads the people out of the text of a block of that role, NP_BYLINE, NP_CREDIT,
 * NP_DATELINE (those with an office) or NP_FOLIO (those with an office or a label such as 责编);
 * of another role there are none.  White space parts names, a line feed too.  Bytes that are no
 * UTF-8 part words.  Answers NP_OK, or NP_ERR_MEMORY.
 */
enum np_code np_people_read(
    struct np_span text, enum np_role role, struct np_arena *arena, struct np_people *people);

#endif
