printf "%s\0%s\0" "$CASES/page.txt" nowhere | npsplit -0 - --name p | wc -l
