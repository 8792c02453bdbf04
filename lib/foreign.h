/* foreign.h - encodings that iconv(3) has, decoded and encoded with care for its ways */
#ifndef NP_FOREIGN_H
#define NP_FOREIGN_H

#include "chunk.h"

/* A converter from or to one encoding. */
struct np_foreign;

/* True if iconv(3) can read (or write) the encoding called name: no slash in it, not empty. */
bool np_foreign_known(const char *name, bool write);

/*
 * Opens a decoder, or with write an encoder, for the encoding called name, which is borrowed.  NP_OK,
 * NP_ERR_UNKNOWN, NP_ERR_MEMORY; *foreign is NULL after an error.
 */
enum np_code np_foreign_open(
    struct np_foreign **foreign, const char *name, bool write, struct np_error *err);

/*
 * From now on what would not be written as it came (one of two codes of a character) is a bad piece,
 * where the encoding has no states.  NP_OK, also where that can't be told, or NP_ERR_MEMORY.
 */
enum np_code np_foreign_be_strict(struct np_foreign *foreign, struct np_error *err);

/* Decodes as far as it goes.  What the converter still holds at the end comes with the last step. */
enum np_stop np_foreign_decode(struct np_foreign *foreign, struct np_chunk *chunk);

/*
 * Encodes as far as it goes: NP_STOP_BAD at a character that the encoding lacks, or that would be read as
 * another one, and at bytes that are no UTF-8.
 */
enum np_stop np_foreign_encode(struct np_foreign *foreign, struct np_chunk *chunk);

/* Puts out what the encoding needs at a text's end (ISO-2022-JP's escape): at most 16 bytes. */
void np_foreign_end(struct np_foreign *foreign, struct np_chunk *chunk);

/* NULL is allowed. */
void np_foreign_close(struct np_foreign *foreign);

#endif
