/* marks - marks in a line: in order, apart, whole characters; both ways of asking answer the same */
#include "fuzz.h"

#include "marks.h"

enum { ROOM = 64 };

static struct np_marks *
marks_built_in(void)
{
	static struct np_marks *marks;
	struct np_error err;

	if (marks == NULL)
		LAW(np_marks_open(&marks, NULL, &err) == NP_OK);
	return marks;
}

/* True if a character, or a bad piece, begins at the byte. */
static bool
begins(struct np_span text, size_t byte)
{
	uint32_t cp;
	size_t at = 0;

	while (at < byte)
		at += np_utf8_next(text.ptr + at, text.len - at, &cp);
	return at == byte;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct np_mark found[ROOM], read[ROOM];
	struct np_span text = fuzz_copy((struct np_span){ (const char *)data, size });
	struct np_marks *marks = marks_built_in();
	enum np_role role = NP_ROLES;
	size_t count, end = 0;
	bool whole;

	count = np_marks_find(marks, text, found, ROOM);
	LAW(count <= ROOM);
	for (size_t i = 0; i < count; i++) {
		LAW(found[i].start >= end && found[i].end > found[i].start);
		end = found[i].end;
		LAW(end <= text.len);
		LAW(begins(text, found[i].start) && begins(text, end));
		LAW(found[i].role == NP_BYLINE || found[i].role == NP_DATELINE ||
		    found[i].role == NP_CREDIT || found[i].role == NP_JUMP);
	}
	/* A whole line is one that was trimmed. */
	if (size == 0 || (text.ptr[0] > ' ' && text.ptr[size - 1] > ' ')) {
		LAW(np_marks_read(marks, text, NULL, read, ROOM, &whole, &role) == count);
		LAW(!whole || role < NP_ROLES);
		for (size_t i = 0; i < count; i++)
			LAW(read[i].role == found[i].role && read[i].start == found[i].start &&
			    read[i].end == found[i].end);
	}
	free((char *)(size_t)text.ptr);
	return 0;
}
