# A file of too many rules, of patterns too long, too deep or too large: told in one line, nothing comes.
rule() {
	printf 'byline\thead\t-\t%s\t⟦某⟧\n' "$1" > rules
	npsplit -R rules "$CASES/page.txt"; echo $?
}
# 500 are too many beside the built-in ones.
for n in 500 20000; do
	awk -v n=$n 'BEGIN { for (i = 0; i < n; i++) printf "byline\thead\t-\t(某%d)\t⟦某%d⟧\n", i, i }' > rules
	npsplit -R rules "$CASES/page.txt"; echo $?
done
awk 'BEGIN { for (i = 0; i < 300000; i++) print "# 某" }' > rules
npsplit -R rules "$CASES/page.txt"; echo $?
rule "$(awk 'BEGIN { for (i = 0; i < 20000; i++) printf "[甲-龥]" }')"
rule "$(awk 'BEGIN { for (i = 0; i < 4000; i++) printf "("; printf "某"; for (i = 0; i < 4000; i++) printf ")" }')"
rule '(某{1,65535}){1,65535}'
rule '(?R)'
rule '\C(某)'
# What takes too many steps finds nothing, and costs what the limits allow.
printf 'byline\tin\t甲\t(?:(?:甲+)+乙|甲某)\t⟦甲某⟧\n' > rules
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "甲"; print "" }' > page
npsplit page > plain; npsplit -R rules page | cmp plain -
