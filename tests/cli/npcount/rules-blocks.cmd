printf 'p\t1\t1\theadline\t晚报头条\np\t3\t1\tbody\t第一段\\n第二行，don’t。\nq\t1\t1\tbody\tF-16\n' > x
npcount -H -b page --rule=word,print --columns=2 -r body x
