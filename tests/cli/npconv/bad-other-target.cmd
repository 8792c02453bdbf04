printf '\261\250\377\n' | npconv -f gbk -t gb18030 | od -An -tx1
