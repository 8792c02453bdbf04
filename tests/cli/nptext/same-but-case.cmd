# names that differ in case alone: some systems take them for the same
printf 'A.txt\t1\t1\tbody\t一\na.txt\t1\t1\tbody\t二\n' | nptext -o out; ls out; cat out/*
