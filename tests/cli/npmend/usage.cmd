for a in "-r body" "-e martian" "-x" "--from=html" "--max-page 0"; do
	npmend $a < "$CASES"/wrap.in
	echo $?
done
npmend -m missing "$CASES"/wrap.in; echo $?
npmend -R missing "$CASES"/wrap.in; echo $?
