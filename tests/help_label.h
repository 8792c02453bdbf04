/* help_label.h - for unit tests of labels and blocks: labels by name, pages by chance, streams */
#ifndef NP_TESTS_HELP_LABEL_H
#define NP_TESTS_HELP_LABEL_H

#include "help.h"

#include "label.h"
#include "uni.h"
#include "utf8.h"

/* The number of the label of that name: "body.on". */
static inline unsigned char
label_of(const char *name)
{
	size_t i = 0;
	while (i < np_label_scheme.label_count && strcmp(np_label_scheme.labels[i], name) != 0)
		i++;
	ck_assert_msg(i < np_label_scheme.label_count, "no label %s", name);
	return (unsigned char)i;
}

/* Labels by chance that may follow one another, or any labels at all. */
static inline void
random_labels(uint64_t *random, bool legal, unsigned char *labels, size_t count)
{
	size_t n = np_label_scheme.label_count, from = n;
	for (size_t i = 0; i < count; i++) {
		do
			labels[i] = (unsigned char)below(random, n);
		while (legal && !np_label_scheme.follows(from, labels[i]));
		from = labels[i];
	}
}

/* A page by chance: lines of words, of marks, of Latin, of bad bytes; Markdown now and then. */
static inline size_t
random_lines(uint64_t *random, char *buf, size_t room, size_t most)
{
	static const char *const bits[] = { "本报讯 ", "本报青石3月26日电 ", "（记者 王明）",
		"（本报记者 李俊", "华）", "城东的小桥", "昨天通车，", "两岸居民出行更方便。",
		"summer", "growth,", " and ", "2026", "李俊华 摄", "下转第2版", "（下转", "　", " ",
		"**", "“", "”", "\xFF", "\xE7\x89", "\t", "\\", "**甲**", "__乙__", "王明" };
	size_t len = 0;
	if (below(random, 4) == 0)
		len += (size_t)snprintf(buf, room, "# 标题\n");
	for (size_t n = 1 + below(random, most); n > 0; n--) {
		for (size_t b = below(random, 6); b > 0; b--) {
			const char *bit = bits[below(random, SIZE(bits))];
			if (room - len < strlen(bit) + 4)
				return len;
			memcpy(buf + len, bit, strlen(bit));
			len += strlen(bit);
		}
		memcpy(buf + len, &"\r\n\n\n"[below(random, 2)], 3);
		len += 1 + below(random, 3);
	}
	return len;
}

/* Appends the characters of text that are no White_Space to the len bytes of buf; their new number. */
static inline size_t
append_words(char *buf, size_t len, struct np_span text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		size_t n = np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (cp == NP_UTF8_BAD || !np_uni_is_space(cp)) {
			memcpy(buf + len, text.ptr + at, n);
			len += n;
		}
		at += n;
	}
	return len;
}

/* A model's text, for free(). */
static inline char *
model_text(const struct np_model *model)
{
	struct np_out out;
	struct np_error err;
	char *folder = make_folder(), *path = join_path(folder, "model");
	FILE *file = fopen(path, "wb");
	ck_assert_ptr_nonnull(file);
	np_out_init(&out, fileno(file), path);
	np_model_write(model, "", &out);
	ck_assert_int_eq(np_out_close(&out, &err), NP_OK);
	ck_assert_int_eq(fclose(file), 0);
	char *text = read_file(path, NULL);
	ck_assert_ptr_nonnull(text);
	free(path);
	remove_folder(folder);
	return text;
}

/* The blocks as they stand in a block stream, for free(). */
static inline char *
stream_of(const struct np_page *page, const struct np_labelled *blocks, size_t count,
    struct np_arena *arena)
{
	struct np_out out;
	struct np_error err;
	FILE *file = tmpfile();
	ck_assert_ptr_nonnull(file);
	np_out_init(&out, fileno(file), "stream");
	for (size_t i = 0; i < count; i++) {
		size_t n;
		struct np_piece *pieces = np_label_pieces(&blocks[i], arena, &n);
		ck_assert_ptr_nonnull(pieces);
		np_block_put(
		    &out, page->name, pieces, n, blocks[i].article, blocks[i].role, blocks[i].text);
	}
	ck_assert_int_eq(np_out_close(&out, &err), NP_OK);
	fseek(file, 0, SEEK_END);
	size_t len = (size_t)ftell(file);
	char *text = malloc(len + 1);
	ck_assert_ptr_nonnull(text);
	rewind(file);
	ck_assert_uint_eq(fread(text, 1, len, file), len);
	text[len] = '\0';
	fclose(file);
	return text;
}

#endif
