# What moved between the editions of GB 18030, and what only looks as if it had.
for from in gb18030 gb18030:2005 gb18030:2000; do
	printf '\246\331\376\131\250\274\376\121\243\240' | npconv -f $from -t utf-16be | od -An -tx1
	printf '\204\061\202\066\202\065\220\067\201\065\364\067\225\062\220\061' | npconv -f $from -t utf-16be | od -An -tx1
done
