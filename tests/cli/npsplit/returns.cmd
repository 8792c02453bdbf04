# Carriage returns alone end no line: a file of an old Mac is one line, and that is told.
tr '\n' '\r' < "$PAGES"/city.txt > mac.txt
npsplit mac.txt | wc -l; npsplit -j 2 mac.txt | wc -l
npconv --eol=lf mac.txt | npsplit > made; npsplit < "$PAGES"/city.txt | cmp - made
npstrip mac.txt | cmp - mac.txt
# One at the end of a line, or on a page of several, is none of these.
printf '雪停了。\r' | npsplit; printf '雪停\r了。\n又下。\n' | npsplit > made
