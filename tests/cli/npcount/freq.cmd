printf '晚报晚报，F-16 f-16 F-16\n1,000元\n' > x
for kind in char bigram word; do
	npcount -H --freq=$kind x
done
