{
	printf 'd:1\t1\t1\theadline\t三百里新堤合龙\nd:1\t2\t1\tjump\t（下转第二、三版）\n'
	printf 'd:2\t1\t1\tjump\t（上接第一版）\nd:2\t2\t1\tbody\t乙。\n'
	printf 'd:3\t1\t1\tjump\t（上接第一、二版）\nd:3\t2\t1\tbody\t丙。\n'
} > day.blocks
npjoin day.blocks > joined.blocks
cat joined.blocks
nptsv -c article,headline,jump,jump_to,jump_from joined.blocks
npjson -c article,jump_to joined.blocks
