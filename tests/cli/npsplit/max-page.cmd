{ cat "$CASES/page.txt"; printf "\f"; head -c 5000 /dev/zero | tr "\0" x; printf "\n\f"; cat "$CASES/page.txt"; } > p; npsplit --max-page 2k p | cut -f1 | uniq
