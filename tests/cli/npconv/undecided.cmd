printf '\304\320\305\256' > two.txt
printf '\377\377\377\377' > none.txt
echo plain > plain.txt
npconv two.txt none.txt plain.txt
