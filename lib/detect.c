/* detect.c - which encoding a text is in, with the runner-up and "undecided" */
#include "detect.h"

#include <string.h>

#include "utf8.h"

/*
 * Every candidate reads the bytes with its own eyes and pays for each character
 * what a Chinese newspaper makes it cost: minus the logarithm of its share in
 * running text.  The cheapest reading wins, and the distance to the next one
 * says how sure it is.  Costs are in sixteenths of a nat, a bad byte costs more
 * than any character, and a reading that is dear for every character is no
 * reading at all, even if it is the cheapest.
 */
enum {
	COST_BAD = 16 * 16,
	COST_ASCII = 16 * 7 / 2,     /* printable ASCII, line feed, tab, return, form feed */
	COST_CONTROL = 16 * 12,      /* other control characters */
	COST_SYMBOL = 16 * 11,       /* signs that are not among the common ones */
	COST_HAN = 152,              /* a character of the first level, not a common one */
	COST_RARE = 16 * 13,         /* one of the second level */
	COST_EXTENSION = 16 * 14,    /* one that only an extension has */
	COST_FOUR_BYTES = 16 * 18,   /* GB 18030's four-byte characters */
	COST_BLOCK = 160,            /* an ideograph in Unicode, level unknown */
	COST_LETTER = 16 * 6,        /* an accented Latin letter in UTF-8 */
	COST_AGAINST_VALID = 16 * 5, /* for readings other than UTF-8, if that is valid */
	COST_NO_NUL = 16 * 4,        /* for UTF-16 without any NUL */
	COST_FOREIGN = 16 * 9,       /* other characters in UTF-8 */

	/*
	 * In Chinese news one character in two or three is a common one, in a list of
	 * names one in four or five, in Korean or Japanese read as Chinese one in six or less.
	 */
	LEAST_COMMON = 5,
	/*
	 * This much a character outside ASCII, on average, is noise.  News lie between
	 * 105 and 136; Unicode's own forms are priced by block, and dearer.
	 */
	DEAR = 150,
	DEAR_UTF8 = 176,
	DEAR_UTF16 = 160,
	FEW = 24, /* with so few characters outside ASCII nobody asks that */
	/* The next reading must be this much dearer: e^4, one in fifty. */
	APART = 16 * 4
};

/* What reading the bytes in one encoding gave. */
struct reading {
	const char *encoding;
	bool priced;   /* common characters have their own price, and are counted */
	unsigned dear; /* what a character may cost on average */
	uint64_t cost;
	uint64_t common;
	uint64_t wide;      /* characters outside ASCII, bad bytes too */
	uint64_t wide_cost; /* what these cost */
	uint64_t bad;       /* bad bytes */
};

/* Characters of one cost, two bytes each. */
struct common {
	unsigned char cost;
	const char *codes;
};

/*
 * What Chinese news use most, by rank: about two thirds of all ideographs in
 * running text, and punctuation.  At the end of the GB list stand traditional characters:
 * a GBK file may well be in traditional script.
 */
