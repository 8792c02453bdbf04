# every column there is, by name
for c in $(npjson -c help | cut -d " " -f 1); do
	npjson -a 1 -c $c "$CASES"/page.in > one || echo "$c: $?"
	grep -q "^{\"$c\":.*}\$" one || { echo "$c: $(cat one)"; }
done
