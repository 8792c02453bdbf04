# what is no text is called by its name where it is known
printf '%%PDF-1.4\n%%\342\343\317\323\n\001\002\377\376\003\000\n' > page.pdf
printf '\037\213\010\000\000\000\000\000\000\003' > page.gz
# it begins as a text would that is cut inside a character
printf '\211PNG\r\n\032\n\000\000' > page.png
npconv page.pdf page.gz page.png; echo $?
npconv --detect page.pdf page.gz
# of a text that is read all the same nothing is said
printf '%%PDF- is how such files begin\n' | npconv