/* clang-format off */
static const struct common gb_common[] = {
	/* 的一是在了不有和人这 */
	{69, "\xB5\xC4\xD2\xBB\xCA\xC7\xD4\xDA\xC1\xCB\xB2\xBB\xD3\xD0\xBA\xCD\xC8\xCB\xD5\xE2"},
	/* 中大为上个国 */
	{69, "\xD6\xD0\xB4\xF3\xCE\xAA\xC9\xCF\xB8\xF6\xB9\xFA"},
	/* 我以要他时来用们生到 */
	{87, "\xCE\xD2\xD2\xD4\xD2\xAA\xCB\xFB\xCA\xB1\xC0\xB4\xD3\xC3\xC3\xC7\xC9\xFA\xB5\xBD"},
	/* 作地于出就分对成会可 */
	{87, "\xD7\xF7\xB5\xD8\xD3\xDA\xB3\xF6\xBE\xCD\xB7\xD6\xB6\xD4\xB3\xC9\xBB\xE1\xBF\xC9"},
	/* 主发年动同工也能下过 */
	{87, "\xD6\xF7\xB7\xA2\xC4\xEA\xB6\xAF\xCD\xAC\xB9\xA4\xD2\xB2\xC4\xDC\xCF\xC2\xB9\xFD"},
	/* 子说产种面而方后多定 */
	{98, "\xD7\xD3\xCB\xB5\xB2\xFA\xD6\xD6\xC3\xE6\xB6\xF8\xB7\xBD\xBA\xF3\xB6\xE0\xB6\xA8"},
	/* 行学法所民得经十三之 */
	{98, "\xD0\xD0\xD1\xA7\xB7\xA8\xCB\xF9\xC3\xF1\xB5\xC3\xBE\xAD\xCA\xAE\xC8\xFD\xD6\xAE"},
	/* 进着等部度家电力里如 */
	{98, "\xBD\xF8\xD7\xC5\xB5\xC8\xB2\xBF\xB6\xC8\xBC\xD2\xB5\xE7\xC1\xA6\xC0\xEF\xC8\xE7"},
	/* 水化高自二理起小物现 */
	{98, "\xCB\xAE\xBB\xAF\xB8\xDF\xD7\xD4\xB6\xFE\xC0\xED\xC6\xF0\xD0\xA1\xCE\xEF\xCF\xD6"},
	/* 实加量都两体制机当使 */
	{98, "\xCA\xB5\xBC\xD3\xC1\xBF\xB6\xBC\xC1\xBD\xCC\xE5\xD6\xC6\xBB\xFA\xB5\xB1\xCA\xB9"},
	/* 点从业本 */
	{98, "\xB5\xE3\xB4\xD3\xD2\xB5\xB1\xBE"},
	/* 去把性好应开它合还因 */
	{115, "\xC8\xA5\xB0\xD1\xD0\xD4\xBA\xC3\xD3\xA6\xBF\xAA\xCB\xFC\xBA\xCF\xBB\xB9\xD2\xF2"},
	/* 由其些然前外天政四日 */
	{115, "\xD3\xC9\xC6\xE4\xD0\xA9\xC8\xBB\xC7\xB0\xCD\xE2\xCC\xEC\xD5\xFE\xCB\xC4\xC8\xD5"},
	/* 那社义事平形相全表间 */
	{115, "\xC4\xC7\xC9\xE7\xD2\xE5\xCA\xC2\xC6\xBD\xD0\xCE\xCF\xE0\xC8\xAB\xB1\xED\xBC\xE4"},
	/* 样与关各重新线内数正 */
	{115, "\xD1\xF9\xD3\xEB\xB9\xD8\xB8\xF7\xD6\xD8\xD0\xC2\xCF\xDF\xC4\xDA\xCA\xFD\xD5\xFD"},
	/* 心反你明看原又么利比 */
	{115, "\xD0\xC4\xB7\xB4\xC4\xE3\xC3\xF7\xBF\xB4\xD4\xAD\xD3\xD6\xC3\xB4\xC0\xFB\xB1\xC8"},
	/* 或但质气第向道命此变 */
	{115, "\xBB\xF2\xB5\xAB\xD6\xCA\xC6\xF8\xB5\xDA\xCF\xF2\xB5\xC0\xC3\xFC\xB4\xCB\xB1\xE4"},
	/* 条只没结解问意建月公 */
	{115, "\xCC\xF5\xD6\xBB\xC3\xBB\xBD\xE1\xBD\xE2\xCE\xCA\xD2\xE2\xBD\xA8\xD4\xC2\xB9\xAB"},
	/* 无系军很情者最立代想 */
	{115, "\xCE\xDE\xCF\xB5\xBE\xFC\xBA\xDC\xC7\xE9\xD5\xDF\xD7\xEE\xC1\xA2\xB4\xFA\xCF\xEB"},
	/* 已通并提直题党程展五 */
	{115, "\xD2\xD1\xCD\xA8\xB2\xA2\xCC\xE1\xD6\xB1\xCC\xE2\xB5\xB3\xB3\xCC\xD5\xB9\xCE\xE5"},
	/* 果料象员革位入常文总 */
	{115, "\xB9\xFB\xC1\xCF\xCF\xF3\xD4\xB1\xB8\xEF\xCE\xBB\xC8\xEB\xB3\xA3\xCE\xC4\xD7\xDC"},
	/* 次品式活设及管特件长 */
	{115, "\xB4\xCE\xC6\xB7\xCA\xBD\xBB\xEE\xC9\xE8\xBC\xB0\xB9\xDC\xCC\xD8\xBC\xFE\xB3\xA4"},
	/* 求老头基资边流路级少 */
	{115, "\xC7\xF3\xC0\xCF\xCD\xB7\xBB\xF9\xD7\xCA\xB1\xDF\xC1\xF7\xC2\xB7\xBC\xB6\xC9\xD9"},
	/* 图山统接知较将组见计 */
	{115, "\xCD\xBC\xC9\xBD\xCD\xB3\xBD\xD3\xD6\xAA\xBD\xCF\xBD\xAB\xD7\xE9\xBC\xFB\xBC\xC6"},
	/* 别她手角期根论运农指 */
	{115, "\xB1\xF0\xCB\xFD\xCA\xD6\xBD\xC7\xC6\xDA\xB8\xF9\xC2\xDB\xD4\xCB\xC5\xA9\xD6\xB8"},
	/* 几九区强放决西被干做 */
	{115, "\xBC\xB8\xBE\xC5\xC7\xF8\xC7\xBF\xB7\xC5\xBE\xF6\xCE\xF7\xB1\xBB\xB8\xC9\xD7\xF6"},
	/* 必战先回则任取据处队 */
	{115, "\xB1\xD8\xD5\xBD\xCF\xC8\xBB\xD8\xD4\xF2\xC8\xCE\xC8\xA1\xBE\xDD\xB4\xA6\xB6\xD3"},
	/* 南给色光门即保治北造 */
	{115, "\xC4\xCF\xB8\xF8\xC9\xAB\xB9\xE2\xC3\xC5\xBC\xB4\xB1\xA3\xD6\xCE\xB1\xB1\xD4\xEC"},
	/* 百规热领七海口东导器 */
	{115, "\xB0\xD9\xB9\xE6\xC8\xC8\xC1\xEC\xC6\xDF\xBA\xA3\xBF\xDA\xB6\xAB\xB5\xBC\xC6\xF7"},
	/* 压志世金增争济阶油思 */
	{115, "\xD1\xB9\xD6\xBE\xCA\xC0\xBD\xF0\xD4\xF6\xD5\xF9\xBC\xC3\xBD\xD7\xD3\xCD\xCB\xBC"},
	/* 术极交受联什认六共权 */
	{115, "\xCA\xF5\xBC\xAB\xBD\xBB\xCA\xDC\xC1\xAA\xCA\xB2\xC8\xCF\xC1\xF9\xB9\xB2\xC8\xA8"},
	/* 收证改清己美再采转更 */
	{115, "\xCA\xD5\xD6\xA4\xB8\xC4\xC7\xE5\xBC\xBA\xC3\xC0\xD4\xD9\xB2\xC9\xD7\xAA\xB8\xFC"},
	/* 单风切打白教速花带安 */
	{115, "\xB5\xA5\xB7\xE7\xC7\xD0\xB4\xF2\xB0\xD7\xBD\xCC\xCB\xD9\xBB\xA8\xB4\xF8\xB0\xB2"},
	/* 场身车例真务具万每目 */
	{115, "\xB3\xA1\xC9\xED\xB3\xB5\xC0\xFD\xD5\xE6\xCE\xF1\xBE\xDF\xCD\xF2\xC3\xBF\xC4\xBF"},
	/* 至达走积示议声报斗完 */
	{115, "\xD6\xC1\xB4\xEF\xD7\xDF\xBB\xFD\xCA\xBE\xD2\xE9\xC9\xF9\xB1\xA8\xB6\xB7\xCD\xEA"},
	/* 类八离华名确才科张信 */
	{115, "\xC0\xE0\xB0\xCB\xC0\xEB\xBB\xAA\xC3\xFB\xC8\xB7\xB2\xC5\xBF\xC6\xD5\xC5\xD0\xC5"},
	/* 马节话米整空元况今集 */
	{115, "\xC2\xED\xBD\xDA\xBB\xB0\xC3\xD7\xD5\xFB\xBF\xD5\xD4\xAA\xBF\xF6\xBD\xF1\xBC\xAF"},
	/* 温传土许步群广石记需 */
	{115, "\xCE\xC2\xB4\xAB\xCD\xC1\xD0\xED\xB2\xBD\xC8\xBA\xB9\xE3\xCA\xAF\xBC\xC7\xD0\xE8"},
	/* 段研界拉林律叫且究观 */
	{115, "\xB6\xCE\xD1\xD0\xBD\xE7\xC0\xAD\xC1\xD6\xC2\xC9\xBD\xD0\xC7\xD2\xBE\xBF\xB9\xDB"},
	/* 越织装影算低持音众书 */
	{115, "\xD4\xBD\xD6\xAF\xD7\xB0\xD3\xB0\xCB\xE3\xB5\xCD\xB3\xD6\xD2\xF4\xD6\xDA\xCA\xE9"},
	/* 布复容儿须际商非验连 */
	{115, "\xB2\xBC\xB8\xB4\xC8\xDD\xB6\xF9\xD0\xEB\xBC\xCA\xC9\xCC\xB7\xC7\xD1\xE9\xC1\xAC"},
	/* 断深难近矿千周委素技 */
	{115, "\xB6\xCF\xC9\xEE\xC4\xD1\xBD\xFC\xBF\xF3\xC7\xA7\xD6\xDC\xCE\xAF\xCB\xD8\xBC\xBC"},
	/* 备半办青省列习响约支 */
	{115, "\xB1\xB8\xB0\xEB\xB0\xEC\xC7\xE0\xCA\xA1\xC1\xD0\xCF\xB0\xCF\xEC\xD4\xBC\xD6\xA7"},
	/* 般史感劳便团往酸历市 */
	{115, "\xB0\xE3\xCA\xB7\xB8\xD0\xC0\xCD\xB1\xE3\xCD\xC5\xCD\xF9\xCB\xE1\xC0\xFA\xCA\xD0"},
	/* 克何除消构府称太准精 */
	{115, "\xBF\xCB\xBA\xCE\xB3\xFD\xCF\xFB\xB9\xB9\xB8\xAE\xB3\xC6\xCC\xAB\xD7\xBC\xBE\xAB"},
	/* 值号率族维划选标写存 */
	{115, "\xD6\xB5\xBA\xC5\xC2\xCA\xD7\xE5\xCE\xAC\xBB\xAE\xD1\xA1\xB1\xEA\xD0\xB4\xB4\xE6"},
	/* 候毛亲快效斯院查江型 */
	{115, "\xBA\xF2\xC3\xAB\xC7\xD7\xBF\xEC\xD0\xA7\xCB\xB9\xD4\xBA\xB2\xE9\xBD\xAD\xD0\xCD"},
	/* 眼王按格养易置派层片 */
	{115, "\xD1\xDB\xCD\xF5\xB0\xB4\xB8\xF1\xD1\xF8\xD2\xD7\xD6\xC3\xC5\xC9\xB2\xE3\xC6\xAC"},
	/* 始却专状育厂京识适属 */
	{115, "\xCA\xBC\xC8\xB4\xD7\xA8\xD7\xB4\xD3\xFD\xB3\xA7\xBE\xA9\xCA\xB6\xCA\xCA\xCA\xF4"},
	/* 圆包火住调满县局照参 */
	{115, "\xD4\xB2\xB0\xFC\xBB\xF0\xD7\xA1\xB5\xF7\xC2\xFA\xCF\xD8\xBE\xD6\xD5\xD5\xB2\xCE"},
	/* 红细引听该铁价严 */
	{115, "\xBA\xEC\xCF\xB8\xD2\xFD\xCC\xFD\xB8\xC3\xCC\xFA\xBC\xDB\xD1\xCF"},
	/* ，。、 */
	{56, "\xA3\xAC\xA1\xA3\xA1\xA2"},
	/* “”：《》（）；　？ */
	{85, "\xA1\xB0\xA1\xB1\xA3\xBA\xA1\xB6\xA1\xB7\xA3\xA8\xA3\xA9\xA3\xBB\xA1\xA1\xA3\xBF"},
	/* ！—· */
	{85, "\xA3\xA1\xA1\xAA\xA1\xA4"},
	/* ０１２３４５６７８９ */
	{110, "\xA3\xB0\xA3\xB1\xA3\xB2\xA3\xB3\xA3\xB4\xA3\xB5\xA3\xB6\xA3\xB7\xA3\xB8\xA3\xB9"},
	/* ■□▲●◆○★％．－ */
	{110, "\xA1\xF6\xA1\xF5\xA1\xF8\xA1\xF1\xA1\xF4\xA1\xF0\xA1\xEF\xA3\xA5\xA3\xAE\xA3\xAD"},
	/* 這為個國時來們對會發 */
	{130, "\xDF\x40\x9E\xE9\x82\x80\x87\xF8\x95\x72\x81\xED\x82\x83\x8C\xA6\x95\xFE\xB0\x6C"},
	/* 動過說產種學經進電裡 */
	{130, "\x84\xD3\xDF\x5E\xD5\x66\xAE\x61\xB7\x4E\x8C\x57\xBD\x9B\xDF\x4D\xEB\x8A\xD1\x65"},
	/* 現實兩體機當點從業應 */
	{130, "\xAC\x46\x8C\x8D\x83\xC9\xF3\x77\x99\x43\xAE\x94\xFC\x63\x8F\xC4\x98\x49\x91\xAA"},
	/* 開還義間樣與關線內數 */
	{130, "\xE9\x5F\xDF\x80\xC1\x78\xE9\x67\x98\xD3\xC5\x63\xEA\x50\xBE\x80\x83\xC8\x94\xB5"},
	/* 麼質氣變條沒結問無軍 */
	{130, "\xFC\x4E\xD9\x7C\x9A\xE2\xD7\x83\x97\x6C\x9B\x5D\xBD\x59\x86\x96\x9F\x6F\xDC\x8A"},
	/* 並題黨員總設長頭資邊 */
	{130, "\x81\x4B\xEE\x7D\xFC\x68\x86\x54\xBF\x82\xD4\x4F\xE9\x4C\xEE\x5E\xD9\x59\xDF\x85"},
	/* 級圖統較將組見計別論 */
	{130, "\xBC\x89\x88\x44\xBD\x79\xDD\x5E\x8C\xA2\xBD\x4D\xD2\x8A\xD3\x8B\x84\x65\xD5\x93"},
	/* 運農幾區強決幹戰則據 */
	{130, "\xDF\x5C\xDE\x72\x8E\xD7\x85\x5E\x8F\x8A\x9B\x51\x8E\xD6\x91\xF0\x84\x74\x93\xFE"},
	/* 處隊給門規熱領東導壓 */
	{130, "\xCC\x8E\xEA\xA0\xBD\x6F\xE9\x54\xD2\x8E\x9F\xE1\xEE\x49\x96\x7C\x8C\xA7\x89\xBA"},
	/* 爭濟階術極聯認權證採 */
	{130, "\xA0\x8E\x9D\xFA\xEB\x41\xD0\x67\x98\x4F\xC2\x93\xD5\x4A\x99\xE0\xD7\x43\x92\xF1"},
	/* 轉單風帶場車務萬達積 */
	{130, "\xDE\x44\x86\xCE\xEF\x4C\x8E\xA7\x88\xF6\xDC\x87\x84\xD5\xC8\x66\xDF\x5F\xB7\x65"},
	/* 議聲報鬥類離華確張馬 */
	{130, "\xD7\x68\xC2\x95\x88\xF3\xF4\x59\xEE\x90\xEB\x78\xC8\x41\xB4\x5F\x8F\x88\xF1\x52"},
	/* 節話況溫傳許廣記觀織 */
	{130, "\xB9\x9D\xD4\x92\x9B\x72\x9C\xD8\x82\xF7\xD4\x53\x8F\x56\xD3\x9B\xD3\x5E\xBF\x97"},
	/* 裝眾書復兒須際驗連斷 */
	{130, "\xD1\x62\xB1\x8A\x95\xF8\x8F\xCD\x83\xBA\xED\x9A\xEB\x48\xF2\x9E\xDF\x42\x94\xE0"},
	/* 難礦備辦習響約勞團歷 */
	{130, "\xEB\x79\xB5\x56\x82\xE4\xDE\x6B\xC1\x95\xED\x91\xBC\x73\x84\xDA\x88\x46\x9A\x76"},
	/* 構稱準號維劃選標寫親 */
	{130, "\x98\x8B\xB7\x51\x9C\xCA\xCC\x96\xBE\x53\x84\x9D\xDF\x78\x98\xCB\x8C\x91\xD3\x48"},
	/* 養層卻專狀廠識適屬圓 */
	{130, "\xF0\x42\x8C\xD3\x85\x73\x8C\xA3\xA0\xEE\x8F\x53\xD7\x52\xDF\x6D\x8C\xD9\x88\x41"},
	/* 調滿縣參紅細聽該鐵價 */
	{130, "\xD5\x7B\x9D\x4D\xBF\x68\x85\xA2\xBC\x74\xBC\x9A\xC2\xA0\xD4\x93\xE8\x46\x83\x72"},
	/* 嚴 */
	{130, "\x87\xC0"},
};

