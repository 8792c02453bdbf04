npconv -f utf-8 -t gb18030 "$CASES"/wrap.in > gbk
npmend "$CASES"/wrap.in > out
npmend -e gb18030 gbk | cmp - out; npmend -e auto gbk | cmp - out
