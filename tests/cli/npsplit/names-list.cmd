printf "%s\0%s\0" "$CASES/page.txt" nowhere | npsplit -0 - > b; npsplit "$CASES/page.txt" | cmp b -
# One name for several pages would mix their articles; two sources; a list of lines.
npsplit --name p "$CASES/page.txt" "$CASES/page.txt"; echo $?
npsplit -0 /dev/null "$CASES/page.txt"; echo $?
printf "a.txt\nb.txt\n" | npsplit -0 -; echo $?
