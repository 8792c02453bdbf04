for a in "-r bylines" "-k body," "-r ''" "-r byline -k body" "-e martian" "-x" "--from=html" "--max-page 0"; do
	eval npstrip $a < "$CASES"/page.in
	echo $?
done
npstrip -m missing "$CASES"/page.in; echo $?
npstrip -R missing "$CASES"/page.in; echo $?
