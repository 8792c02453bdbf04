# What is read from standard input twice is empty the second time: refused, not answered with nothing.
for a in "-m -" "-R -" "-m - -R - page.txt" "-m - -0 -" "-R - -"; do
	npsplit $a < "$CASES/page.txt"
	echo $?
done
npmend -m - < "$CASES/page.txt"
echo $?
npstrip -R - < "$CASES/page.txt"
echo $?
# One of them alone is fine.
npsplit "$CASES/page.txt" > wanted
npsplit -R - "$CASES/page.txt" < /dev/null | cmp - wanted
