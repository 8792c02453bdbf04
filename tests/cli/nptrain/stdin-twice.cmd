# What is read from standard input twice is empty the second time.
for a in "-m -" "-R -" "-m - -R - x.blocks"; do
	nptrain $a < /dev/null > out
	echo $?
done
wc -c < out
