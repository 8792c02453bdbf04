# Each is refused by itself, and the usage follows.
for o in "--rate 0" "--rate 1" "--rate -1" "--rate nan" "--drop 1" "--drop -.1" "--folds 1" "--folds 0" "--held-out 0" "--held-out x" "--copies -1" "--epochs ''" "--seed 1x"; do
	eval "nptrain $o x" 2> err; echo "$o: $?: $(head -n 1 err)"; sed -n 2p err | cut -c 1-14
done | uniq
