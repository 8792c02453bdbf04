# names that differ in case alone: some systems take them for the same
printf 'A.txt\t1\t1\tbody\t一\na.txt\t1\t1\tbody\t二\n' | nptext -o out; ls out; cat out/*
# names that differ in the bit that tells a from A, and are no letters: 一 and 丠, ^ and ~
printf '一\t1\t1\tbody\t一\n丠\t1\t1\tbody\t二\n^\t1\t1\tbody\t三\n~\t1\t1\tbody\t四\n' | nptext -o other; ls other
