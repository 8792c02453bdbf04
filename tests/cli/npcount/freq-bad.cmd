printf '晚\377报 a\377b\n' > x
npcount --freq=bigram x
npcount --freq=word x
