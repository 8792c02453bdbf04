/* pattern.c - a pattern that a user gives, looked for in texts */
#include "pattern.h"

#include <stdlib.h>
#include <string.h>

#include "cpu.h"
#include "uni.h"
#include "utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
	STACK_FIRST = 32 * 1024, /* bytes of the machine code's own stack, at first and at most */
	STACK_MOST = 8 * 1024 * 1024,
	MESSAGE_MAX = 160
};

struct np_pattern {
	char *text; /* a copy */
	size_t len;
	bool literal;          /* no operators: the text is what is looked for */
	struct np_span needle; /* a part of the text that stands in all that matches; len 0: none */
	uint32_t options;
	pcre2_code *code; /* for texts that are all UTF-8, which run faster */
	pcre2_code *wary; /* for other texts; compiled when the first comes */
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	char message[MESSAGE_MAX];
};

/* True for characters of a class that knows no case; full-width and circled letters do. */
static bool
caseless(uint32_t cp)
{
	switch (np_uni_class(cp)) {
	case NP_HAN:
	case NP_KANA:
	case NP_BOPOMOFO:
	case NP_HANGUL:
	case NP_DIGIT:
	case NP_CJKPUNCT:
	case NP_SPACE:
		return true;
	case NP_PUNCT:
		return cp < 0x80;
	default:
		return false;
	}
}

/* True if nothing in the text, valid UTF-8, is an operator or, with fold_case, has case. */
static bool
is_literal(struct np_span text, bool fold_case)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;

		at += np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (cp < 0x80 && strchr("\\^$.[|()?*+{", (int)cp) != NULL)
			return false;
		if (fold_case && !caseless(cp))
			return false;
	}
	return true;
}

/* True if the character may stand as itself in a needle: fields of blocks have it as it is. */
static bool
stands(uint32_t cp, bool fold_case)
{
	return cp >= 0x20 && (cp >= 0x80 || strchr("\\^$.[]|()?*+{}", (int)cp) == NULL) &&
	       !(fold_case && !caseless(cp));
}

/*
 * The longest run of characters in the text, a pattern or a literal, that stand in all that
 * matches.  Patterns with more than dots, anchors and repetitions have none: 今.*记者 has 记者.
 */
static struct np_span
find_needle(struct np_span text, bool literal, bool fold_case)
{
	struct np_span best = { text.ptr, 0 };
	size_t start = 0, before = 0; /* of the run; of the character before */

	for (size_t at = 0, next; at <= text.len; at = next) {
		uint32_t cp = 0;
		bool stops = true, open = false;
		size_t end = at;

		next = at + 1;
		if (at < text.len) {
			next = at + np_utf8_next(text.ptr + at, text.len - at, &cp);
			stops = !stands(cp, fold_case);
		}
		if (!literal && at < text.len && cp < 0x80 && cp != 0) {
			if (strchr("\\[]|(){}", (int)cp) != NULL)
				return (struct np_span){ text.ptr, 0 };
			open = cp == '?' || cp == '*';
		}
		/* What may be missing is no part of it. */
		if (open)
			end = before;
		if (stops) {
			if (end > start && end - start > best.len)
				best = (struct np_span){ text.ptr + start, end - start };
			start = next;
		}
		before = at;
	}
	return best;
}

