for a in "-b pages" "-c chars,hen" "-c all,han" "-e martian" "-r bylines" "-a x" "-x" "--max-page 0" "-0 - x"; do
	npcount $a < "$CASES"/text.in
	echo $?
done