static const struct common big5_common[] = {
	/* 的一是在了不有和人這 */
	{69, "\xAA\xBA\xA4\x40\xAC\x4F\xA6\x62\xA4\x46\xA4\xA3\xA6\xB3\xA9\x4D\xA4\x48\xB3\x6F"},
	/* 中大為上個國 */
	{69, "\xA4\xA4\xA4\x6A\xAC\xB0\xA4\x57\xAD\xD3\xB0\xEA"},
	/* 我以要他時來用們生到 */
	{87, "\xA7\xDA\xA5\x48\xAD\x6E\xA5\x4C\xAE\xC9\xA8\xD3\xA5\xCE\xAD\xCC\xA5\xCD\xA8\xEC"},
	/* 作地於出就分對成會可 */
	{87, "\xA7\x40\xA6\x61\xA9\xF3\xA5\x58\xB4\x4E\xA4\xC0\xB9\xEF\xA6\xA8\xB7\x7C\xA5\x69"},
	/* 主發年動同工也能下過 */
	{87, "\xA5\x44\xB5\x6F\xA6\x7E\xB0\xCA\xA6\x50\xA4\x75\xA4\x5D\xAF\xE0\xA4\x55\xB9\x4C"},
	/* 子說產種面而方後多定 */
	{98, "\xA4\x6C\xBB\xA1\xB2\xA3\xBA\xD8\xAD\xB1\xA6\xD3\xA4\xE8\xAB\xE1\xA6\x68\xA9\x77"},
	/* 行學法所民得經十三之 */
	{98, "\xA6\xE6\xBE\xC7\xAA\x6B\xA9\xD2\xA5\xC1\xB1\x6F\xB8\x67\xA4\x51\xA4\x54\xA4\xA7"},
	/* 進著等部度家電力裡如 */
	{98, "\xB6\x69\xB5\xDB\xB5\xA5\xB3\xA1\xAB\xD7\xAE\x61\xB9\x71\xA4\x4F\xB8\xCC\xA6\x70"},
	/* 水化高自二理起小物現 */
	{98, "\xA4\xF4\xA4\xC6\xB0\xAA\xA6\xDB\xA4\x47\xB2\x7A\xB0\x5F\xA4\x70\xAA\xAB\xB2\x7B"},
	/* 實加量都兩體制機當使 */
	{98, "\xB9\xEA\xA5\x5B\xB6\x71\xB3\xA3\xA8\xE2\xC5\xE9\xA8\xEE\xBE\xF7\xB7\xED\xA8\xCF"},
	/* 點從業本 */
	{98, "\xC2\x49\xB1\x71\xB7\x7E\xA5\xBB"},
	/* 去把性好應開它合還因 */
	{115, "\xA5\x68\xA7\xE2\xA9\xCA\xA6\x6E\xC0\xB3\xB6\x7D\xA5\xA6\xA6\x58\xC1\xD9\xA6\x5D"},
	/* 由其些然前外天政四日 */
	{115, "\xA5\xD1\xA8\xE4\xA8\xC7\xB5\x4D\xAB\x65\xA5\x7E\xA4\xD1\xAC\x46\xA5\x7C\xA4\xE9"},
	/* 那社義事平形相全表間 */
	{115, "\xA8\xBA\xAA\xC0\xB8\x71\xA8\xC6\xA5\xAD\xA7\xCE\xAC\xDB\xA5\xFE\xAA\xED\xB6\xA1"},
	/* 樣與關各重新線內數正 */
	{115, "\xBC\xCB\xBB\x50\xC3\xF6\xA6\x55\xAD\xAB\xB7\x73\xBD\x75\xA4\xBA\xBC\xC6\xA5\xBF"},
	/* 心反你明看原又麼利比 */
	{115, "\xA4\xDF\xA4\xCF\xA7\x41\xA9\xFA\xAC\xDD\xAD\xEC\xA4\x53\xBB\xF2\xA7\x51\xA4\xF1"},
	/* 或但質氣第向道命此變 */
	{115, "\xA9\xCE\xA6\xFD\xBD\xE8\xAE\xF0\xB2\xC4\xA6\x56\xB9\x44\xA9\x52\xA6\xB9\xC5\xDC"},
	/* 條只沒結解問意建月公 */
	{115, "\xB1\xF8\xA5\x75\xA8\x53\xB5\xB2\xB8\xD1\xB0\xDD\xB7\x4E\xAB\xD8\xA4\xEB\xA4\xBD"},
	/* 無系軍很情者最立代想 */
	{115, "\xB5\x4C\xA8\x74\xAD\x78\xAB\xDC\xB1\xA1\xAA\xCC\xB3\xCC\xA5\xDF\xA5\x4E\xB7\x51"},
	/* 已通並提直題黨程展五 */
	{115, "\xA4\x77\xB3\x71\xA8\xC3\xB4\xA3\xAA\xBD\xC3\x44\xC4\xD2\xB5\x7B\xAE\x69\xA4\xAD"},
	/* 果料象員革位入常文總 */
	{115, "\xAA\x47\xAE\xC6\xB6\x48\xAD\xFB\xAD\xB2\xA6\xEC\xA4\x4A\xB1\x60\xA4\xE5\xC1\x60"},
	/* 次品式活設及管特件長 */
	{115, "\xA6\xB8\xAB\x7E\xA6\xA1\xAC\xA1\xB3\x5D\xA4\xCE\xBA\xDE\xAF\x53\xA5\xF3\xAA\xF8"},
	/* 求老頭基資邊流路級少 */
	{115, "\xA8\x44\xA6\xD1\xC0\x59\xB0\xF2\xB8\xEA\xC3\xE4\xAC\x79\xB8\xF4\xAF\xC5\xA4\xD6"},
	/* 圖山統接知較將組見計 */
	{115, "\xB9\xCF\xA4\x73\xB2\xCE\xB1\xB5\xAA\xBE\xB8\xFB\xB1\x4E\xB2\xD5\xA8\xA3\xAD\x70"},
	/* 別她手角期根論運農指 */
	{115, "\xA7\x4F\xA6\x6F\xA4\xE2\xA8\xA4\xB4\xC1\xAE\xDA\xBD\xD7\xB9\x42\xB9\x41\xAB\xFC"},
	/* 幾九區強放決西被幹做 */
	{115, "\xB4\x58\xA4\x45\xB0\xCF\xB1\x6A\xA9\xF1\xA8\x4D\xA6\xE8\xB3\x51\xB7\x46\xB0\xB5"},
	/* 必戰先回則任取據處隊 */
	{115, "\xA5\xB2\xBE\xD4\xA5\xFD\xA6\x5E\xAB\x68\xA5\xF4\xA8\xFA\xBE\xDA\xB3\x42\xB6\xA4"},
	/* 南給色光門即保治北造 */
	{115, "\xAB\x6E\xB5\xB9\xA6\xE2\xA5\xFA\xAA\xF9\xA7\x59\xAB\x4F\xAA\x76\xA5\x5F\xB3\x79"},
	/* 百規熱領七海口東導器 */
	{115, "\xA6\xCA\xB3\x57\xBC\xF6\xBB\xE2\xA4\x43\xAE\xFC\xA4\x66\xAA\x46\xBE\xC9\xBE\xB9"},
	/* 壓志世金增爭濟階油思 */
	{115, "\xC0\xA3\xA7\xD3\xA5\x40\xAA\xF7\xBC\x57\xAA\xA7\xC0\xD9\xB6\xA5\xAA\x6F\xAB\xE4"},
	/* 術極交受聯什認六共權 */
	{115, "\xB3\x4E\xB7\xA5\xA5\xE6\xA8\xFC\xC1\x70\xA4\xB0\xBB\x7B\xA4\xBB\xA6\x40\xC5\x76"},
	/* 收證改清己美再採轉更 */
	{115, "\xA6\xAC\xC3\xD2\xA7\xEF\xB2\x4D\xA4\x76\xAC\xFC\xA6\x41\xB1\xC4\xC2\xE0\xA7\xF3"},
	/* 單風切打白教速花帶安 */
	{115, "\xB3\xE6\xAD\xB7\xA4\xC1\xA5\xB4\xA5\xD5\xB1\xD0\xB3\x74\xAA\xE1\xB1\x61\xA6\x77"},
	/* 場身車例真務具萬每目 */
	{115, "\xB3\xF5\xA8\xAD\xA8\xAE\xA8\xD2\xAF\x75\xB0\xC8\xA8\xE3\xB8\x55\xA8\x43\xA5\xD8"},
	/* 至達走積示議聲報鬥完 */
	{115, "\xA6\xDC\xB9\x46\xA8\xAB\xBF\x6E\xA5\xDC\xC4\xB3\xC1\x6E\xB3\xF8\xB0\xAB\xA7\xB9"},
	/* 類八離華名確才科張信 */
	{115, "\xC3\xFE\xA4\x4B\xC2\xF7\xB5\xD8\xA6\x57\xBD\x54\xA4\x7E\xAC\xEC\xB1\x69\xAB\x48"},
	/* 馬節話米整空元況今集 */
	{115, "\xB0\xA8\xB8\x60\xB8\xDC\xA6\xCC\xBE\xE3\xAA\xC5\xA4\xB8\xAA\x70\xA4\xB5\xB6\xB0"},
	/* 溫傳土許步群廣石記需 */
	{115, "\xB7\xC5\xB6\xC7\xA4\x67\xB3\x5C\xA8\x42\xB8\x73\xBC\x73\xA5\xDB\xB0\x4F\xBB\xDD"},
	/* 段研界拉林律叫且究觀 */
	{115, "\xAC\x71\xAC\xE3\xAC\xC9\xA9\xD4\xAA\x4C\xAB\xDF\xA5\x73\xA5\x42\xA8\x73\xC6\x5B"},
	/* 越織裝影算低持音眾書 */
	{115, "\xB6\x56\xC2\xB4\xB8\xCB\xBC\x76\xBA\xE2\xA7\x43\xAB\xF9\xAD\xB5\xB2\xB3\xAE\xD1"},
	/* 布復容兒須際商非驗連 */
	{115, "\xA5\xAC\xB4\x5F\xAE\x65\xA8\xE0\xB6\xB7\xBB\xDA\xB0\xD3\xAB\x44\xC5\xE7\xB3\x73"},
	/* 斷深難近礦千周委素技 */
	{115, "\xC2\x5F\xB2\x60\xC3\xF8\xAA\xF1\xC4\x71\xA4\x64\xA9\x50\xA9\x65\xAF\xC0\xA7\xDE"},
	/* 備半辦青省列習響約支 */
	{115, "\xB3\xC6\xA5\x62\xBF\xEC\xAB\x43\xAC\xD9\xA6\x43\xB2\xDF\xC5\x54\xAC\xF9\xA4\xE4"},
	/* 般史感勞便團往酸歷市 */
	{115, "\xAF\xEB\xA5\x76\xB7\x50\xB3\xD2\xAB\x4B\xB9\xCE\xA9\xB9\xBB\xC4\xBE\xFA\xA5\xAB"},
	/* 克何除消構府稱太準精 */
	{115, "\xA7\x4A\xA6\xF3\xB0\xA3\xAE\xF8\xBA\x63\xA9\xB2\xBA\xD9\xA4\xD3\xB7\xC7\xBA\xEB"},
	/* 值號率族維劃選標寫存 */
	{115, "\xAD\xC8\xB8\xB9\xB2\x76\xB1\xDA\xBA\xFB\xB9\xBA\xBF\xEF\xBC\xD0\xBC\x67\xA6\x73"},
	/* 候毛親快效斯院查江型 */
	{115, "\xAD\xD4\xA4\xF2\xBF\xCB\xA7\xD6\xAE\xC4\xB4\xB5\xB0\x7C\xAC\x64\xA6\xBF\xAB\xAC"},
	/* 眼王按格養易置派層片 */
	{115, "\xB2\xB4\xA4\xFD\xAB\xF6\xAE\xE6\xBE\x69\xA9\xF6\xB8\x6D\xAC\xA3\xBC\x68\xA4\xF9"},
	/* 始卻專狀育廠京識適屬 */
	{115, "\xA9\x6C\xAB\x6F\xB1\x4D\xAA\xAC\xA8\x7C\xBC\x74\xA8\xCA\xC3\xD1\xBE\x41\xC4\xDD"},
	/* 圓包火住調滿縣局照參 */
	{115, "\xB6\xEA\xA5\x5D\xA4\xF5\xA6\xED\xBD\xD5\xBA\xA1\xBF\xA4\xA7\xBD\xB7\xD3\xB0\xD1"},
	/* 紅細引聽該鐵價嚴 */
	{115, "\xAC\xF5\xB2\xD3\xA4\xDE\xC5\xA5\xB8\xD3\xC5\x4B\xBB\xF9\xC4\x59"},
	/* ，。、 */
	{56, "\xA1\x41\xA1\x43\xA1\x42"},
	/* 「」：《》（）；　？ */
	{85, "\xA1\x75\xA1\x76\xA1\x47\xA1\x6D\xA1\x6E\xA1\x5D\xA1\x5E\xA1\x46\xA1\x40\xA1\x48"},
	/* ！—『』． */
	{85, "\xA1\x49\xA1\x58\xA1\x79\xA1\x7A\xA1\x44"},
	/* ０１２３４５６７８９ */
	{110, "\xA2\xAF\xA2\xB0\xA2\xB1\xA2\xB2\xA2\xB3\xA2\xB4\xA2\xB5\xA2\xB6\xA2\xB7\xA2\xB8"},
	/* ■□▲●◆○★％－ */
	{110, "\xA1\xBD\xA1\xBC\xA1\xB6\xA1\xB4\xA1\xBB\xA1\xB3\xA1\xB9\xA2\x48\xA1\xD0"},
};

