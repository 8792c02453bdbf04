printf 'p\t1\t1\theadline\t晚报\np\t2\t1\tbody\t晚\np\t3\t1\tbody\t报晚\\n报\np\t4\t2\tbody\t新闻\n' > x
npcount --freq=bigram -r body x
npcount --freq=bigram -a 2 x
npcount --freq=char --top 2 x x
