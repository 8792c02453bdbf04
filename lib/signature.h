/* signature.h - files that are no text, known by their first bytes */
#ifndef NP_SIGNATURE_H
#define NP_SIGNATURE_H

#include "code.h"

/* A sort of file; the strings are phrases for a message, and constant. */
struct np_signature {
	const char *kind;   /* "a PDF" */
	const char *advice; /* how to come by its text: "make text of it with pdftotext" */
};

/*
 * What the file is that begins with head, of which four to six bytes decide; NULL for what may be
 * text, in any encoding.  PDF, RTF, documents of office programs, pictures, and what is compressed.
 */
const struct np_signature *np_signature_find(struct np_span head);

/*
 * The same for a file whose first line is head, which is text but no page's: HTML and XML, by how they
 * must begin, in any encoding that has ASCII in it.  What begins with another tag may be Markdown.
 */
const struct np_signature *np_signature_markup(struct np_span head);

#endif
