npmend
