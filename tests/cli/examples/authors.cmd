sh "$ROOT"/examples/authors.sh "$PAGES"/city.blocks "$PAGES"/county-gbk.blocks
printf 'p\t1\t1\tbyline\t本报记者 王 明 通讯员 李桂兰\np\t2\t1\tbody\t水塔落成。\np\t3\t2\tbyline\t(王明)\np\t4\t2\tbody\t落成。\n' |
	sh "$ROOT"/examples/authors.sh
# What is not there is not passed over in silence.
sh "$ROOT"/examples/authors.sh nosuch "$PAGES"/city.blocks | wc -l
sh "$ROOT"/examples/authors.sh nosuch; echo $?
