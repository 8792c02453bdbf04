/* codec.c - a decoder or an encoder for any encoding, a chunk at a time */
#include "codec.h"

#include <stdlib.h>
#include <string.h>

#include "big5.h"
#include "foreign.h"
#include "gb18030.h"
#include "utf8.h"

enum np_code
np_codec_use(struct np_codec *codec, const struct np_charset *charset, struct np_error *err)
{
	np_foreign_close(codec->foreign);
	codec->foreign = NULL;
	codec->charset = *charset;
	codec->wide.width = (unsigned)charset->kind;
	codec->wide.big = charset->order == NP_ORDER_BIG;
	if (charset->family != NP_FAMILY_FOREIGN)
		return NP_OK;
	enum np_code code = np_foreign_open(&codec->foreign, charset->name, codec->writes, err);
	if (code == NP_OK && codec->strict)
		code = np_foreign_be_strict(codec->foreign, err);
	return code;
}

enum np_code
np_codec_be_strict(struct np_codec *codec, struct np_error *err)
{
	codec->strict = true;
	return codec->foreign != NULL ? np_foreign_be_strict(codec->foreign, err) : NP_OK;
}

enum np_code
np_codec_use_foreign(struct np_codec *codec, const char *name, struct np_error *err)
{
	codec->own_name = malloc(strlen(name) + 1);
	if (codec->own_name == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	strcpy(codec->own_name, name);
	struct np_charset own = {
		.name = codec->own_name,
		.title = codec->own_name,
		.written = codec->own_name,
		.family = NP_FAMILY_FOREIGN,
	};
	return np_codec_use(codec, &own, err);
}

void
np_codec_order(struct np_codec *codec, const char *bytes, size_t len)
{
	unsigned width = codec->wide.width;
	codec->wide.big = len < width || !np_wide_little_mark(width, bytes);
}

bool
np_codec_marks(const struct np_codec *codec)
{
	return codec->charset.family == NP_FAMILY_WIDE && codec->charset.order == NP_ORDER_BY_MARK;
}

bool
np_codec_has_ascii(const struct np_codec *codec)
{
	enum np_family family = codec->charset.family;
	return family == NP_FAMILY_UTF8 || family == NP_FAMILY_GB || family == NP_FAMILY_BIG5;
}

enum np_stop
np_codec_decode(struct np_codec *codec, struct np_chunk *chunk)
{
	int kind = codec->charset.kind;
	switch (codec->charset.family) {
	case NP_FAMILY_UTF8:
		return np_utf8_decode(chunk);
	case NP_FAMILY_WIDE:
		return np_wide_decode(&codec->wide, chunk);
	case NP_FAMILY_GB:
		return np_gb18030_decode((enum np_gb)kind, chunk);
	case NP_FAMILY_HZ:
		return np_hz_decode(&codec->hz_in_gb, chunk);
	case NP_FAMILY_BIG5:
		return np_big5_decode((enum np_big5)kind, codec->strict, chunk);
	default:
		return np_foreign_decode(codec->foreign, chunk);
	}
}

enum np_stop
np_codec_encode(struct np_codec *codec, struct np_chunk *chunk)
{
	int kind = codec->charset.kind;
	switch (codec->charset.family) {
	case NP_FAMILY_WIDE:
		return np_wide_encode(&codec->wide, chunk);
	case NP_FAMILY_GB:
		return np_gb18030_encode((enum np_gb)kind, chunk);
	case NP_FAMILY_HZ:
		return np_hz_encode(&codec->hz_in_gb, chunk);
	case NP_FAMILY_BIG5:
		return np_big5_encode((enum np_big5)kind, chunk);
	default:
		return np_foreign_encode(codec->foreign, chunk);
	}
}

void
np_codec_end(struct np_codec *codec, struct np_chunk *chunk)
{
	if (codec->foreign != NULL)
		np_foreign_end(codec->foreign, chunk);
	else if (codec->charset.family == NP_FAMILY_HZ)
		np_hz_end(&codec->hz_in_gb, chunk);
}

void
np_codec_close(struct np_codec *codec)
{
	np_foreign_close(codec->foreign);
	free(codec->own_name);
	*codec = (struct np_codec){ .own_name = NULL };
}
