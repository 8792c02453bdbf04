# a page with nothing to mend comes out to the byte: CRLF, blanks, form feeds, no last line feed
{ printf '  \n'; sed 's/$/ /' "$ROOT"/tests/cli/npstrip/page.in; printf '\f\f\n\t'; } > page
npmend page | cmp - page
sed 's/$/\r/' page > crlf; npmend crlf | cmp - crlf
for f in city county-gbk; do npmend -e auto "$PAGES"/$f.txt > out; npmend out | cmp - out; done
