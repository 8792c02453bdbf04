npcount -H < "$CASES"/text.in
