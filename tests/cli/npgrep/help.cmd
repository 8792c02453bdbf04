npgrep --help
