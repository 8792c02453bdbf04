# characters, not bytes: a dot, classes, words, properties
for p in "^.{6}$" "[灯火]{1}.$" "０\d２" "\b０" "^\w{5}\W$" "[[:digit:]]{3}" "\p{sc:Han}{5}\P{sc:Han}" "^\p{Han}{6}$" "\w{9}" "(?<!小)满"; do
	printf "%s:" "$p"; npgrep "$p" << "E" | cut -f 1 | tr "\n" " "; echo
a	1	1	body	顾小满的灯。
b	1	1	body	工号０１２。
c	1	1	body	圆满
E
done
