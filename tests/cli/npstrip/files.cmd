# pages and blocks, one after the other; a file that is not there does not stop them
npstrip "$CASES"/page.in missing "$CASES"/blocks.in folder > out; echo $?
{ npstrip "$CASES"/page.in; npstrip < "$CASES"/blocks.in; } | cmp - out
printf '%s\0' "$CASES"/page.in "$CASES"/blocks.in > list
npstrip -0 list | cmp - out
