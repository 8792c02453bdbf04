printf '２０２６年１１月　ＡＢ％，ab12%%, ￥5\n' > t
npconv --width=digits=half t
npconv --width=latin=half,space=half,punct=half t
npconv --width=digits=full,latin=full,punct=full,space=full t
npconv --width=digits=full,latin=full,punct=full,space=full t |
	npconv --width=digits=half,latin=half,punct=half,space=half
npconv --width=digits t 2>&1 | head -n 1
npconv --width=hand=half t 2>&1 | head -n 1
