for i in 1 2 3 4 5 6 7 8 9 10 11 12; do printf 'x\377\n'; done > many.txt
npconv -f gb18030 many.txt many.txt | wc -l | tr -d ' '
