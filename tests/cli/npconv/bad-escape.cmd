printf 'a\\b\261\250\201 \377\n\326' > old.txt
npconv -f gbk --bad=escape old.txt 2>/dev/null
echo
npconv -f gbk --bad=escape old.txt 2>/dev/null | npconv -f utf-8 --unescape -t gb18030 | cmp - old.txt && echo exact
printf '\242\314\244\121\210\142' > five
npconv -f big5 --bad=escape five 2>/dev/null
echo
npconv -f big5 --bad=escape five 2>/dev/null | npconv -f utf-8 --unescape -t big5 | cmp - five && echo exact
printf '\377\376\147\145\000\334\101' > wide
npconv -f utf-16le --bad=escape wide 2>/dev/null | npconv -f utf-8 --unescape -t utf-16le | cmp - wide && echo exact
printf '港们€\n' | npconv -f utf-8 -t big5 --bad=escape 2>/dev/null | npconv -f big5 --unescape
printf 'no escape: \\q \\x4 \\u{} \\u{110000} \\' | npconv -f utf-8 --unescape
