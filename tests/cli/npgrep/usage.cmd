npgrep; echo $?
for a in "-a x" "-r bylines" "--max-page 0" "-x"; do npgrep $a y < /dev/null; echo $?; done
npgrep -0 /dev/null x y; echo $?
# PCRE2 words the rest, each version in its own way
for p in "(" "a[" "\\C" "*" "$(printf "a\377")"; do
	npgrep -- "$p" < /dev/null 2> err
	echo $? "$(cut -c 1-29 err)"
done
