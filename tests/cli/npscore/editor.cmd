# a stream that went through an editor: BOM, CRLF, no last line feed
{ printf "\357\273\277"; sed "s/$/\r/" "$PAGES"/city.blocks; } | head -c -1 > gold
npscore --diff gold "$PAGES"/city.blocks
