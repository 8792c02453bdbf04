npstrip "$CASES"/page.in >&-; echo $? >&2; npstrip "$CASES"/blocks.in >&-
