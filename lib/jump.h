/* jump.h - where an article goes on or comes from, as a jump line says */
#ifndef NP_JUMP_H
#define NP_JUMP_H

#include "code.h"

enum np_jump_kind {
	NP_JUMP_TO,   /* 下转第2版: it goes on there */
	NP_JUMP_FROM, /* 上接第1版: it began there */
	NP_JUMP_SEE,  /* 相关报道见第4版: another article is there */
	NP_JUMP_KINDS
};

enum {
	NP_PAGE_NO_MAX = 12, /* room for a page number and its NUL */
	NP_JUMP_PAGES = 16,  /* of the pages that a jump names so many are told */
	NP_JUMP_BYTES = 4096 /* of a text so many are read: no jump is that long */
};

/* A jump. */
struct np_jump {
	enum np_jump_kind kind;
	char pages[NP_JUMP_PAGES][NP_PAGE_NO_MAX]; /* as np_page_no_scan() writes them */
	size_t page_count;                         /* 1 at least */
	struct np_span title; /* of the article as told in 《》, "" if not; lies in the text */
};

/* A kind's name: "to", "from", "see". */
const char *np_jump_kind_name(enum np_jump_kind kind);

/*
 * Reads the text of a block of role jump: （下转第2版）, 上接1版, 【下轉A4】,
 * （上接第一版《三百里新堤》）, （未完，下转第三版）, （相关报道见第四版）.  Several pages
 * (下转第二、三版, 下转A2、A3版, 下转2-4版) come in their order, each once, a range with those
 * between.  False if the first NP_JUMP_BYTES name no page or nothing tells which way it points.
 */
bool np_jump_parse(struct np_span text, struct np_jump *jump);

/*
 * Takes a page number off the front of *rest, with 第 before and 版, 张, 頁 behind it where they
 * stand, and writes it the same way for all prints: 2 for 第02版, 第二版, ２版 and 头版's number
 * 1; A6 for A06, Ａ６版 and a6; 封三 for itself.  Answers false, *rest as it was, if there is
 * none.  *marked (may be NULL) is true if a word or letter told that it is a page.
 */
bool np_page_no_scan(struct np_span *rest, char page_no[NP_PAGE_NO_MAX], bool *marked);

#endif
