# a page too long, and a line of a block stream too long, are passed over
{ cat "$CASES"/page.in; printf '\f渡口的灯亮了。\n'; } > two
npstrip --max-page 512 two; echo $?
npstrip --max-page 40 < "$CASES"/blocks.in; echo $?
