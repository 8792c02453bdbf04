# bytes that are no UTF-8 cannot be there; a U+FFFD is a character like any other
printf "p\377\t1\t1\tbody\t\344\270x\377\355\240\200\nq\t1\t1\tbody\t\357\277\275\n" | npjson -c page,body
