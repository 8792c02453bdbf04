#!/bin/sh
# authors.sh - who wrote how much: author, articles, characters
#
#	authors.sh [BLOCKS ...]
#
# Reads block streams, as npsplit writes them.  An article with two authors counts for both.
# Bylines are taken apart by the words around the names: a place or an office that is not
# in the list below stands in the table like a name.
set -u

# Bytes everywhere: the same in every awk, and gsub() below never cuts a character.
LC_ALL=C
export LC_ALL

nptsv -c byline,chars "$@" | awk -F '\t' -v OFS='\t' '
BEGIN {
	# Longer ones first: what is taken out leaves nothing of itself behind.
	n = split("新华社 本报 本報 本社 全媒体 见习 見習 实习 實習 首席 特约 特約 " \
	    "特派员 特派員 通讯员 通訊員 记者 記者 实习生 實習生 作者 " \
	    "联合报道 聯合報道 综合报道 綜合報道 报道 報道 報導 报导 采写 採訪 整理 编译 編譯 " \
	    "文/图 文/ 文／ 图/ 图／ （ ） ( ) 【 】 〔 〕 □ ■ ◎ ● ○ ◆ 、 ， , ； ; ： : ／ / 　", noise, " ")
}
{
	gsub(/\\n/, " ", $1)
	for (i = 1; i <= n; i++) {
		out = ""
		while ((at = index($1, noise[i])) > 0) {
			out = out substr($1, 1, at - 1) " "
			$1 = substr($1, at + length(noise[i]))
		}
		$1 = out $1
	}
	words = split($1, word, " ")
	split("", seen)
	for (i = 1; i <= words; i++) {
		name = word[i]
		# 王 明: a name of two characters, set to the width of three.
		if (length(name) == 3 && i < words && length(word[i + 1]) == 3)
			name = name word[++i]
		if (!(name in seen)) {
			seen[name] = 1
			articles[name]++
			chars[name] += $2
		}
	}
}
END {
	for (name in articles)
		print name, articles[name], chars[name]
}' | sort -t "$(printf '\t')" -k 3,3nr -k 1,1