/* Compiles with more options; NULL with *err filled when it is no pattern, or memory is out. */
static pcre2_code *
compile(struct np_pattern *pattern, uint32_t more, struct np_error *err)
{
	int number = 0;
	PCRE2_SIZE offset = 0;
	pcre2_code *code;

	code = pcre2_compile((PCRE2_SPTR)pattern->text, pattern->len, pattern->options | more,
	    &number, &offset, NULL);
	if (code == NULL) {
		pcre2_get_error_message(
		    number, (PCRE2_UCHAR *)pattern->message, sizeof pattern->message);
		bool memory = number == PCRE2_ERROR_HEAP_FAILED;
		np_fail(err, memory ? NP_ERR_MEMORY : NP_ERR_SYNTAX, 0,
		    memory ? "out of memory" : pattern->message);
		if (err != NULL && !memory)
			err->byte = offset + 1;
		return NULL;
	}
	/* Where there is no JIT for this machine the pattern is interpreted: no error. */
	(void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	return code;
}

enum np_code
np_pattern_open(
    struct np_pattern **pattern, struct np_span text, bool fold_case, struct np_error *err)
{
	struct np_pattern *made = *pattern = calloc(1, sizeof *made);
	size_t valid = np_utf8_valid(text.ptr, text.len);
	struct np_error own;

	if (err == NULL)
		err = &own;
	if (made == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	if (valid < text.len) {
		np_fail(err, NP_ERR_SYNTAX, 0, "invalid UTF-8");
		if (err != NULL)
			err->byte = valid + 1;
		return NP_ERR_SYNTAX;
	}
	made->text = malloc(text.len + 1);
	if (made->text == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	memcpy(made->text, text.ptr, text.len);
	made->text[text.len] = '\0';
	made->len = text.len;
	made->literal = is_literal(text, fold_case);
	made->needle =
	    find_needle((struct np_span){ made->text, text.len }, made->literal, fold_case);
	if (made->literal)
		return NP_OK;
	made->options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
	if (fold_case)
		made->options |= PCRE2_CASELESS;
	made->code = compile(made, 0, err);
	if (made->code == NULL)
		return err->code;
	made->data = pcre2_match_data_create(1, NULL);
	made->context = pcre2_match_context_create(NULL);
	made->stack = pcre2_jit_stack_create(STACK_FIRST, STACK_MOST, NULL);
	if (made->data == NULL || made->context == NULL || made->stack == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	pcre2_jit_stack_assign(made->context, NULL, made->stack);
	return NP_OK;
}

void
np_pattern_close(struct np_pattern *pattern)
{
	if (pattern == NULL)
		return;
	pcre2_code_free(pattern->code);
	pcre2_code_free(pattern->wary);
	pcre2_match_data_free(pattern->data);
	pcre2_match_context_free(pattern->context);
	pcre2_jit_stack_free(pattern->stack);
	free(pattern->text);
	free(pattern);
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* As seek(), for needles of two bytes at least, by two of their bytes; *at: how far it came. */
NP_AVX2 static bool
seek_avx2(struct np_span needle, struct np_span bytes, size_t *at)
{
	/* Of two characters of three bytes their last ones: there are 64 of each. */
	const size_t last = needle.len - 1, other = needle.len >= 6 ? last - 3 : last - 1;
	const __m256i a = _mm256_set1_epi8(needle.ptr[last]);
	const __m256i b = _mm256_set1_epi8(needle.ptr[other]);

	for (; bytes.len - *at >= last + 32; *at += 32) {
		const char *p = bytes.ptr + *at;
		__m256i here = _mm256_cmpeq_epi8(
		    _mm256_loadu_si256((const __m256i *)(const void *)(p + last)), a);
		__m256i there = _mm256_cmpeq_epi8(
		    _mm256_loadu_si256((const __m256i *)(const void *)(p + other)), b);
		unsigned both = (unsigned)_mm256_movemask_epi8(_mm256_and_si256(here, there));

		for (; both != 0; both &= both - 1) {
			size_t from = _tzcnt_u32(both);

			if (memcmp(p + from, needle.ptr, needle.len) == 0) {
				*at += from;
				return true;
			}
		}
	}
	return false;
}
#endif

/*
 * Where the needle stands first in the bytes, or their end.  It is sought by its last byte: in Chinese
 * text the first bytes of characters are a dozen, the last ones spread over 64.  A whole needle
 * begins where a character does, in bytes that are no UTF-8 too, as no byte of a character can
 * begin another.
 */
static size_t
seek(struct np_span needle, struct np_span bytes)
{
	const size_t last = needle.len - 1;
	size_t at = 0;

	if (needle.len == 0)
		return 0;
	if (bytes.len < needle.len)
		return bytes.len;
#ifdef NP_WITH_AVX2
	if (needle.len >= 2 && bytes.len >= 64 && np_cpu_avx2() && seek_avx2(needle, bytes, &at))
		return at;
#endif
	while (bytes.len - at > last) {
		const char *from = bytes.ptr + at + last;
		const char *found = memchr(from, needle.ptr[last], bytes.len - at - last);

		if (found == NULL)
			break;
		at = (size_t)(found - bytes.ptr) - last;
		if (memcmp(bytes.ptr + at, needle.ptr, last) == 0)
			return at;
		at++;
	}
	return bytes.len;
}

size_t
np_pattern_seek(const struct np_pattern *pattern, struct np_span bytes)
{
	return seek(pattern->needle, bytes);
}

enum np_code
np_pattern_find(struct np_pattern *pattern, struct np_span text, bool *found, struct np_error *err)
{
	uint32_t options = PCRE2_NO_UTF_CHECK;
	pcre2_code *code = pattern->code;
	int answer;

	if (pattern->literal) {
		struct np_span literal = { pattern->text, pattern->len };

		*found = literal.len == 0 || seek(literal, text) < text.len;
		return NP_OK;
	}
	*found = false;
	if (np_utf8_valid(text.ptr, text.len) < text.len) {
		if (pattern->wary == NULL)
			pattern->wary = compile(pattern, PCRE2_MATCH_INVALID_UTF, err);
		if (pattern->wary == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		code = pattern->wary;
		options = 0;
	}
	answer = pcre2_match(
	    code, (PCRE2_SPTR)text.ptr, text.len, 0, options, pattern->data, pattern->context);
	/* The interpreter takes its memory from the heap, and has more of it. */
	if (answer == PCRE2_ERROR_JIT_STACKLIMIT)
		answer = pcre2_match(code, (PCRE2_SPTR)text.ptr, text.len, 0,
		    options | PCRE2_NO_JIT, pattern->data, pattern->context);
	*found = answer >= 0;
	if (answer >= 0 || answer == PCRE2_ERROR_NOMATCH)
		return NP_OK;
	if (answer == PCRE2_ERROR_NOMEMORY)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	return np_fail(err, NP_ERR_TOOBIG, 0, "the pattern takes too many steps");
}
