# every line of a chosen article comes, and in its place
awk "BEGIN { for (i = 0; i < 3000; i++) print \"p\t\" i + 1 \"\t\" i % 7 \"\tbody\t\" (i == 1501 ? \"灯\" : \"x\") }" > in
npgrep 灯 in > got; awk -F "\t" "\$3 == 1501 % 7" in | cmp - got
