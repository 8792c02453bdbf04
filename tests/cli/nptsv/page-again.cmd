# blocks of a page that do not stand together are rows of their own
printf "p\t1\t1\tbody\t一\nq\t1\t1\tbody\t二\np\t2\t1\tbody\t三\n" | nptsv -c page,lines,body
