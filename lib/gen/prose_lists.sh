#!/bin/sh
# prose_lists.sh [ROOT] - the lists that lib/gen/prose.c learns from, on standard output
#
# Needs opencc and, installed or unpacked below ROOT (dpkg-deb -x), these packages of Debian:
#	python3-jieba (MIT): a dictionary of Chinese with counts; opencc makes Traditional of it
#	libreoffice-help-zh-cn, -zh-tw, -ja, -ko (MPL-2.0): running text
#	mecab-ipadic (free, NAIST's own licence): words of Japanese with their costs, and names
#	kanjidic (CC-BY-SA): how kanji rank in newspapers
# and the project's own pages in tests/pages, but those whose number is a multiple of three: with
# these make score-detect measures.  Only frequencies of characters and pairs are kept.
set -eu
LC_ALL=C
export LC_ALL
root=${1-}
jieba=$root/usr/lib/python3/dist-packages/jieba/dict.txt
ipadic=$root/usr/share/mecab/dic/ipadic
kanjidic=$root/usr/share/edict/kanjidic

tab=$(printf '\t')

list() {
	printf '@\t%s\t%s\t%s\n' "$@"
}

# The running text of the help in a language: its lines with other than ASCII in them, each once.
help_text() {
	find "$root/usr/share/libreoffice/help/$1" -name '*.html' -print | sort |
		xargs sed -e 's/<[^>]*>/ /g' -e 's/&[a-z]*;/ /g' -e "s/^[ $tab]*//" |
		grep '[^ -~]' | awk '!seen[$0]++'
}

own_pages() {
	for page in tests/pages/*.txt; do
		number=$(basename "$page" .txt | tr -d 'a-z')
		[ $((${number#0} % 3)) -eq 0 ] || cat "$page"
	done
}

jieba_words() {
	awk '{ print $1 "\t" $2 }' "$jieba"
}

english() {
	cat README.md man/*.1 man/*.7
}

# ipadic's costs are 800 times minus the natural logarithm; every form of a word has a line.
japanese_words() {
	cat "$ipadic"/*.csv | iconv -f EUC-JP -t UTF-8 |
		awk -F, '$4 != "" { printf "%s\t%.3f\n", $1, 1e6 * exp(-$4 / 800) }'
}

# Surnames and given names, each once: papers are full of them, and so few are common that their costs
# as words would keep the characters of the others out.
japanese_names() {
	iconv -f EUC-JP -t UTF-8 "$ipadic/Noun.name.csv" |
		awk -F, '$8 == "姓" || $8 == "名" { print $1 "\t1" }'
}

# The 2,501 kanji of newspapers by their rank: the first 500 make up four fifths, the first thousand 95 in a hundred.
kanji_of_papers() {
	iconv -f EUC-JP -t UTF-8 "$kanjidic" |
		awk 'match($0, / F[0-9]+ /) {
			printf "%s\t%.3f\n", $1, 1e6 * exp(-substr($0, RSTART + 2, RLENGTH - 3) / 320)
		}'
}

# Every character of a part of a national standard once: leads and trails from A1 (Big5: 40) to FE.
# The Han are last in each, so that the rarest is still one; the signs, lines and boxes, which no list has many
# of, though pages do, are as frequent as all are together that a page may have.
repertoire() {
	awk -v first="$2" -v last="$3" -v low="$4" 'BEGIN {
		for (lead = first; lead <= last; lead++) {
			for (trail = low; trail <= 254; trail++)
				if (trail < 127 || trail > 160)
					printf "%c%c\n", lead, trail
		}
	}' | iconv -c -f "$1" -t UTF-8 | awk '$0 != "" { print $0 "\t1" }'
}

# What written Cantonese has beside standard Chinese, each as frequent as the others.
cantonese() {
	for word in 嘅 哋 咗 喺 啲 冇 嘢 嗰 唔 係 佢 睇 咁 啱 揾 搵 乜 嚟 攞 畀 俾 咩 啦 喎 㗎 吖 噉 瞓 攰 靚 \
		佢哋 我哋 你哋 嗰個 呢個 唔係 係咪 而家 點解 邊度 咁樣 嘅話 冇得 唔好 鍾意 返工 傾偈 啱啱; do
		printf '%s\t1\n' "$word"
	done
}

list hans words .50
jieba_words
list hans text .32
own_pages | opencc -c t2s.json
list hans text .08
help_text zh-CN
list hans text .10
english
list hans words .01
repertoire GB2312 176 247 161
list hans words .02
repertoire GB2312 161 163 161
repertoire GB2312 169 169 161
list hant words .45
jieba_words | opencc -c s2tw.json
list hant text .30
own_pages | opencc -c s2tw.json
list hant text .12
help_text zh-TW
list hant words .03
cantonese
list hant text .10
english
list hant words .01
repertoire BIG5 164 249 64
list hant words .02
repertoire BIG5 161 162 64
list ja text .50
help_text ja
list ja words .15
kanji_of_papers
list ja words .25
japanese_words
list ja words .10
japanese_names
list ja text .10
english
list ja words .01
repertoire EUC-JP 176 244 161
list ja words .02
repertoire EUC-JP 161 162 161
repertoire EUC-JP 168 168 161
list ko text .85
help_text ko
list ko text .10
english
list ko words .02
repertoire EUC-KR 176 200 161
list ko words .002
repertoire EUC-KR 202 253 161
list ko words .02
repertoire EUC-KR 161 162 161
repertoire EUC-KR 166 166 161