/* clang-format on */

/* The cost of every two-byte code; 0 where the zones decide. */
struct prices {
	unsigned char common[65536];
};

static void
prices_fill(struct prices *prices, const struct common *list, size_t count)
{
	memset(prices->common, 0, sizeof prices->common);
	for (size_t i = 0; i < count; i++) {
		const char *code = list[i].codes;
		for (; code[0] != '\0'; code += 2) {
			unsigned lead = (unsigned char)code[0], trail = (unsigned char)code[1];
			prices->common[lead << 8 | trail] = list[i].cost;
		}
	}
}

static void
charge(struct reading *reading, unsigned cost)
{
	reading->cost += cost;
	reading->wide++;
	reading->wide_cost += cost;
}

/* common is 0 for a character that is not. */
static void
charge_pair(struct reading *reading, unsigned common, unsigned zone)
{
	charge(reading, common != 0 ? common : zone);
	reading->common += common != 0;
}

static void
charge_bad(struct reading *reading)
{
	charge(reading, COST_BAD);
	reading->bad++;
}

static void
charge_ascii(struct reading *reading, uint32_t c)
{
	bool text = (c >= 0x20 && c < 0x7F) || (c >= 9 && c <= 13);
	reading->cost += text ? COST_ASCII : COST_CONTROL;
}

