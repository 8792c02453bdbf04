# Latin words keep a space between them
npmend
