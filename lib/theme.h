/* theme.h - what a text is about, by its characters: what goes together in articles */
#ifndef NP_THEME_H
#define NP_THEME_H

#include "chars.h"

/*
 * A theme is a sum of vectors, one for each Han character of a text: characters that stand in the
 * same articles have vectors that point the same way (latent semantic analysis: Deerwester et al.
 * 1990).  So 酒店 and 航班 are alike, which have no character in common.
 */
enum { NP_THEME = 32 };

struct np_theme {
	int16_t of[NP_THEME]; /* within ±INT16_MAX: what would be beyond stays there */
};

/* Adds the Han characters of these. */
void np_theme_add(struct np_theme *theme, const struct np_chars *chars);

/*
 * The table, made by lib/gen/theme.c: the row of each character, 0 for one that says nothing and, at the
 * end, for all that are not Han; rows.
 */
enum { NP_THEME_FIRST = 0x4E00, NP_THEME_LAST = 0xA000, NP_THEME_PEAK = 31 };
extern const uint16_t np_theme_rows[NP_THEME_LAST - NP_THEME_FIRST + 1];
extern const int8_t np_theme_vectors[][NP_THEME]; /* within ±NP_THEME_PEAK */

#endif
