/* dateline.h - from whom, where and when a report was sent, as its dateline says */
#ifndef NP_DATELINE_H
#define NP_DATELINE_H

#include "arena.h"
#include "code.h"
#include "date.h"

enum np_dateline_kind {
	NP_DATELINE_WIRE,    /* 电 综合电 急电 */
	NP_DATELINE_SPECIAL, /* 专电 特电 */
	NP_DATELINE_NEWS,    /* 讯 特讯 又讯 航讯 通讯 */
	NP_DATELINE_MESSAGE, /* 消息 */
	NP_DATELINE_REPORT,  /* 专稿 综合报道 文章 */
	NP_DATELINE_KINDS
};

/* A kind's name: "wire", "special", "news", "message", "report". */
const char *np_dateline_kind_name(enum np_dateline_kind kind);

enum { NP_DATELINE_AGENCIES = 4 };

/* A dateline; spans lie in the text it was read from or the arena, "" where nothing is told. */
struct np_dateline {
	enum np_dateline_kind kind;
	struct np_span agencies[NP_DATELINE_AGENCIES]; /* 新华社, 本报, 浙江在线 */
	size_t agency_count;
	struct np_span place;
	struct np_date date; /* as printed: year and month may not be known */
	bool after_other;    /* 据: taken from that agency */
};

/*
 * Reads the text of a block of role dateline: 本报讯, 新华社北京3月26日电, （据路透社电）,
 * 〔中央社廣州廿二日電〕, 【新华社长治十三日电】, 浙江在线杭州6月30日讯, （檳城五日訊）,
 * 【法国《解放报》三月五日文章】, BEIJING, Nov. 3 (Xinhua) --.
 * *dateline has no agency, place or date for what tells none.  Answers NP_OK, or NP_ERR_MEMORY.
 */
enum np_code np_dateline_read(
    struct np_span text, struct np_arena *arena, struct np_dateline *dateline);

#endif
