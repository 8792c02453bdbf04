cp "$PAGES/city.txt" x
npcount -c all --rule=word,han,nopunct,print x > fast
NEWSPRINT_CPU=plain npcount -c all --rule=word,han,nopunct,print x | cmp - fast && echo same
