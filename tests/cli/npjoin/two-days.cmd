# another date is another day, and so is another input
cp "$CASES"/day.in day; sed "s/r-/s-/; s/5月6日/5月7日/" day > next
cat day next > both
npjoin both > together; npjoin day next | cmp - together
grep -c ">" together; grep "r-.*>s-" together
