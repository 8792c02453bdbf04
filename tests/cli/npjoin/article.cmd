# the tools take it for one article
npjoin < "$CASES"/day.in > joined 2> /dev/null
nptsv -H -c page,article,lines,headline,jump,paragraphs,chars,body joined
npcount -b article joined
npcount -b page joined; npcount -b page "$CASES"/day.in
nptext -a 1 joined
npgrep 三万民工 joined | cut -f 1-4
npgrep --count "" joined
nptext --md -o out -a 2 joined; find out -type f | sort; cat out/*-2.md
