# pages from pipes that were given no name of their own: taken for one, and told
for page in 北桥昨日通车。 老街今天重开。; do
	echo "$page" | npsplit
done | npgrep --count 北桥
