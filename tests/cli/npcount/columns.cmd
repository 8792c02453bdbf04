npcount -c han,chars,lines,han < "$CASES"/text.in
