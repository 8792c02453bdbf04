printf "一\377二\n三\346\226" > x
npcount -c chars,han,bad x
