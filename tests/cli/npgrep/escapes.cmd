# the words are matched, not the field; the lines go out as they came
printf "p\t1\t1\tbody\ta\\\\tb\\\\\\\\n\nq\t1\t1\tbody\tatb\n" > in
npgrep "^a\tb" in; npgrep "\\\\\\\\n" in; npgrep "at" in
