{ cat "$CASES/page.txt"; printf "\f"; cat "$CASES/page.txt"; } > p
# Blocks are the same with it and without it; its lines are theirs, page and lines first.
npsplit p > plain; npsplit --confidence c p > b && cmp plain b && cut -f 1,2 b > b.lines && cut -f 1,2 c | cmp b.lines -
# The third field is a number from 0 to 99, and not always the same.
awk -F '\t' 'NF != 3 || $3 !~ /^[1-9]?[0-9]$/' c; cut -f 3 c | sort -u | awk 'END { print (NR > 1 ? "numbers differ" : "one number") }'
# Names are escaped as in blocks; pages from several inputs; a second run replaces the file.
cp "$CASES/page.txt" "$(printf 'a\tb')"
npsplit --confidence=c "$(printf 'a\tb')" p | cut -f 1,2 > b.lines; cut -f 1,2 c | cmp b.lines -; cut -f 1 c | sort -u; ls
# Nothing to label: nothing to be sure of.
npsplit --confidence=c /dev/null; wc -c < c
