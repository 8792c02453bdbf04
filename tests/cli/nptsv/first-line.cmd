# A slip in the first line of blocks is told as such; what has no tab there is plain text.
sed '1s/folio/Folio/' "$PAGES"/city.blocks | nptsv; echo $?
sed '1s/	/ /' "$PAGES"/city.blocks | nptsv; echo $?
nptsv "$PAGES"/city.txt 2>&1 | sed 's/:.*:1:/: :1:/'
