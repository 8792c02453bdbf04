# A list that is standard input can't name it: the names behind it would be read as a page.
cp "$PAGES"/city.txt "$PAGES"/wrap.txt .
printf 'city.txt\0-\0wrap.txt\0' | npsplit -0 - | cut -f 1 | uniq
printf 'city.txt\0-\0wrap.txt\0' > list
npsplit -0 list < wrap.txt | cut -f 1 | uniq
printf '%s\0' - | npsplit -0 -
