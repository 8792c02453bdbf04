sh "$ROOT"/examples/mentions.sh 公交 "$PAGES"/city.blocks "$PAGES"/wrap.blocks
printf 'a\\b\t1\t1\tbody\t一\\\\n二\n' | sh "$ROOT"/examples/mentions.sh '\\n'
sh "$ROOT"/examples/mentions.sh; echo $?
