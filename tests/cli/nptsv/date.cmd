# the day of the issue, for pages that do not tell it; datelines are completed from it
printf 'p\t1\t1\tdateline\t本报石城28日讯\np\t2\t2\tbody\t雪停了。\n' > page.blocks
nptsv -c date,issue --date 2004-03-01 page.blocks
nptsv -c date,issue page.blocks
nptsv -c date,issue --date 2004-02-30 page.blocks
