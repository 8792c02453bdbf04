printf "p\\\\\\\\q\\\\tr\t1\t1\tbody\t一\\\\n二\\\\t三\\\\\\\\四\\\\五\n" > x
cat x
npcount -b article -c chars,han,lines,spaces,punct x
