/* scan.h - reading words, blanks and numbers off the front of a text */
#ifndef NP_SCAN_H
#define NP_SCAN_H

#include "code.h"

/* Takes word off the front of *rest; false if it does not stand there. */
bool np_scan_word(struct np_span *rest, const char *word);

/* The same for the first of these words, NULL behind the last one, that stands there. */
bool np_scan_any(struct np_span *rest, const char *const *words);

/* Takes white space off the front. */
void np_scan_blanks(struct np_span *rest);

/* Takes one character or bad piece off the front; NP_UTF8_BAD for the latter and for no text. */
uint32_t np_scan_char(struct np_span *rest);

/* A character's value as a digit, Chinese or decimal of any width; -1 if it is none. */
int np_scan_digit(uint32_t cp);

/*
 * Takes a number off the front: 12, １２, 十二, 廿六, 卅一, 三十六, 一百零三, 二○○三.
 * Answers how many characters it has, 0 if there is none or it has more than nine;
 * *value is the number.
 */
size_t np_scan_number(struct np_span *rest, unsigned *value);

/* What was taken off since before. */
static inline struct np_span
np_scan_taken(struct np_span before, struct np_span rest)
{
	return (struct np_span){ before.ptr, before.len - rest.len };
}

#endif
