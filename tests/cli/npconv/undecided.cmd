printf '\271\320' > two.txt
printf '\377\377\377\377' > none.txt
echo plain > plain.txt
npconv two.txt none.txt plain.txt
