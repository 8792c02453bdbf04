printf "../etc/page\t1\t1\tbody\tx\n" | nptrain -d .
