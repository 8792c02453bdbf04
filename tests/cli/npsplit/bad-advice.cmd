# what bad bytes speak for: nothing where the page is UTF-8 but for them, else the likelier encoding
printf 'The council met on Monday and put off the new road for another year.\n%s\n' \
	'It has done so before, the mayor said; the bridge is to come first.' > page
{ cat page page page page && printf '\326\320\271\372\n'; } > english
printf '今天上午，新桥\377通车。\n' | cat page page - > chinese
npsplit english chinese | cut -f 1-4
npsplit -e auto -j 2 english chinese | cut -f 1-4
