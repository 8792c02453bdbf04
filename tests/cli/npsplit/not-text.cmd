printf '%%PDF-1.4\n1 0 obj\n' > a.pdf; printf '\037\213\010\000\377\n\376' > a.gz; printf 'PK\003\004\024\000\377\377' > a.docx
cp "$CASES/page.txt" p
npsplit a.pdf p a.gz a.docx > b; echo $?
npsplit p | cmp - b
# Whatever the encoding is said to be; the first bytes alone do not make a PDF.
npsplit -e auto a.pdf; echo $?
printf '%%PDF' | npsplit | cut -f 5; echo
npcount a.pdf p; echo $?
npstrip a.gz; echo $?
