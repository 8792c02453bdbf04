cp "$ROOT"/tests/pages/ci01.* .
for slip in '4s/	[^	]*$/	别的字/' '4s/$/多出的字/' '4s/了$//' '7s/	body	/	paragraph	/'; do
	sed "$slip" ci01.blocks > bad.blocks
	nptrain -o m bad.blocks
done
ls m 2>&1 | grep -c m
# A page that is there twice.
cat "$PAGES"/city.blocks "$PAGES"/city.blocks | nptrain -d "$PAGES" --copies 0 --epochs 1
