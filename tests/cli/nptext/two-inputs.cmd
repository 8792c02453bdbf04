printf "p\t1\t1\tbody\t一\n" > a; printf "q\t1\t1\tbody\t二\n" > b
nptext a b; nptext a b > both; { nptext a; nptext b; } | cmp - both
nptext --md a b > both; { nptext --md a; nptext --md b; } | cmp - both
