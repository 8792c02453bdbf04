npmend "$CASES"/wrap.in > /dev/full
