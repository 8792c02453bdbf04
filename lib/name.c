/* name.c - file names made from the names of pages */
#include "name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "uni.h"
#include "utf8.h"

enum { LONGEST = 160, KEPT = 120 };

/* FNV-1a, a byte at a time. */
static uint64_t
stir(uint64_t h, unsigned char byte)
{
	return (h ^ byte) * UINT64_C(0x100000001B3);
}

/* Mixes a finished hash once more, so that each of its bits depends on every byte; never 0. */
static uint64_t
settle(uint64_t h)
{
	h = (h ^ h >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
	h = (h ^ h >> 33) * UINT64_C(0xC4CEB9FE1A85EC53);
	h ^= h >> 33;
	return h != 0 ? h : 1;
}

static const uint64_t basis = UINT64_C(0xCBF29CE484222325);

static uint64_t
hash(struct np_span text)
{
	uint64_t h = basis;

	for (size_t i = 0; i < text.len; i++)
		h = stir(h, (unsigned char)text.ptr[i]);
	return settle(h);
}

/*
 * The same for names that differ in the case of letters alone.  Those of ASCII are all that
 * np_name_make() lets through.  It begins elsewhere than hash() does: no text is taken for another.
 */
static uint64_t
hash_folded(struct np_span text)
{
	uint64_t h = ~basis;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		h = stir(h, (unsigned char)(c >= 'A' && c <= 'Z' ? c | ('a' - 'A') : c));
	}
	return settle(h);
}

/*
 * True if the character may stand in a file's name as it is, on all systems and
 * whatever they do about normal forms: compatibility ideographs, radicals and Hangzhou's tens
 * change there.
 */
static bool
plain(uint32_t cp, bool first)
{
	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') ||
		       (cp >= 'a' && cp <= 'z') || cp == '_' ||
		       (!first && (cp == '.' || cp == '-'));
	if (cp == NP_UTF8_BAD || (cp >= 0x2E80 && cp <= 0x2FDF) || (cp >= 0x3038 && cp <= 0x303A) ||
	    (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x2F800 && cp <= 0x2FA1F))
		return false;
	return np_uni_class(cp) == NP_HAN;
}

/*
 * True if Windows takes a file of that name for a device, whatever follows the first full stop:
 * con.txt, LPT1.2003.txt.
 */
static bool
names_device(struct np_span page)
{
	static const char devices[] = "con prn aux nul com lpt ";
	char name[5] = "";
	const char *device;
	size_t len = 3;

	if (page.len < 4)
		return false;
	for (size_t i = 0; i < 3; i++)
		name[i] = (char)(page.ptr[i] | ('a' - 'A'));
	name[3] = ' ';
	device = strstr(devices, name);
	if (device == NULL)
		return false;
	/* These two are numbered. */
	if (*device == 'l' || device[2] == 'm') {
		if (page.ptr[3] < '0' || page.ptr[3] > '9')
			return false;
		len = 4;
	}
	return len < page.len && page.ptr[len] == '.';
}

/* The name without the "./" that find(1) puts before it. */
static struct np_span
from_here(struct np_span page)
{
	size_t n = page.len > 2 && memcmp(page.ptr, "./", 2) == 0 ? 2 : 0;

	return (struct np_span){ page.ptr + n, page.len - n };
}

void
np_name_make(char *buf, struct np_span page, bool marked, uint64_t article, const char *suffix)
{
	struct np_span name = from_here(page);
	size_t len = 0, kept = 0, at = 0;
	bool device = names_device(name);

	while (at < name.len && len <= LONGEST) {
		uint32_t cp;
		size_t n = np_utf8_next(name.ptr + at, name.len - at, &cp);

		if (plain(cp, at == 0) && !(device && at == 0)) {
			memcpy(buf + len, name.ptr + at, n);
			len += n;
		} else {
			for (size_t i = 0; i < n; i++) {
				len += (size_t)snprintf(buf + len, NP_NAME_MAX - len, "%%%02X",
				    (unsigned)(unsigned char)name.ptr[at + i]);
			}
		}
		at += n;
		if (len <= KEPT)
			kept = len;
	}
	if (len > LONGEST)
		marked = true;
	if (marked) {
		len = kept;
		len += (size_t)snprintf(
		    buf + len, NP_NAME_MAX - len, "%%-%016llx", (unsigned long long)hash(page));
	}
	snprintf(buf + len, NP_NAME_MAX - len, "-%llu%s", (unsigned long long)article, suffix);
}

/* Puts a hash into its slot; false if it is in the table already. */
static bool
put(uint64_t *slots, size_t cap, uint64_t h)
{
	size_t at = (size_t)h & (cap - 1);

	for (; slots[at] != 0; at = (at + 1) & (cap - 1)) {
		if (slots[at] == h)
			return false;
	}
	slots[at] = h;
	return true;
}

/* Makes room for two more hashes, those that a page needs; false when memory is out. */
static bool
grow(struct np_names *names)
{
	size_t cap = names->cap == 0 ? 1024 : names->cap * 2;
	uint64_t *slots;

	if (names->count + 2 <= names->cap / 4 * 3)
		return true;
	slots = calloc(cap, sizeof *slots);
	if (slots == NULL)
		return false;
	for (size_t i = 0; i < names->cap; i++) {
		if (names->slots[i] != 0)
			put(slots, cap, names->slots[i]);
	}
	free(names->slots);
	names->slots = slots;
	names->cap = cap;
	return true;
}

enum np_code
np_names_add(struct np_names *names, struct np_span page, bool *alike)
{
	if (!grow(names))
		return NP_ERR_MEMORY;
	if (!put(names->slots, names->cap, hash(page)))
		return NP_ERR_UNKNOWN;
	*alike = !put(names->slots, names->cap, hash_folded(from_here(page)));
	names->count += *alike ? 1 : 2;
	return NP_OK;
}

void
np_names_free(struct np_names *names)
{
	free(names->slots);
	*names = (struct np_names){ NULL, 0, 0 };
}
