{ printf '渡口的灯\377亮了。\n'; cat "$CASES"/wrap.in; } > page
npmend page > out; echo $?
head -n 1 out | LC_ALL=C tr '\377' '?'
[ "$(wc -l < out)" -lt "$(wc -l < page)" ] && echo mended
# a page that is no UTF-8 is not labelled: it comes as it is
cp "$PAGES"/county-gbk.txt .; npmend county-gbk.txt | cmp - county-gbk.txt
