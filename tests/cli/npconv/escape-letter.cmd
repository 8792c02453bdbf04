# In HKSCS Ê and a mark behind it are one character; a bad byte behind it is none.
printf 'a\210f\377\210fb\210f' > hk
npconv -f big5-hkscs --bad=escape hk 2>/dev/null > text
cat text
echo
npconv -f utf-8 --unescape -t big5-hkscs text | cmp - hk && echo exact
