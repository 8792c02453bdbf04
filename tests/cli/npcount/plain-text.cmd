cp "$CASES"/text.in page.txt
npcount -b article page.txt "$CASES"/blocks.in
echo $?
npcount -b page,role page.txt
echo $?
npcount -r body page.txt
echo $?
npcount -a 1 page.txt
