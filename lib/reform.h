/* reform.h - text with some of its characters in another form: normal forms, width, punctuation */
#ifndef NP_REFORM_H
#define NP_REFORM_H

#include "code.h"

/* Unicode's normal forms (UAX #15). */
enum np_form { NP_FORM_NONE, NP_FORM_NFC, NP_FORM_NFD, NP_FORM_NFKC, NP_FORM_NFKD };

/* What becomes of line ends: CR LF, CR and LF alike. */
enum np_eol { NP_EOL_KEEP, NP_EOL_LF, NP_EOL_CRLF, NP_EOL_CR };

/* Whose private-use characters are settled: those that GB 18030 had, or Big5 of Hong Kong. */
enum np_settle { NP_SETTLE_NONE, NP_SETTLE_GB, NP_SETTLE_BIG5 };

/* Full width or half width, class by class. */
enum np_width_class {
	NP_WIDTH_DIGITS,
	NP_WIDTH_LATIN,
	NP_WIDTH_PUNCT,
	NP_WIDTH_SPACE,
	NP_WIDTH_CLASSES
};
enum np_width { NP_WIDTH_KEEP, NP_WIDTH_HALF, NP_WIDTH_FULL };

/* What is to be done, in this order. */
struct np_reform_opts {
	enum np_settle settle; /* private-use characters that have a code point now are given it */
	enum np_form form;
	enum np_width width[NP_WIDTH_CLASSES];
	bool punct; /* , ; : ? ! ( ) beside Han become full-width */
	enum np_eol eol;
};

/* The names of forms and line ends, "nfc", "crlf"; false if it is none. */
bool np_reform_form(const char *name, enum np_form *form);
bool np_reform_eol(const char *name, enum np_eol *eol);

/*
 * Widths as "digits=half,latin=half,punct=full,space=half", any of these; false if the list is
 * malformed.
 */
bool np_reform_width(const char *list, enum np_width width[NP_WIDTH_CLASSES]);

/* True if nothing is to be done. */
bool np_reform_idle(const struct np_reform_opts *opts);

/* Text at work. */
struct np_reform;

/* NP_OK or NP_ERR_MEMORY; *reform is NULL then. */
enum np_code np_reform_open(
    struct np_reform **reform, const struct np_reform_opts *opts, struct np_error *err);

/*
 * Takes more text, UTF-8 that is not cut inside a character, and gives in *out what is ready, valid
 * until the next call: whole lines, while there are any.  With last all that is held
 * is given, and another text may begin.  Bytes that are no UTF-8 stay as they are.  NP_OK or
 * NP_ERR_MEMORY.
 */
enum np_code np_reform_text(struct np_reform *reform, const char *text, size_t len, bool last,
    struct np_span *out, struct np_error *err);

/* How many private-use characters were settled since the last text began. */
uint64_t np_reform_settled(const struct np_reform *reform);

/* NULL is allowed. */
void np_reform_close(struct np_reform *reform);

#endif
