npcount --help
