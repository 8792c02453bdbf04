npmend $CASES/wrap.in >&-
