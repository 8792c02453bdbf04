printf 'one\n' > a; printf 'two' > b; : > c; printf '\357\273\277three\r\n\0\n' > d
npconv a b c d - < a | od -An -c | tr -s ' '
