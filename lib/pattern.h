/* pattern.h - a pattern that a user gives, looked for in texts */
#ifndef NP_PATTERN_H
#define NP_PATTERN_H

#include "code.h"

/*
 * A regular expression of pcre2pattern(3) in UTF mode, with Unicode's properties for \w, \d,
 * \b and the like, compiled to machine code where PCRE2 can; words without any operator
 * are searched as bytes.  Bytes of a text that are no UTF-8 match nothing, not even a dot, and no
 * match reaches over them.
 */
struct np_pattern;

/*
 * Compiles text, which is not needed afterwards; fold_case: case does not matter, by Unicode's
 * simple folding.  NP_OK; NP_ERR_SYNTAX with err->msg, valid as long as *pattern, and err->byte
 * where in the text, 1-based; or NP_ERR_MEMORY.  *pattern is for np_pattern_close() in any case.
 */
enum np_code np_pattern_open(
    struct np_pattern **pattern, struct np_span text, bool fold_case, struct np_error *err);

/*
 * Whether the pattern matches anywhere in text, into *found.  NP_OK; NP_ERR_TOOBIG when it
 * takes more steps or memory than PCRE2's limits allow: then it is not known; NP_ERR_MEMORY.
 */
enum np_code np_pattern_find(
    struct np_pattern *pattern, struct np_span text, bool *found, struct np_error *err);

/*
 * For many texts that stand one behind the other in bytes, as fields of blocks with their escapes or as they
 * are: how many bytes there are before the first place where one may match, all of them if
 * none does.  A text that ends before that place does not match; one over it may or may not.
 */
size_t np_pattern_seek(const struct np_pattern *pattern, struct np_span bytes);

/* Gives everything back; pattern may be NULL. */
void np_pattern_close(struct np_pattern *pattern);

#endif
