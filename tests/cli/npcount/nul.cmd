printf "一\0二\n" | npcount -c chars,han,control
