printf "nowhere.txt\t1\t1\tbody\tx\n" | nptrain
