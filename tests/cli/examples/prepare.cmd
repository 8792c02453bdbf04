run() { sh "$ROOT"/examples/prepare.sh pages archive; echo $?; }
mkdir -p pages/sub; cp "$PAGES"/city.txt pages; cp "$PAGES"/harbour-big5.txt 'pages/sub/a b.txt'
run
find archive -type f | sort
cp -r archive before
touch -t 200101010000 archive/articles.tsv archive/blocks/city.blocks
# the same again: nothing is written but the page that is newer than its blocks
run
diff -r before archive && echo same
# a run beside it
mkdir archive/lock; run 2>&1 | sed "s|$PWD|.|"; rmdir archive/lock
# a bad page is told, the others stay
printf '\271\320' > pages/undecided.txt
run 2>&1
find archive -type f | sort
sh "$ROOT"/examples/prepare.sh; echo $?
# The PATH that cron gives it need not have the tools.
mkdir bin; ln -s "$(command -v sh)" bin; PATH=$PWD/bin sh "$ROOT"/examples/prepare.sh pages new 2>&1 | sed 's/PATH: .*/PATH/'; test -e new || echo nothing
