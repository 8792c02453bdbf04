# a page of very many articles, in no order
awk "BEGIN { for (i = 0; i < 200000; i++) print \"p\t\" i + 1 \"\t\" (i * 7919) % 100003 + 1 \"\tbody\t\" (i % 1000 == 7 ? \"灯\" : \"x\") }" > in
npgrep 灯 in | cut -f 3 | sort -u | wc -l | tr -d " "
npgrep --count 灯 in; npgrep --count --invert 灯 in
