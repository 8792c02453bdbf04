npstrip -r byline,dateline,folio "$CASES"/page.in
