npmend --help
