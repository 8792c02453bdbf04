# bytes that are no UTF-8 match nothing, and what is around them is found
printf "a\t1\t1\tbody\t\344\270灯塔\377亮\n" > in
npgrep 灯塔 in | cmp - in
npgrep "塔.亮" in; npgrep "^.*灯" in
npgrep "灯.$" in; npgrep "塔\$" in
npgrep "灯." in | cmp - in
npgrep -i "灯塔|Z" in | cmp - in
npgrep "\x{FFFD}" in
