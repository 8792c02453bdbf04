npcount < "$CASES"/text.in
