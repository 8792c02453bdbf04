# What EUC-KR and its like are read with is what is written; a code that reads as something else is none.
printf '가뷁\302\205\n' | npconv -t euc-kr | od -An -tx1
printf '\\¥～〜\n' | npconv -f utf-8 -t shift_jis | od -An -tx1
# One of two codes for a character, and bytes that are none: all come back.
printf '\207\220\201\340\372\124 \200\\' > two
npconv -f shift_jis --bad=escape two | tee escaped
echo
npconv -f utf-8 -t shift_jis --unescape escaped | cmp - two
