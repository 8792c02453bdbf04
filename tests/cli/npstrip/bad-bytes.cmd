# one bad byte is kept and told
printf '渡口的灯\377亮了。\n' > one
{ cat "$CASES"/page.in; printf '\n'; cat one; } > page
npstrip page > out; echo $?
tail -n 1 out | LC_ALL=C tr '\377' '?'
# a page that is no UTF-8 is not labelled: it comes as it is
cp "$PAGES"/county-gbk.txt .; npstrip county-gbk.txt | cmp - county-gbk.txt
printf 'a\t1\t1\tbody\t灯\377\na\t2\t1\tbyline\tx\n' | npstrip > out; echo $?; wc -l < out | tr -d ' '
