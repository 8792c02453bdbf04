# what is selected and what is not are all articles, each once
{ npgrep 灯 "$CASES"/page.in; npgrep --invert 灯 "$CASES"/page.in; } | grep -v folio | sort > both
awk -F "\t" "\$3 > 0" "$CASES"/page.in | sort | diff - both
