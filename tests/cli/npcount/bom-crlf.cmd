printf "\357\273\277小桥\r\n" | npcount -c bytes,chars,graphemes,spaces,lines
printf "\357\273\277p\t1\t1\tbody\t小桥\r\n" | npcount -b article -c chars,spaces
