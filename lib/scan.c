/* scan.c - reading words, blanks and numbers off the front of a text */
#include "scan.h"

#include "uni.h"
#include "utf8.h"

bool
np_scan_word(struct np_span *rest, const char *word)
{
	size_t at = 0;

	/* Nearly all words differ soon. */
	for (; word[at] != '\0'; at++) {
		if (at == rest->len || rest->ptr[at] != word[at])
			return false;
	}
	rest->ptr += at;
	rest->len -= at;
	return true;
}

bool
np_scan_any(struct np_span *rest, const char *const *words)
{
	for (; *words != NULL; words++) {
		if (np_scan_word(rest, *words))
			return true;
	}
	return false;
}

uint32_t
np_scan_char(struct np_span *rest)
{
	uint32_t cp;
	size_t step;

	if (rest->len == 0)
		return NP_UTF8_BAD;
	step = np_utf8_next(rest->ptr, rest->len, &cp);
	rest->ptr += step;
	rest->len -= step;
	return cp;
}

void
np_scan_blanks(struct np_span *rest)
{
	for (struct np_span next = *rest; next.len > 0; *rest = next) {
		uint32_t cp = np_scan_char(&next);
		if (cp == NP_UTF8_BAD || !np_uni_is_space(cp))
			return;
	}
}

int
np_scan_digit(uint32_t cp)
{
	if (cp >= '0' && cp <= '9')
		return (int)(cp - '0');
	if (cp >= 0xFF10 && cp <= 0xFF19)
		return (int)(cp - 0xFF10);
	switch (cp) {
	case 0x3007: /* 〇 */
	case 0x25CB: /* ○ */
	case 0x96F6: /* 零 */
		return 0;
	case 0x4E00:
		return 1;
	case 0x4E8C:
		return 2;
	case 0x4E09:
		return 3;
	case 0x56DB:
		return 4;
	case 0x4E94:
		return 5;
	case 0x516D:
		return 6;
	case 0x4E03:
		return 7;
	case 0x516B:
		return 8;
	case 0x4E5D:
		return 9;
	default:
		return -1;
	}
}

/* 十 百, and 廿 卅 that hold their factor; 0 for anything else. */
static unsigned
unit_of(uint32_t cp, unsigned *factor)
{
	*factor = 0;
	switch (cp) {
	case 0x5341: /* 十 */
		return 10;
	case 0x767E: /* 百 */
		return 100;
	case 0x5EFF: /* 廿 */
		*factor = 2;
		return 10;
	case 0x5345: /* 卅 */
		*factor = 3;
		return 10;
	default:
		return 0;
	}
}

size_t
np_scan_number(struct np_span *rest, unsigned *value)
{
	struct np_span next = *rest, end = *rest;
	unsigned sum = 0, digits = 0; /* of full units; of the digits behind the last one */
	size_t count = 0;

	while (next.len > 0) {
		uint32_t cp = np_scan_char(&next);
		int digit = np_scan_digit(cp);
		unsigned factor, unit = unit_of(cp, &factor);

		if (digit < 0 && unit == 0)
			break;
		if (++count > 9)
			return 0;
		end = next;
		if (unit > 0) {
			if (factor == 0)
				factor = digits > 0 ? digits : 1;
			sum += factor * unit;
			digits = 0;
		} else {
			digits = digits * 10 + (unsigned)digit;
		}
	}
	*value = sum + digits;
	*rest = end;
	return count;
}
