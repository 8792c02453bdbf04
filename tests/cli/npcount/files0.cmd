cp "$CASES"/text.in "a	b"
printf "a\tb\0missing\0a\tb" | npcount -0 -
