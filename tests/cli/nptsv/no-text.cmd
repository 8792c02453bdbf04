# What is no block stream is called what it is; blocks that a shell wrote as UTF-16 are to be converted.
printf '%%PDF-1.4\n' > a.pdf
printf 'PK\003\004....' > a.docx
npconv -t utf-16 "$PAGES/city.blocks" > wide.blocks
nptsv a.pdf a.docx wide.blocks; echo $?
npconv wide.blocks | nptsv -c article | head -n 2
