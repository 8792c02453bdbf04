printf 'a\261\250\201 \377\n\326\260\060\201\060' > old.txt
npconv -f gbk --bad=replace old.txt | od -An -tx1
printf 'ok \347\272 x\355\240\200\n' | npconv -f utf-8 --bad=replace | od -An -tx1
printf '\360\237\230\200\n' | npconv -f utf-8 -t gbk --bad=replace | od -An -tx1
printf 'x\377y' | npconv -f utf-8 -t gb18030 --bad=replace | od -An -tx1
