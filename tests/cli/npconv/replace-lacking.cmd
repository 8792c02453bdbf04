# GB 2312 has no U+FFFD, and the "?" for a bad byte is told once; the U+FFFD of the input is told too.
printf '\345\245\275\377\345\245\275\n\357\277\275\n' > bad
npconv -v -f utf-8 -t gb2312 --bad=replace bad | od -An -tx1
npconv -f utf-8 -t big5 --bad=replace - bad < bad | od -An -tx1