static unsigned
gb_zone(unsigned lead, unsigned trail)
{
	if (lead < 0xA1 || trail < 0xA1)
		return COST_EXTENSION;
	if (lead <= 0xA9)
		return COST_SYMBOL;
	if (lead < 0xB0 || lead > 0xF7)
		return COST_EXTENSION;
	return lead <= 0xD7 ? COST_HAN : COST_RARE;
}

static unsigned
big5_zone(unsigned lead, unsigned trail)
{
	unsigned code = lead << 8 | trail;
	if (code >= 0xA440 && code <= 0xC67E)
		return COST_HAN;
	if (code >= 0xC940 && code <= 0xF9D5)
		return COST_RARE;
	return code >= 0xA140 && code < 0xA440 ? COST_SYMBOL : COST_EXTENSION;
}

static void
read_gb(struct reading *reading, const unsigned char *p, size_t len, const struct prices *prices)
{
	for (size_t i = 0; i < len;) {
		unsigned lead = p[i];
		if (lead < 0x80) {
			charge_ascii(reading, lead);
			i++;
			continue;
		}
		if (i + 1 == len)
			return;
		unsigned trail = p[i + 1];
		if (lead == 0x80 || lead == 0xFF || trail == 0x7F || trail == 0xFF) {
			charge_bad(reading);
			i++;
		} else if (trail >= 0x40) {
			charge_pair(
			    reading, prices->common[lead << 8 | trail], gb_zone(lead, trail));
			i += 2;
		} else if (trail >= 0x30 && trail <= 0x39 && len - i < 4) {
			return;
		} else if (trail >= 0x30 && trail <= 0x39 && p[i + 2] > 0x80 && p[i + 2] < 0xFF &&
			   p[i + 3] >= 0x30 && p[i + 3] <= 0x39) {
			charge(reading, COST_FOUR_BYTES);
			i += 4;
		} else {
			charge_bad(reading);
			i++;
		}
	}
}

