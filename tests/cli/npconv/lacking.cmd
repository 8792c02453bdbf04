printf '水塔\n\303\244 €\n' | npconv -t big5 | od -An -tx1
printf '们們·—\n' | npconv -t gb2312 | od -An -tx1
