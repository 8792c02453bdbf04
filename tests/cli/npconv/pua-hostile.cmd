# --pua where it can go wrong: private use that has no code point now, beyond the BMP, cut by whatever
# reads; characters that become longer; bad bytes; into encodings of all widths and with escapes.
hex() { od -An -v -tx1 | tr -d ' \n'; echo; }
# U+E78D, U+E816 (becomes four bytes), U+E000 and U+F8FF (nothing), U+F0000, U+10FFFD
printf '\356\236\215\356\240\226\356\200\200\357\243\277\363\260\200\200\364\217\277\275' > all
npconv -f utf-8 --pua all | hex
# Twice is once.
npconv -f utf-8 --pua all 2>/dev/null > once
npconv -f utf-8 --pua once | cmp - once && echo twice
# Many, so that some are cut by every buffer; a byte before them shifts them.
awk 'BEGIN { for (i = 0; i < 120000; i++) printf "\356\240\226x" }' > many
for before in '' a ab; do
	{ printf %s "$before"; cat many; } | npconv -f utf-8 --pua 2>&1 > got
	{ printf %s "$before"; awk 'BEGIN { for (i = 0; i < 120000; i++) printf "\360\240\202\207x" }'; } | cmp - got
done
# What is bad or not whole stays.
printf '\356\240\356\240\226\356\377\356\240' > bad
npconv -f utf-8 --pua bad | hex
npconv -f utf-8 --pua --bad=replace bad 2>/dev/null | hex
npconv -f utf-8 --pua --bad=escape bad 2>/dev/null | npconv -f utf-8 --unescape | hex
# Into all widths; Big5 has neither the old nor the new one.
for to in gb18030 gb18030:2000 utf-16be utf-32le; do npconv -f utf-8 -t $to --pua all 2>/dev/null | hex; done
npconv -f utf-8 -t big5 --pua --bad=escape all 2>/dev/null
echo
# The older edition's code comes back as the character of now, the current one's as itself.
printf '\376\121\246\331' > old
npconv -f gb18030:2000 --pua old | hex
npconv -f gb18030 --pua old | hex
# HKSCS as Microsoft numbers it, where Big5 is read: with a letter and a mark in one code, too.
printf '\372\100\210\142\376\376' > hongkong
npconv -f cp950 --pua hongkong | hex
npconv -f big5-hkscs --pua hongkong | hex
