printf '\261\250\n\377' > a.txt
printf '报\n' > b.txt
npconv -v -f gbk a.txt > /dev/null
npconv -v -f utf-8 -t big5 b.txt > /dev/null
npconv -v -f utf-8 -o out b.txt
