printf 'a\n\261\250\201 \377\n\326' > old.txt
npconv -f gbk old.txt | od -An -tx1
npconv -e gbk old.txt >/dev/null 2>&1 || echo status $?
