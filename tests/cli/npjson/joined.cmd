# an article that goes on on another page: each mark tells its own
printf "p-1\t2\t1\theadline\t题\np-1\t3\t1\tjump\t下转2版\np-2\t1\t1\tjump\t上接1版\np-2\t2.1\t1\tbyline\t记者 王明\np-2\t2.2\t1\tbody\tx\n" | npjoin |
	npjson -c page,article,lines,headline,jump,reporter,body
