/* chunk.h - a chunk of text on its way through a decoder or an encoder */
#ifndef NP_CHUNK_H
#define NP_CHUNK_H

#include "code.h"

/*
 * What a decoder or an encoder is given, and how far it came: it moves in and out on.  A
 * decoder makes UTF-8, an encoder takes it.  16 bytes of room are enough for every one
 * of them to get on.
 */
struct np_chunk {
	const char *in, *in_end;
	bool last; /* nothing comes behind in_end */
	char *out, *out_end;
	/*
	 * At NP_STOP_BAD of a decoder: how many of the bytes at in are the bad piece, and how many
	 * show what is wrong with it: 81 20 for a first byte 81 that an ASCII space follows.
	 */
	size_t bad, shown;
};

/* Why a step ended. */
enum np_stop {
	NP_STOP_MORE, /* the input is used up, or ends inside a character */
	NP_STOP_FULL, /* there is no room for the next character */
	NP_STOP_BAD   /* what comes next is no character of the encoding */
};

/* Answers NP_STOP_BAD for the first `bad` bytes at in, of which `shown` are to be told. */
static inline enum np_stop
np_chunk_bad(struct np_chunk *chunk, size_t bad, size_t shown)
{
	chunk->bad = bad;
	chunk->shown = shown;
	return NP_STOP_BAD;
}

/*
 * The same where a bad first byte may have the next one for company: that is part of the bad
 * piece unless it is ASCII, which is always read on (it may be a line feed).  NP_STOP_MORE when
 * the next byte is not there yet.
 */
static inline enum np_stop
np_chunk_bad_lead(struct np_chunk *chunk)
{
	if (chunk->in_end - chunk->in < 2)
		return chunk->last ? np_chunk_bad(chunk, 1, 1) : NP_STOP_MORE;
	return np_chunk_bad(chunk, (unsigned char)chunk->in[1] >= 0x80 ? 2 : 1, 2);
}

#endif
