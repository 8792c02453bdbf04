/* candidate.h - the encodings that are told apart, read a character at a time */
#ifndef NP_CANDIDATE_H
#define NP_CANDIDATE_H

#include "code.h"

/* The encodings that np_detect() and np_mixed tell apart. */
enum np_candidate {
	NP_CANDIDATE_UTF8,
	NP_CANDIDATE_GB18030,
	NP_CANDIDATE_BIG5,
	NP_CANDIDATE_UTF16LE,
	NP_CANDIDATE_UTF16BE,
	NP_CANDIDATE_HZ, /* within "~{" and "~}" only; outside it is ASCII */
	NP_CANDIDATE_EUC_JP,
	NP_CANDIDATE_SHIFT_JIS,
	NP_CANDIDATE_EUC_KR,
	NP_CANDIDATES
};

static inline bool
np_candidate_is_utf16(enum np_candidate set)
{
	return set == NP_CANDIDATE_UTF16LE || set == NP_CANDIDATE_UTF16BE;
}

/* The name that np_enc_open() knows it by. */
const char *np_candidate_name(enum np_candidate set);

/* What np_candidate_next() answers in *cp for bytes that the encoding does not allow. */
#define NP_CANDIDATE_BAD UINT32_C(0xFFFFFFFF)
/* And for codes without a character, and those for private use. */
#define NP_CANDIDATE_NO_CHAR UINT32_C(0xE000)

/*
 * The character that begins at p, of which len > 0 bytes are there: its code point into
 * *cp and its length in bytes as the answer; 0 when the end cuts it.  The code point serves for
 * guessing: rare characters (four bytes of GB 18030, three of EUC-JP, those beyond the BMP) all
 * answer U+20000, codes without one NP_CANDIDATE_NO_CHAR.  NP_CANDIDATE_BAD takes one byte (UTF-8: the
 * maximal subpart; UTF-16: a unit); an ASCII byte behind a bad one is never taken with it.
 */
size_t np_candidate_next(enum np_candidate set, const unsigned char *p, size_t len, uint32_t *cp);

/* A character as np_candidate_next() gives it. */
struct np_glyph {
	uint32_t cp;
	uint32_t len;
};

/*
 * The characters that begin at p and before p + end, of len >= end bytes that are there: at most `most`
 * of them into glyphs; answers how many.  Fewer than there is room for: p + end is
 * reached, or the end of the bytes cuts the next one.
 */
size_t np_candidate_run(enum np_candidate set, const unsigned char *p, size_t len, size_t end,
    struct np_glyph *glyphs, size_t most);

/* The tables, made by lib/gen/cells.c: code points of the BMP, 0 for none. */
enum { NP_CELLS_94 = 94 * 94 };
extern const uint16_t np_cells_jis[NP_CELLS_94]; /* JIS X 0208 with the vendors' rows */
extern const uint16_t np_cells_ks[NP_CELLS_94];  /* KS X 1001 */

#endif
