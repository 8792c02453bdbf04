/* kind.h - as what a newspaper names somebody */
#ifndef NP_KIND_H
#define NP_KIND_H

/* As what somebody is named.  An editor is never an author, and nobody's office is in a name. */
enum np_person_kind {
	NP_AUTHOR, /* wrote it, no office told: （李红）, 文/李红, 口述：李红, 评论员 李红 */
	NP_REPORTER,      /* 记者 特派员 驻京记者 见习记者 首席记者 */
	NP_CORRESPONDENT, /* 通讯员 特约记者 */
	NP_INTERN,        /* 实习生 实习记者 */
	NP_PHOTOGRAPHER,  /* 摄 摄影, and drew: 绘 制图 */
	NP_TRANSLATOR,    /* 编译 译 */
	NP_EDITOR,        /* 责编 编辑 美编 校对 版式 */
	NP_AGENCY, /* where it is from: 新华社, 据《人民日报》, 来源：云岭网, 本报综合, 云岭日报 alone */
	NP_PERSON_KINDS
};

/* A kind's name: "author", "reporter" and so on. */
const char *np_person_kind_name(enum np_person_kind kind);

/* A set of one kind. */
#define NP_PERSON_BIT(kind) (1U << (kind))

#endif
