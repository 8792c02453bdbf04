# but another run does: files are made anew
printf "p\t1\t1\tbody\t一\n" | nptext -o out; printf "p\t1\t1\tbody\t二\n" | nptext -o out; ls -A out; cat out/*
