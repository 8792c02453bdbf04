printf '\241\105\242\244\242\314\306\241\306\277\371\376\372\100\302\125' > five
for from in big5 cp950 big5-2003 big5-hkscs; do
	npconv -f $from -t utf-16be five 2>/dev/null | od -An -tx1
done
