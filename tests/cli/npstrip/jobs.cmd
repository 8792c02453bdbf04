# with workers all is as without them, in the same order; block streams too, which no worker takes
{ printf '甲报讯\n\f乙\n\f'; cat "$PAGES/city.txt"; printf '\n末行有坏字节\377\376。\n'; } > p
for jobs in 1 2 3; do
	npstrip -j $jobs -e auto -r byline,headline p absent "$PAGES/city.blocks" "$PAGES"/*.txt "$PAGES/wrap.blocks" p \
		> out.$jobs 2> err.$jobs
	echo "$jobs: $?"
	cmp out.1 out.$jobs && cmp err.1 err.$jobs
done
grep -c . out.1 | sed 's/^[0-9]\{3\}$/some/'
npstrip -j x p 2>&1 | head -n 1
