# Every letter has a long name that does the same.
set -- --copies 0 --epochs 1 "$PAGES/city.blocks"
nptrain -d "$PAGES" -e utf-8 -o short "$@"
nptrain --dir "$PAGES" --encoding=utf-8 --output=long --verbose "$@" 2> passes
grep -c "^nptrain: pass 1: " passes
cmp short long
nptrain --model=no.model --dir "$PAGES" "$@"
nptrain --rules=no.rules --dir "$PAGES" "$@"
