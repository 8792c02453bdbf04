printf 'one\n' > a; printf 'two\n\f' > b; : > c; printf '\fthree' > d
npconv --pages a b c d a | tr '\f' '@'
echo; npconv --pages a missing a | tr '\f' '@'
npconv --pages -t utf-16le a a | od -An -tx1
