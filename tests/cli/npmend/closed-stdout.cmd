npmend "$CASES"/wrap.in >&-
