{ cat "$CASES/page.txt"; printf "\f"; cat "$CASES/page.txt"; printf "\f"; } > two; npsplit two | cut -f1,2,4
