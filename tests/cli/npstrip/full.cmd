npstrip "$CASES"/page.in > /dev/full; echo $?; npstrip "$CASES"/blocks.in > /dev/full
