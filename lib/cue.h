/* cue.h - words that tell what a line is; the table is made from look.cues by gen/cues.c */
#ifndef NP_CUE_H
#define NP_CUE_H

#include "code.h"

/* Words and forms that tell a role, as bits.  The model knows them by their order. */
enum {
	NP_CUE_PICTURE = 1,   /* 图为 上图 图片 */
	NP_CUE_DATE_HEAD = 2, /* 3月26日 … */
	NP_CUE_NOTICE = 4,    /* 公告 启事 声明 … */
	NP_CUE_PHONE = 8,
	NP_CUE_ADDRESS = 16,       /* @ or www. */
	NP_CUE_ASKING = 32,        /* 记者： 问： 答： */
	NP_CUE_ISSUE = 64,         /* 日报 星期 第 */
	NP_CUE_EDITOR = 128,       /* 责编 编辑 校对 … */
	NP_CUE_SERIES = 256,       /* 之一 系列 */
	NP_CUE_IMAGE = 512,        /* ![ */
	NP_CUE_SPEECH_VERB = 1024, /* 说 表示 介绍 */
	NP_CUE_WHEN = 2048, /* 昨天 日前 6月6日 …: soon after the start, as a story opens */
	NP_CUE_SOURCE = 4096, /* 记者 获悉 据 …: the same */
	NP_CUE_SITE = 8192, /* what sites print round a story: 上一篇 打印 分享 点击 … */
	NP_CUE_ORIGIN = 16384, /* 来源 稿源 作者 …: soon after the start */
	NP_CUE_STAMP = 32768,  /* 2013-09-18, 08:42 in a short line */
	NP_CUE_COUNT = 16
};

/* Where in a line a cue must begin: before that byte, 0-based. */
enum { NP_CUE_AT_START = 1, NP_CUE_SOON = 75, NP_CUE_NEAR = 150 };

enum { NP_CUE_BYTES = 12 };

struct np_cue {
	uint32_t first; /* the word's first character; 0 behind the last cue */
	uint16_t bit;
	unsigned char len, within; /* bytes; one of NP_CUE_AT_START … */
	char word[NP_CUE_BYTES];   /* no '\0' at the end */
};

/* The cues, those with one first character side by side. */
extern const struct np_cue np_cues[];

/*
 * Asked for at each character: where the cues with that first character begin in np_cues, 1-based,
 * by its low bits; 0 for none.  No two first characters have the same low bits.
 */
enum { NP_CUE_SLOTS = 1 << 12, NP_CUE_BEHIND = 3 }; /* and so many zeros behind them */
extern const unsigned char np_cue_slots[NP_CUE_SLOTS + NP_CUE_BEHIND];

/* False if no cue begins with that character, for most others. */
static inline bool
np_cue_may_begin(uint32_t cp)
{
	return np_cue_slots[cp % NP_CUE_SLOTS] != 0;
}

/*
 * Of which of the characters at cp np_cue_may_begin() is true: bit i for character i, count of them, 64 at most.  There must
 * be room to read eight more.
 */
uint64_t np_cue_may_begin_at(const uint16_t *cp, size_t count);

/*
 * The bits of the cues that text begins with.  first is its first character, of which
 * np_cue_may_begin() is true; at is where text begins in its line, in bytes.
 */
unsigned np_cue_find(struct np_span text, uint32_t first, size_t at);

#endif
