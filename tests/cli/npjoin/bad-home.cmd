# a first field with nothing before or behind its sign, or with two of them
printf "p\\\\>q\t1\t1\tbody\tx\n\\\\>q\t1\t1\tbody\tx\np\\\\>\t1\t1\tbody\tx\na\\\\>b\\\\>c\t1\t1\tbody\tx\n" | npjoin
