/* charset.h - the names of encodings, and what is known of each */
#ifndef NP_CHARSET_H
#define NP_CHARSET_H

#include "code.h"

/* Who reads and writes it. */
enum np_family {
	NP_FAMILY_UTF8,
	NP_FAMILY_WIDE, /* UTF-16 and UTF-32 */
	NP_FAMILY_GB,
	NP_FAMILY_HZ,
	NP_FAMILY_BIG5,
	NP_FAMILY_FOREIGN /* iconv(3) */
};

/* The byte order of NP_FAMILY_WIDE. */
enum np_byte_order { NP_ORDER_BY_MARK, NP_ORDER_LITTLE, NP_ORDER_BIG };

/* An encoding. */
struct np_charset {
	const char *name;    /* what it is called here: "gb18030"; iconv's name for a foreign one */
	const char *title;   /* what a message calls what is read: "GB 18030", for gbk too */
	const char *written; /* and what is written: "GBK" */
	enum np_family family;
	int kind; /* enum np_gb or enum np_big5; bytes of a unit for NP_FAMILY_WIDE */
	enum np_byte_order order; /* of NP_FAMILY_WIDE */
	const char *says;         /* a few words for a list */
};

/*
 * Finds an encoding that has a name here, or an alias; case, "-" and "_" do not matter.  NULL if
 * it has none: iconv(3) may know it.  The answer is constant.
 */
const struct np_charset *np_charset_find(const char *name);

/* Number i of those that have a name here, from 0; NULL behind the last. */
const struct np_charset *np_charset_listed(size_t i);

#endif
