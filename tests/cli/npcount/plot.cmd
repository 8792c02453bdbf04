printf '的的的的的的的的一一一了了\n' > x
COLUMNS=40 npcount --freq=char --plot x
COLUMNS=30 npcount --freq=char --plot=color --top 1 x
printf 'a abc' | COLUMNS=1 npcount --freq=word --plot
printf '' | npcount --freq=word --plot
