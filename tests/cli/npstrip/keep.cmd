# headlines alone; then everything: what is left is the page
npstrip -k headline "$CASES"/page.in
npstrip --keep=kicker,headline,deck,byline,dateline,subhead,body,caption,credit,jump,folio,table,notice,other \
	"$CASES"/page.in | cmp - "$CASES"/page.in
