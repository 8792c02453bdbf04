/* uni.h - what kind of character it is; width by class, normal forms, graphemes */
#ifndef NP_UNI_H
#define NP_UNI_H

#include "code.h"

/* One class a character; the order is that of the columns of npcount. */
enum np_class {
	NP_HAN, /* ideographs and radicals by script, 〇 〆 and 々 too, all extensions */
	NP_KANA,
	NP_HANGUL,
	NP_BOPOMOFO,
	NP_LATIN,    /* letters of the Latin script, full-width ones and Roman numerals too */
	NP_LETTER,   /* letters of any other script, marks on any letter */
	NP_DIGIT,    /* decimal digits of any width (Nd) */
	NP_CJKPUNCT, /* 、。「」《》〔〕 full-width ，：；？！（） and “”‘’—…· as Chinese text has them */
	NP_PUNCT,    /* other punctuation and symbols, numbers in circles, emoji */
	NP_SPACE,    /* White_Space; line feed, form feed and U+3000 too */
	NP_CONTROL,  /* control, format, unassigned, private use; variation selectors */
	NP_CLASSES
};

/*
 * The table behind the functions below, made by gen/uni.c: low bits the class,
 * then two marks.  Here only so that the functions can be inline.
 */
enum { NP_UNI_SHIFT = 7, NP_UNI_CLASS = 0x0F, NP_UNI_MARK = 0x10, NP_UNI_PLAIN = 0x20 };
extern const uint8_t np_uni_stage1[0x110000 >> NP_UNI_SHIFT];
extern const uint8_t np_uni_stage2[];
extern const char np_uni_table_version[]; /* of Unicode, "15.0.0" */

static inline unsigned
np_uni_entry(uint32_t cp)
{
	/* beyond U+10FFFF: as unassigned as U+10FFFF itself */
	uint32_t at = cp <= 0x10FFFF ? cp : 0x10FFFF;

	return np_uni_stage2[(size_t)np_uni_stage1[at >> NP_UNI_SHIFT] << NP_UNI_SHIFT |
			     (at & ((1u << NP_UNI_SHIFT) - 1))];
}

/* The class of a code point; NP_CONTROL for what is none. */
static inline enum np_class
np_uni_class(uint32_t cp)
{
	return (enum np_class)(np_uni_entry(cp) & NP_UNI_CLASS);
}

/* True for Unicode White_Space. */
static inline bool
np_uni_is_space(uint32_t cp)
{
	return np_uni_class(cp) == NP_SPACE;
}

/* True for combining marks (Mn, Mc, Me): they belong to the letter before them. */
static inline bool
np_uni_is_mark(uint32_t cp)
{
	return (np_uni_entry(cp) & NP_UNI_MARK) != 0;
}

/* The text without White_Space at both ends; the span lies in it.  Bad bytes are no space. */
struct np_span np_uni_trim(struct np_span text);

/* Grapheme clusters (UAX #29, extended) in the text; a bad piece is one of its own. */
size_t np_uni_graphemes(const char *ptr, size_t len);

/*
 * The same a character at a time, for texts that come in pieces.  Zeroed memory
 * is the state before the first character.
 */
struct np_uni_cluster {
	int32_t state;
	uint32_t last; /* the character before */
	bool open;     /* there is one, and it is no bad piece */
};

/* True if cp (or the bad piece, NP_UTF8_BAD) begins a cluster after what came before. */
bool np_uni_cluster_begins(struct np_uni_cluster *cluster, uint32_t cp);

/* utf8proc's Unicode version, "15.0.0". */
const char *np_uni_version(void);

#endif
