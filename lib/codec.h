/* codec.h - a decoder or an encoder for any encoding, a chunk at a time */
#ifndef NP_CODEC_H
#define NP_CODEC_H

#include "charset.h"
#include "chunk.h"
#include "wide.h"

struct np_foreign;

/* One encoding at work, read or written.  Zeros are none; np_codec_close() frees what it holds. */
struct np_codec {
	struct np_charset charset; /* a copy: that of a foreign one points to own_name */
	char *own_name;            /* or NULL */
	bool writes;
	/* Reading: what would not be written as it came is bad; np_codec_be_strict(). */
	bool strict;

	/* what the family needs */
	struct np_wide wide;
	bool hz_in_gb; /* HZ: between "~{" and "~}" */
	struct np_foreign *foreign;
};

/*
 * Turns to the charset, or to the encoding of that name that only iconv(3) has, for writing if
 * codec->writes.  What goes by a byte order mark is little-endian when it is written; a reader looks first, np_codec_order().
 * NP_OK, NP_ERR_UNKNOWN, NP_ERR_MEMORY.
 */
enum np_code np_codec_use(
    struct np_codec *codec, const struct np_charset *charset, struct np_error *err);
enum np_code np_codec_use_foreign(struct np_codec *codec, const char *name, struct np_error *err);

/* Reading is strict from now on.  NP_OK or NP_ERR_MEMORY. */
enum np_code np_codec_be_strict(struct np_codec *codec, struct np_error *err);

/* Sets the byte order of what goes by a mark, from the first len bytes of the text: big-endian without one. */
void np_codec_order(struct np_codec *codec, const char *bytes, size_t len);

/* True if the text has a byte order mark of its own: utf-16, utf-32. */
bool np_codec_marks(const struct np_codec *codec);

/* True if ASCII stands for itself wherever a character may begin: then it need not be converted. */
bool np_codec_has_ascii(const struct np_codec *codec);

/* As chunk.h has it.  UTF-8 is not encoded: it is what an encoder takes. */
enum np_stop np_codec_decode(struct np_codec *codec, struct np_chunk *chunk);
enum np_stop np_codec_encode(struct np_codec *codec, struct np_chunk *chunk);

/* Puts out what the encoding needs at its end: an escape of ISO-2022-JP, HZ's "~}". */
void np_codec_end(struct np_codec *codec, struct np_chunk *chunk);

void np_codec_close(struct np_codec *codec);

#endif
