printf '文' > a; printf '\357\273\277字' > b
npconv -t utf-16 a b | od -An -tx1
npconv -t utf-16be a b | od -An -tx1
