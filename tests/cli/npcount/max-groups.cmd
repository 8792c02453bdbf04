printf 'p\t1\t1\tbody\t一\np\t2\t2\tbody\t二二\np\t3\t1\tbody\t三\np\t4\t3\tbody\t四\np\t5\t2\tbody\t五\n' > x
npcount -b article --max-groups 2 --total x
