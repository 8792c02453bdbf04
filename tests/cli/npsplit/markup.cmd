# A page of the web is told for what it is; a page that begins with some tag is a page.
printf '<!DOCTYPE html>\n<html><body><p>\346\234\254\346\212\245\350\256\257</p></body></html>\n' > a.html
printf '\357\273\277<?xml version="1.0"?>\n<page/>\n' > a.xml
printf '<div>\n' > a.md
npsplit a.html a.xml a.md > all; echo $?; cut -f 1,2,5 all
npmend a.html; echo $?
npstrip a.html; echo $?
npcount -c lines a.html; echo $?
