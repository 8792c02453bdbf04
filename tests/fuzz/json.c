/* json - strings of JSON: a line of UTF-8 that reads back as the text, U+FFFD for what is none */
#include "fuzz.h"

#include "json.h"

/* The code unit of four hexadecimal digits. */
static uint32_t
unit(struct np_span *rest)
{
	uint32_t value = 0;

	LAW(rest->len >= 4);
	for (int i = 0; i < 4; i++) {
		const char *digits = "0123456789abcdef", *digit;

		digit = strchr(
		    digits, *rest->ptr >= 'A' && *rest->ptr <= 'F' ? *rest->ptr + 32 : *rest->ptr);
		LAW(digit != NULL && *digit != '\0');
		value = value * 16 + (uint32_t)(digit - digits);
		rest->ptr++;
		rest->len--;
	}
	return value;
}

/* Reads a string by RFC 8259, section 7. */
static void
read_string(struct np_out *out, struct np_span rest)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	char buf[4];

	LAW(rest.len >= 2 && rest.ptr[0] == '"' && rest.ptr[rest.len - 1] == '"');
	rest = (struct np_span){ rest.ptr + 1, rest.len - 2 };
	while (rest.len > 0) {
		char c = *rest.ptr++;

		rest.len--;
		LAW((unsigned char)c >= 0x20 && c != '"' && c != 0x7F);
		if (c != '\\') {
			np_out_byte(out, c);
			continue;
		}
		LAW(rest.len > 0);
		c = *rest.ptr++;
		rest.len--;
		if (c == 'u') {
			uint32_t cp = unit(&rest);

			/* What needs two units is never escaped. */
			LAW(cp < 0xD800 || cp > 0xDFFF);
			np_out_write(out, buf, np_utf8_put(buf, cp));
		} else {
			LAW(c != '\0' && strchr(names, c) != NULL);
			np_out_byte(out, values[strchr(names, c) - names]);
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct np_span text = fuzz_copy((struct np_span){ (const char *)data, size });
	struct np_out out, wanted, got;
	bool any = false;
	size_t len;

	fuzz_out(&out);
	fuzz_out(&wanted);
	fuzz_out(&got);
	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t cp;
		char buf[4];

		n = np_utf8_next(text.ptr + at, text.len - at, &cp);
		np_out_write(&wanted, buf, np_utf8_put(buf, cp == NP_UTF8_BAD ? 0xFFFD : cp));
	}
	np_json_string(&out, text);
	LAW(fuzz_is_utf8(fuzz_written(&out)));
	read_string(&got, fuzz_written(&out));
	LAW(fuzz_same(fuzz_written(&got), fuzz_written(&wanted)));
	len = out.len;
	np_json_member(&out, &any, "key", text);
	LAW(any && out.len == 2 * len + strlen("\"key\":"));
	fuzz_drop(&out);
	fuzz_drop(&wanted);
	fuzz_drop(&got);
	free((char *)(size_t)text.ptr);
	return 0;
}
