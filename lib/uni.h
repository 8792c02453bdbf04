/* uni.h - what kind of character it is; width, graphemes */
#ifndef NP_UNI_H
#define NP_UNI_H

#include "code.h"

/* One class a character; the order is that of the columns of npcount. */
enum np_class {
	NP_HAN, /* the script Han: ideographs of all extensions, radicals, 〇 and 々 */
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

/* Grapheme_Cluster_Break of UAX #29, and Extended_Pictographic, which only NP_GCB_OTHER are. */
enum np_gcb {
	NP_GCB_OTHER,
	NP_GCB_CR,
	NP_GCB_LF,
	NP_GCB_CONTROL,
	NP_GCB_EXTEND,
	NP_GCB_ZWJ,
	NP_GCB_RI, /* Regional_Indicator */
	NP_GCB_PREPEND,
	NP_GCB_SPACINGMARK,
	NP_GCB_L, /* Hangul: leading consonants, vowels, trailing consonants, syllables */
	NP_GCB_V,
	NP_GCB_T,
	NP_GCB_LV,
	NP_GCB_LVT,
	NP_GCB_PICTOGRAPH
};

/* Indic_Conjunct_Break, which is there since Unicode 15.1. */
enum np_incb { NP_INCB_NONE, NP_INCB_CONSONANT, NP_INCB_EXTEND, NP_INCB_LINKER };

/*
 * The table behind the functions below, made by gen/uni.c.  An entry is, from its lowest
 * bit: the class, enum np_gcb, two marks, enum np_incb.  Here only so that the functions can be
 * inline.
 */
enum {
	NP_UNI_SHIFT = 7,
	NP_UNI_CLASS = 0x0F,
	NP_UNI_GCB_SHIFT = 4,
	NP_UNI_GCB = 0x0F << NP_UNI_GCB_SHIFT,
	NP_UNI_MARK = 0x100,
	NP_UNI_WIDE = 0x200,
	NP_UNI_INCB_SHIFT = 10
};
extern const uint16_t np_uni_stage1[0x110000 >> NP_UNI_SHIFT];
extern const uint16_t np_uni_stage2[];

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

/* True for what words and numbers are made of: letters, digits and ideographs of all scripts. */
static inline bool
np_uni_is_word(uint32_t cp)
{
	enum {
		WORD = 1 << NP_HAN | 1 << NP_KANA | 1 << NP_HANGUL | 1 << NP_BOPOMOFO |
		       1 << NP_LATIN | 1 << NP_LETTER | 1 << NP_DIGIT
	};

	return (WORD >> np_uni_class(cp) & 1) != 0;
}

/* True for combining marks (Mn, Mc, Me): they belong to the letter before them. */
static inline bool
np_uni_is_mark(uint32_t cp)
{
	return (np_uni_entry(cp) & NP_UNI_MARK) != 0;
}

/* The text without White_Space at both ends; the span lies in it.  Bad bytes are no space. */
struct np_span np_uni_trim(struct np_span text);

/*
 * Columns of a terminal or places in print, each half as wide as a Han character: 2 for
 * East_Asian_Width W and F, and for Chinese punctuation, which Chinese fonts set so; 0
 * for marks and for NP_CONTROL; 1 for all else.
 */
static inline unsigned
np_uni_width(uint32_t cp)
{
	if (np_uni_is_mark(cp) || np_uni_class(cp) == NP_CONTROL)
		return 0;
	return (np_uni_entry(cp) & NP_UNI_WIDE) != 0 ? 2 : 1;
}

/*
 * True for an entry whose character is a grapheme cluster of its own beside others
 * like it, but for CR and LF together: only what joins is none.
 */
static inline bool
np_uni_is_solo(unsigned entry)
{
	return ((1u << NP_GCB_OTHER | 1u << NP_GCB_CR | 1u << NP_GCB_LF | 1u << NP_GCB_CONTROL |
		    1u << NP_GCB_LV | 1u << NP_GCB_LVT | 1u << NP_GCB_PICTOGRAPH) >>
		       ((entry & NP_UNI_GCB) >> NP_UNI_GCB_SHIFT) &
		   1) != 0;
}

/*
 * The same a character at a time, for texts that come in pieces.  Zeroed memory
 * is the state before the first character.
 */
struct np_uni_cluster {
	uint8_t last;   /* enum np_gcb of the character before */
	bool open;      /* there is one, and it is no bad piece */
	bool odd;       /* regional indicators up to here: an odd number */
	bool pictured;  /* a pictograph and then nothing but NP_GCB_EXTEND, or that and a ZWJ */
	bool conjoined; /* an Indic consonant and then extenders and linkers only */
	bool linked;    /* and a linker among them */
};

/* True if cp (or the bad piece, NP_UTF8_BAD) begins a cluster after what came before. */
bool np_uni_cluster_begins(struct np_uni_cluster *cluster, uint32_t cp);

/* The version of Unicode that all of this is of: "15.0.0". */
extern const char np_uni_version[];

#endif
