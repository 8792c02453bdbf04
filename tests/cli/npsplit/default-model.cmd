# A name, and no file: one that is called so needs a folder before it.
echo rubbish > default; npsplit "$CASES/page.txt" > b; npsplit -m default "$CASES/page.txt" | cmp b -; npsplit -m ./default "$CASES/page.txt"
