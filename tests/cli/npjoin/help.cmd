npjoin --help
