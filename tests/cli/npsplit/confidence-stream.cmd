# Where standard output goes already, nothing is written over: to a pipe, to a file, by either name.
npsplit --confidence c "$CASES/page.txt" > b; sort b c > both
npsplit --confidence /dev/stdout "$CASES/page.txt" | sort | cmp - both
npsplit --confidence /dev/stdout "$CASES/page.txt" > all; sort all | cmp - both
npsplit --confidence all "$CASES/page.txt" > all; sort all | cmp - both
# Beside messages.
npsplit --confidence log "$CASES/page.txt" nowhere 2> log > /dev/null; grep -v nowhere log | cmp - c; grep nowhere log
npsplit --confidence /dev/stderr "$CASES/page.txt" 2>&1 > /dev/null | cmp - c
ls
