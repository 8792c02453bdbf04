/* markdown.h - words written as Markdown and YAML in which nothing of them is live */
#ifndef NP_MARKDOWN_H
#define NP_MARKDOWN_H

#include "article.h"

/*
 * Writes a paragraph as CommonMark, a line and its line feed: a headline is a heading of the
 * first level, a subhead of the second, kicker and deck are emphasised.  *any tells whether one
 * was written before, which an empty line parts from this, and is true behind it; a paragraph of
 * white space leaves no trace.
 *
 * Signs that mean something are escaped: to CommonMark 0.30, and to GitHub's and pandoc's Markdown
 * with their extensions, which know tables, formulas, bare addresses of the web, more lists.
 * A NUL, U+FFFE and U+FFFF become U+FFFD, and *replaced, NULL before, tells which: "a NUL"; bytes
 * that are no UTF-8 do too, and are for the caller to report.  Tabs and line feeds, which would break
 * a heading, become spaces.  Answers false when memory is out.
 */
bool np_markdown_put(struct np_out *out, enum np_role role, struct np_span text,
    struct np_arena *arena, bool *any, const char **replaced);

/*
 * Writes a field of YAML 1.2, name: "text" and a line feed, in double quotes, where only the
 * escapes of its section 5.7 are live; nothing for an empty text.  Bad bytes and NULs become U+FFFD.
 */
void np_markdown_put_field(struct np_out *out, const char *name, struct np_span text);

#endif
