# what is no block stream is called what it is; words of a page in another encoding are not shown
npconv -t utf-16 "$PAGES/city.blocks" > wide.blocks
nptrain wide.blocks; echo $?
nptrain "$PAGES/city.txt" 2>&1 | sed 's/.*city/city/'
printf '%%PDF-1.4\n' | nptrain; echo $?
cp "$PAGES"/county-gbk.* .
nptrain county-gbk.blocks; echo $?
# without such bytes the words tell more
printf '北桥通车\n' > page.txt
printf 'page.txt\t1\t1\theadline\t北桥\n' | nptrain; echo $?