static void
read_big5(struct reading *reading, const unsigned char *p, size_t len, const struct prices *prices)
{
	for (size_t i = 0; i < len;) {
		unsigned lead = p[i];
		if (lead < 0x80) {
			charge_ascii(reading, lead);
			i++;
			continue;
		}
		if (i + 1 == len)
			return;
		unsigned trail = p[i + 1];
		bool fits = (trail >= 0x40 && trail < 0x7F) || (trail >= 0xA1 && trail < 0xFF);
		if (lead < 0x87 || lead == 0xFF || !fits) {
			charge_bad(reading);
			i += trail >= 0x80 ? 2 : 1;
			continue;
		}
		charge_pair(reading, prices->common[lead << 8 | trail], big5_zone(lead, trail));
		i += 2;
	}
}

/* What a code point costs where the encoding is Unicode's: by its block. */
static unsigned
unicode_zone(uint32_t cp)
{
	if (cp >= 0x4E00 && cp < 0xA000)
		return COST_BLOCK;
	if ((cp >= 0x3000 && cp < 0x3020) || (cp >= 0xFF00 && cp < 0xFF60) ||
	    (cp >= 0x2010 && cp < 0x2030))
		return COST_LETTER;
	if (cp >= 0xC0 && cp < 0x180)
		return COST_LETTER;
	if ((cp >= 0xE000 && cp < 0xF900) || cp >= 0x20000)
		return COST_FOUR_BYTES;
	if (cp >= 0x3400 && cp < 0x4E00)
		return COST_RARE;
	return COST_FOREIGN;
}

