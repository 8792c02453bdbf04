# what JSON must escape, and what a terminal or JavaScript may take for its own
printf "p\"\\\\\\\\\t1\t1\tbody\t\"\\\\\\\\/\\\\t\\\\n\\\\r\010\014\001\037\177\302\200\302\237\302\240\342\200\250\342\200\251\342\200\224\357\273\277<\\\\x\n" | npjson -c page,body
