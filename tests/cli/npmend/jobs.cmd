# with workers all is as without them, in the same order: pages, messages, status
{ printf '甲报讯\n\f乙\n\f'; cat "$PAGES/wrap.txt"; printf '\n末行有坏字节\377\376。\n'; } > p
for jobs in 1 2 3; do
	npmend -j $jobs -e auto p absent "$PAGES"/*.txt > out.$jobs 2> err.$jobs
	echo "$jobs: $?"
	cmp out.1 out.$jobs && cmp err.1 err.$jobs
done
grep -c . out.1 | sed 's/^[0-9]\{3\}$/some/'
npmend -j 0 p 2>&1 | head -n 1
cp "$PAGES/city.blocks" . && npmend -j 2 city.blocks
