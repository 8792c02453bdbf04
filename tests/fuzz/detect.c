/* detect - the detector: it names an encoding that can be read, the same each time, or says why not */
#include "fuzz.h"

#include "detect.h"

/* UTF-16 of fewer bytes may be valid UTF-8 by chance. */
enum { NO_LUCK = 32 };

/*
 * True for UTF-8 with two characters of three bytes or more, without controls.  With fewer it may be a few
 * characters of GB 18030 by chance.
 */
static bool
is_plain(struct np_span text)
{
	size_t longs = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7F)
			return false;
		longs += c >= 0xE0;
	}
	return longs >= 2 && fuzz_is_utf8(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct np_span text = fuzz_copy((struct np_span){ (const char *)data, size });
	struct np_detect found, again;

	np_detect(text.ptr, text.len, &found);
	np_detect(text.ptr, text.len, &again);
	LAW(found.encoding != NULL && np_enc_known(found.encoding));
	LAW(found.other == NULL || np_enc_known(found.other));
	LAW(found.confidence >= 0 && found.confidence <= 1);
	LAW(found.undecided == (found.candidates != NULL));
	LAW(found.skip <= 3);
	LAW(again.encoding == found.encoding && again.confidence == found.confidence &&
	    again.undecided == found.undecided);
	if (size >= NO_LUCK && size <= NP_DETECT_MOST && !found.bom && is_plain(text))
		LAW(found.undecided || strcmp(found.encoding, "utf-8") == 0);
	free((char *)(size_t)text.ptr);
	return 0;
}
