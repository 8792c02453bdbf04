/* pattern - npgrep's patterns: a pattern, a line feed, texts; plain words are found where they stand */
#include "fuzz.h"

#include "pattern.h"

/* True if the words stand somewhere in the text. */
static bool
stands(struct np_span words, struct np_span text)
{
	for (size_t at = 0; at + words.len <= text.len; at++) {
		if (memcmp(text.ptr + at, words.ptr, words.len) == 0)
			return true;
	}
	return false;
}

/* True if the pattern is UTF-8 without anything that may mean more than itself. */
static bool
is_plain(struct np_span pattern)
{
	for (size_t i = 0; i < pattern.len; i++) {
		unsigned char c = (unsigned char)pattern.ptr[i];

		if (c < '0' || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') ||
		    (c > 'z' && c < 0x80))
			return false;
	}
	return pattern.len > 0 && fuzz_is_utf8(pattern);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	bool fold = fuzz_choice(&fuzz, 2) == 1, found, again;
	struct np_span words = fuzz_copy(fuzz_line(&fuzz));
	struct np_pattern *pattern;
	struct np_error err;
	enum np_code code = np_pattern_open(&pattern, words, fold, &err);

	LAW(code == NP_OK || code == NP_ERR_SYNTAX);
	if (code == NP_ERR_SYNTAX)
		LAW(err.msg != NULL && err.byte >= 1 && err.byte <= words.len + 1);
	while (code == NP_OK && fuzz.rest.len > 0) {
		struct np_span text = fuzz_copy(fuzz_line(&fuzz));
		enum np_code how = np_pattern_find(pattern, text, &found, &err);

		LAW(how == NP_OK || how == NP_ERR_TOOBIG);
		LAW(np_pattern_find(pattern, text, &again, &err) == how);
		LAW(how != NP_OK || found == again);
		if (how == NP_OK && !fold && is_plain(words) && fuzz_is_utf8(text))
			LAW(found == stands(words, text));
		free((char *)(size_t)text.ptr);
	}
	np_pattern_close(pattern);
	free((char *)(size_t)words.ptr);
	return 0;
}
