npcount -c help | cut -d " " -f 1 | paste -s -d " " -
npcount --columns=help | sed -n 3,4p
