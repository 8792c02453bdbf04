printf 'e\314\201 \357\274\241\357\275\266\357\276\236 \352\260\200\n' > t
for form in nfc nfd nfkc nfkd; do
	npconv -f utf-8 --form=$form t | od -An -tx1
done
