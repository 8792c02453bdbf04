# a stream that cannot be read: no table, and the other one is looked at too
printf "a\tb\n" > bad; npscore missing bad; echo $?; npscore "$PAGES"/city.blocks missing; echo $?; npscore . missing; echo $?
