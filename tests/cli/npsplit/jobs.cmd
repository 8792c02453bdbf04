# Two workers, three pages and a bad byte: blocks, confidence and messages as without them.
{ printf '甲报讯\n\f乙\n\f'; cat "$CASES/page.txt"; printf '\n末行有坏字节\377\376。\n'; } > p
npsplit --confidence one.tsv p absent "$CASES/page.txt" > one 2> one.err
npsplit -j 2 --confidence two.tsv p absent "$CASES/page.txt" > two 2> two.err
echo "status $?"
cmp one two && cmp one.tsv two.tsv && cmp one.err two.err && grep -c . one > count && test "$(cat count)" -gt 4
echo "same $?"
