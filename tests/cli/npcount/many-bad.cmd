awk "BEGIN { for (i = 0; i < 14; i++) print \"\\377\" }" > x
npcount -c bad x
