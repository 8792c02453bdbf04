npcount < "$CASES"/text.in > /dev/full
