# members that are asked for, in their order
npjson -c han,headline,article,text -a 1 "$CASES"/page.in
npjson -a 0 -c folio,article,page_no,section "$CASES"/page.in
npjson -a 2 -c table,notice,other,caption,writer,see "$CASES"/page.in
npjson -c lines "$CASES"/page.in
npjson -c paragraphs,jump_to,writer -a 1 "$CASES"/page.in
