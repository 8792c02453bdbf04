printf "%s\0%s\0" "$CASES/page.txt" nowhere | npsplit -0 - --name p > b; npsplit --name p "$CASES/page.txt" | cmp b -
