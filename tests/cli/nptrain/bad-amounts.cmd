# Each is refused by itself, and the usage follows.
for o in "--rate 0" "--rate 1" "--rate -1" "--rate nan" "--drop 1" "--drop -.1" "--folds 1" "--folds 0" "--held-out 0" "--held-out x" "--copies -1" "--epochs ''" "--seed 1x"; do
	eval "nptrain $o x" 2> err; echo "$o: $?: $(head -n 1 err)"; sed -n 2p err | cut -c 1-14
done | uniq
# A count is whole; a folder without a name is not the root.
for o in "--copies 0x10" "--epochs +1" "--folds ' 2'" "--rate inf" "--copies 2.5" "--min-pages 0" "--seed -1" "-d ''"; do
	eval "nptrain $o x" 2>&1 | head -n 1
done
