printf "/etc/passwd\t1\t1\tbody\tx\n" | nptrain
