/* charset.c - the names of encodings, and what is known of each */
#include "charset.h"

#include "big5.h"
#include "gb18030.h"

static const struct np_charset charsets[] = {
	{ "utf-8", "UTF-8", "UTF-8", NP_FAMILY_UTF8, 0, NP_ORDER_BY_MARK,
	    "Unicode, what every tool writes" },
	{ "gb18030", "GB 18030", "GB 18030", NP_FAMILY_GB, NP_GB18030_2022, NP_ORDER_BY_MARK,
	    "mainland China, all of Unicode; the edition of 2022" },
	{ "gb18030:2005", "GB 18030-2005", "GB 18030-2005", NP_FAMILY_GB, NP_GB18030_2005,
	    NP_ORDER_BY_MARK, "the edition of 2005: 18 characters differ" },
	{ "gb18030:2000", "GB 18030-2000", "GB 18030-2000", NP_FAMILY_GB, NP_GB18030_2000,
	    NP_ORDER_BY_MARK, "the first edition: one more" },
	{ "gbk", "GB 18030", "GBK", NP_FAMILY_GB, NP_GBK, NP_ORDER_BY_MARK,
	    "mainland China, read as gb18030" },
	{ "gb2312", "GB 18030", "GB 2312", NP_FAMILY_GB, NP_GB2312, NP_ORDER_BY_MARK,
	    "mainland China, simplified only, read as gb18030" },
	{ "hz", "HZ", "HZ", NP_FAMILY_HZ, 0, NP_ORDER_BY_MARK,
	    "GB 2312 in seven bits, of old mail" },
	{ "big5", "Big5", "Big5", NP_FAMILY_BIG5, NP_BIG5, NP_ORDER_BY_MARK,
	    "Taiwan and Hong Kong, read with the Hong Kong characters" },
	{ "cp950", "code page 950", "code page 950", NP_FAMILY_BIG5, NP_CP950, NP_ORDER_BY_MARK,
	    "Microsoft's Big5, as it is" },
	{ "big5-2003", "Big5-2003", "Big5-2003", NP_FAMILY_BIG5, NP_BIG5_2003, NP_ORDER_BY_MARK,
	    "Taiwan's standard" },
	{ "big5-hkscs", "Big5-HKSCS", "Big5-HKSCS", NP_FAMILY_BIG5, NP_BIG5_HKSCS, NP_ORDER_BY_MARK,
	    "Hong Kong" },
	{ "euc-jp", "EUC-JP", "EUC-JP", NP_FAMILY_FOREIGN, 0, NP_ORDER_BY_MARK,
	    "Japan, Unix; with the vendors' characters" },
	{ "shift_jis", "Shift_JIS", "Shift_JIS", NP_FAMILY_FOREIGN, 0, NP_ORDER_BY_MARK,
	    "Japan, Windows; as code page 932" },
	{ "euc-kr", "EUC-KR", "EUC-KR", NP_FAMILY_FOREIGN, 0, NP_ORDER_BY_MARK,
	    "Korea; read and written as code page 949" },
	{ "utf-16", "UTF-16", "UTF-16", NP_FAMILY_WIDE, 2, NP_ORDER_BY_MARK,
	    "Unicode, by its byte order mark; big-endian without one" },
	{ "utf-16le", "UTF-16", "UTF-16", NP_FAMILY_WIDE, 2, NP_ORDER_LITTLE,
	    "Unicode, Windows's order" },
	{ "utf-16be", "UTF-16", "UTF-16", NP_FAMILY_WIDE, 2, NP_ORDER_BIG,
	    "Unicode, the network's order" },
	{ "utf-32", "UTF-32", "UTF-32", NP_FAMILY_WIDE, 4, NP_ORDER_BY_MARK,
	    "the same in four bytes" },
	{ "utf-32le", "UTF-32", "UTF-32", NP_FAMILY_WIDE, 4, NP_ORDER_LITTLE,
	    "the same in four bytes" },
	{ "utf-32be", "UTF-32", "UTF-32", NP_FAMILY_WIDE, 4, NP_ORDER_BIG,
	    "the same in four bytes" },
};

/* Other names that are met for these. */
static const struct {
	const char *alias, *name;
} aliases[] = {
	{ "gb18030:2022", "gb18030" },
	{ "gb18030-2022", "gb18030" },
	{ "gb18030-2005", "gb18030:2005" },
	{ "gb18030-2000", "gb18030:2000" },
	{ "euc-cn", "gb2312" },
	{ "gb2312-80", "gb2312" },
	{ "cp936", "gbk" },
	{ "windows-936", "gbk" },
	{ "x-gbk", "gbk" },
	{ "cp54936", "gb18030" },
	{ "hz-gb-2312", "hz" },
	{ "windows-950", "cp950" },
	{ "big5-eten", "big5" },
	{ "cn-big5", "big5" },
	{ "hkscs", "big5-hkscs" },
	{ "sjis", "shift_jis" },
	{ "ucs-2", "utf-16" },
	{ "ucs-2le", "utf-16le" },
	{ "ucs-2be", "utf-16be" },
	{ "ucs-4", "utf-32" },
	{ "ucs-4le", "utf-32le" },
	{ "ucs-4be", "utf-32be" },
};

static const char *
skip_joiners(const char *p)
{
	while (*p == '-' || *p == '_')
		p++;
	return p;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* True if a and b are one name: case, "-" and "_" do not count, in no locale. */
static bool
same_name(const char *a, const char *b)
{
	for (;;) {
		a = skip_joiners(a);
		b = skip_joiners(b);
		if (lower(*a) != lower(*b))
			return false;
		if (*a == '\0')
			return true;
		a++;
		b++;
	}
}

const struct np_charset *
np_charset_find(const char *name)
{
	for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++) {
		if (same_name(name, aliases[i].alias)) {
			name = aliases[i].name;
			break;
		}
	}
	for (size_t i = 0; i < sizeof charsets / sizeof charsets[0]; i++) {
		if (same_name(name, charsets[i].name))
			return &charsets[i];
	}
	return NULL;
}

const struct np_charset *
np_charset_listed(size_t i)
{
	return i < sizeof charsets / sizeof charsets[0] ? &charsets[i] : NULL;
}
