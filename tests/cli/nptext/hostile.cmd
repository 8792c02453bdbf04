# nothing in a page is live: not in Markdown, not in YAML, not as a name
LC_ALL=C; export LC_ALL
nptext --md -o out/in; find . -type f | sort; cat out/in/*
