# a page of very many jumps
awk "BEGIN { for (i = 1; i <= 3000; i++) print \"p:1\t\" i \"\t\" i \"\tjump\t下转2版\"; for (i = 1; i <= 3000; i++) print \"p:2\t\" i \"\t\" i \"\tjump\t上接1版\" }" > in
npjoin in 2> err | cmp - in; echo $?; wc -l < err | tr -d " "; tail -n 1 err
