npstrip --help
