# the encoding to try goes by the text from the first bad byte on, in whatever pieces it comes
npcount - < "$PAGES/harbour-big5.txt" 2>&1 | head -n 1
for first in 1 2 7; do
	{
		head -c $first "$PAGES/harbour-big5.txt"
		sleep .1
		tail -c +$((first + 1)) "$PAGES/harbour-big5.txt"
	} | npcount 2>&1 | head -n 1
done
# the bad ones stand at the end of a piece, what tells more in the next
{
	head -c 262143 /dev/zero | tr '\0' 'a'
	cat "$PAGES/harbour-big5.txt"
} > long
npcount long 2>&1 | head -n 1
{
	# A stray byte in a text that is UTF-8 otherwise
	cat "$PAGES/city.txt"
	printf '\377'
	cat "$PAGES/city.txt"
} | npcount
# so does one that is cut off in its last character, and what would be a mark at its beginning is none inside
cut() {
	cat "$PAGES/city.txt"
	printf '%b' "$1"
}
cut '\0346' | npcount
{ cut '' ; sleep .1; printf '\346'; } | npcount
cut '北\0377\0376桥' | npcount
printf '\377\376S\027g' | npcount