static void
read_utf8(struct reading *reading, const char *bytes, size_t len)
{
	len -= np_utf8_tail(bytes, len);
	for (size_t i = 0; i < len;) {
		uint32_t cp;
		i += np_utf8_next(bytes + i, len - i, &cp);
		if (cp < 0x80)
			charge_ascii(reading, cp);
		else if (cp == NP_UTF8_BAD)
			charge_bad(reading);
		else
			charge(reading, unicode_zone(cp));
	}
}

/* high is where a unit's high byte stands: 0 in UTF-16BE, 1 in UTF-16LE. */
static void
read_utf16(struct reading *reading, const unsigned char *p, size_t len, size_t high)
{
	for (size_t i = 0; i + 1 < len; i += 2) {
		uint32_t unit = (uint32_t)p[i + high] << 8 | p[i + 1 - high];
		if (unit < 0x80)
			charge_ascii(reading, unit);
		else if (unit >= 0xFFFE)
			charge_bad(reading);
		else if (unit >= 0xD800 && unit < 0xE000)
			charge(reading, COST_FOUR_BYTES);
		else if (unit >= 0xAC00 && unit < 0xD800) /* Hangul: 11000 of them */
			charge(reading, COST_RARE);
		else
			charge(reading, unicode_zone(unit));
	}
}

