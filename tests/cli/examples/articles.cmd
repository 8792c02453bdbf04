mkdir -p pages/old; cp "$PAGES"/city.txt 'pages/a b.txt'; cp "$PAGES"/county-gbk.txt pages/old
sh "$ROOT"/examples/articles.sh pages > table; echo $?
head -n 1 table
# how the pages are split is no matter here
sed 1d table | cut -f 1 | uniq
printf '\271\320' > pages/undecided.txt
sh "$ROOT"/examples/articles.sh pages 2>&1 > again; echo $?
cmp table again
# A slip of the name is no empty folder.
sh "$ROOT"/examples/articles.sh page; echo $?
