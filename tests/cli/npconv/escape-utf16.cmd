# The man page's example, on text with half a pair in it; and what the name without an order does.
printf '\377\376\047\131\000\334\101\000\134\000' > le
printf '\376\377\131\047\334\000\000\101\000' > be
for order in le be; do
	npconv -f utf-16$order --bad=escape $order > text 2>/dev/null
	cat text
	echo
	npconv -f utf-8 --unescape -t utf-16$order text | cmp - $order && echo exact
done
npconv -f utf-16 --bad=escape be 2>/dev/null | cmp - text && echo alike
npconv -f utf-8 --unescape -t utf-16 text | od -An -tx1
