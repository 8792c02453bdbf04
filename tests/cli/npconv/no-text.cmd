# what is no text is called by its name where it is known
printf '%%PDF-1.4\n%%\342\343\317\323\n\001\002\377\376\003\000\n' > page.pdf
printf '\037\213\010\000\000\000\000\000\000\003' > page.gz
npconv page.pdf page.gz; echo $?
npconv --detect page.pdf page.gz
# of a text that is read all the same nothing is said
printf '%%PDF- is how such files begin\n' | npconv
