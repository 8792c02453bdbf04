# by Unicode, full-width letters too; a pattern without case stays one
npgrep -a 3 tom "$CASES"/page.in
npgrep -i tom "$CASES"/page.in | cut -f 3
npgrep -i ＴＯＭ "$CASES"/page.in | cut -f 3
npgrep --ignore-case ΣΑΣ << "E" | cut -f 1
a	1	1	body	σας
b	1	1	body	ｓａｓ
E
npgrep -i ⓐ << "E" | cut -f 1
c	1	1	body	Ⓐ
E
