# It would read what it writes, without end; and so for every tool, here npcount.
cp "$PAGES/city.txt" page
npconv page >> page; echo $?
npconv < page >> page; echo $?
npcount "$PAGES/city.txt" page >> page; echo $?; tail -n 1 page | cut -f 1 | sed 's,.*/,,'
