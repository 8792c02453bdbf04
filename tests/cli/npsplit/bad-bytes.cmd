{ cat "$CASES/page.txt"; printf "\n末行有坏字节\377\376。\n"; } > p; npsplit p | tail -n 1 | tail -c 24 | od -An -c
