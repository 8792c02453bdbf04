npcount -H -c all - < "$CASES"/text.in