/*
 * True if the reading is no text: few of its characters are common ones, or what
 * is not ASCII costs more on average than text can.  A few words may be anything.
 */
static bool
reads_badly(const struct reading *reading)
{
	if (reading->wide < FEW)
		return false;
	if (reading->priced && reading->common * LEAST_COMMON < reading->wide)
		return true;
	return reading->wide_cost > reading->wide * reading->dear;
}

/* Chooses among two readings or more. */
static void
decide(const struct reading *readings, size_t count, struct np_detect *result)
{
	const struct reading *best = &readings[0], *next = &readings[1];
	for (size_t i = 1; i < count; i++) {
		if (readings[i].cost < best->cost) {
			next = best;
			best = &readings[i];
		} else if (i > 1 && readings[i].cost < next->cost) {
			next = &readings[i];
		}
	}
	uint64_t apart = next->cost - best->cost;
	/*
	 * One nat halves the doubt and no more, though by itself it would leave a third
	 * of it: neighbouring characters depend on each other.
	 */
	double doubt = 0.5;
	for (uint64_t nats = apart / 16; nats > 0 && doubt > 1e-9; nats--)
		doubt /= 2;
	*result = (struct np_detect){
		.encoding = best->encoding,
		.other = next->encoding,
		.confidence = 1 - doubt,
	};
	/* Nothing reads well: at least every tenth character is a bad byte, or most are rare. */
	if (best->bad * 10 > best->wide || reads_badly(best)) {
		result->undecided = true;
		result->confidence = 0;
		result->candidates = "fits no encoding known here";
	} else if (apart < APART) {
		bool gb_big5 =
		    (strcmp(best->encoding, "gb18030") == 0 ||
			strcmp(next->encoding, "gb18030") == 0) &&
		    (strcmp(best->encoding, "big5") == 0 || strcmp(next->encoding, "big5") == 0);
		result->undecided = true;
		result->candidates =
		    gb_big5 ? "could be gb18030 or big5" : "could be several encodings";
	}
}

/* A byte order mark at the start decides alone. */
static const char *
find_mark(const unsigned char *p, size_t len)
{
	static const struct {
		const char *encoding, *mark;
		size_t len;
	} marks[] = {
		{ "utf-8", "\xEF\xBB\xBF", 3 },
		{ "utf-32le", "\xFF\xFE\0\0", 4 }, /* before UTF-16's, with which it begins */
		{ "utf-32be", "\0\0\xFE\xFF", 4 },
		{ "utf-16le", "\xFF\xFE", 2 },
		{ "utf-16be", "\xFE\xFF", 2 },
		{ "gb18030", "\x84\x31\x95\x33", 4 },
	};
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		if (len >= marks[i].len && memcmp(p, marks[i].mark, marks[i].len) == 0)
			return marks[i].encoding;
	}
	return NULL;
}

/*
 * True if valid UTF-8 needs no second look.  Text whose characters have two
 * bytes at most does, for a few words of GBK can look so; and text with NULs,
 * which may be UTF-16.
 */
static bool
surely_utf8(const char *bytes, size_t len)
{
	bool two = false;
	if (memchr(bytes, '\0', len) != NULL)
		return false;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];
		if (c >= 0xE0)
			return true;
		two = two || c >= 0x80;
	}
	return !two;
}

void
np_detect(const char *bytes, size_t len, struct np_detect *result)
{
	const unsigned char *p = (const unsigned char *)bytes;
	*result = (struct np_detect){ .encoding = "utf-8", .confidence = 1 };
	if (len == 0)
		return;
	const char *mark = find_mark(p, len);
	if (mark != NULL) {
		result->encoding = mark;
		return;
	}
	bool valid = np_utf8_valid(bytes, len) + np_utf8_tail(bytes, len) == len;
	if (valid && surely_utf8(bytes, len))
		return;

	struct prices prices;
	struct reading readings[] = {
		{ .encoding = "utf-8", .dear = DEAR_UTF8 },
		{ .encoding = "gb18030", .priced = true, .dear = DEAR },
		{ .encoding = "big5", .priced = true, .dear = DEAR },
		{ .encoding = "utf-16le", .dear = DEAR_UTF16 },
		{ .encoding = "utf-16be", .dear = DEAR_UTF16 },
	};
	read_utf8(&readings[0], bytes, len);
	prices_fill(&prices, gb_common, sizeof gb_common / sizeof gb_common[0]);
	read_gb(&readings[1], p, len, &prices);
	prices_fill(&prices, big5_common, sizeof big5_common / sizeof big5_common[0]);
	read_big5(&readings[2], p, len, &prices);
	read_utf16(&readings[3], p, len, 1);
	read_utf16(&readings[4], p, len, 0);
	for (size_t i = 1; valid && i < 5; i++)
		readings[i].cost += COST_AGAINST_VALID;
	/* Hardly any UTF-16 is without a line feed or a digit, which have a NUL in them. */
	bool nul = memchr(bytes, '\0', len) != NULL;
	for (size_t i = 3; !nul && i < 5; i++)
		readings[i].cost += COST_NO_NUL;
	decide(readings, sizeof readings / sizeof readings[0], result);
}
