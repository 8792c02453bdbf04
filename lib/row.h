/* row.h - the units of a byline in a row, and what stands where */
#ifndef NP_ROW_H
#define NP_ROW_H

#include "unit.h"

/* A unit is told by its number, from 0; behind the last one nothing stands, and nothing is true of it. */
struct np_row {
	struct np_unit *units;
	size_t count;
};

/* Signs by what they do. */
enum np_row_sign {
	NP_SIGN_OPENING, /* brackets, but for those of titles */
	NP_SIGN_CLOSING,
	NP_SIGN_SLASH,
	NP_SIGN_WIDE_SLASH, /* as wide as a character */
	NP_SIGN_COLON,      /* and bars, which stand for one */
	NP_SIGN_JOIN,       /* 云岭快报+, 云岭网·: between two names of one paper */
	NP_SIGN_COMMA,      /* and what else parts names */
	NP_SIGN_SEAM,       /* within a Latin name */
	NP_SIGN_ADDRESS,    /* @ */
	NP_SIGNS
};

/* What unit i is. */
bool np_row_is_kind(const struct np_row *row, size_t i, enum np_unit_kind kind);
bool np_row_is_word(const struct np_row *row, size_t i, enum np_word_class class);
bool np_row_is_label(const struct np_row *row, size_t i); /* a short one too */
bool np_row_is_place(const struct np_row *row, size_t i); /* known, or by its ending */
bool np_row_is_sign(const struct np_row *row, size_t i, enum np_row_sign sign);
bool np_row_is_marker(const struct np_row *row, size_t i); /* □ ■ ◎ ★, which begin an item */
bool np_row_is_letters(const struct np_row *row, size_t i); /* a Latin word that a name may have */
bool np_row_is_text(const struct np_row *row, size_t i, const char *text);
bool np_row_begins(const struct np_row *row, size_t i, const char *text); /* with that */

/* 四（1）班 of 云岭小学四（1）班; i is a unit of the row. */
bool np_row_is_class(const struct np_row *row, size_t i);

/* A person's name, or that of an organisation. */
bool np_row_names_somebody(const struct np_row *row, size_t i);

/* The text from unit i up to unit end, which it does not take in; there is one at least. */
struct np_span np_row_text(const struct np_row *row, size_t i, size_t end);

/* The office whose words begin with unit i, 本报驻北京记者: where it ends; i if there is none. */
size_t np_row_office_end(const struct np_row *row, size_t i);

/* Makes places names where somebody has one for a name: 编辑 柏林, 记者 安庆, 金华 摄. */
void np_row_name_places(struct np_row *row);

#endif
