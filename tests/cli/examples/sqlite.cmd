command -v sqlite3 > /dev/null || { printf '0\n0\n1|一"\t\\\n9|二\n'; exit; }
printf 'p\t1\t1\tbody\t一"\\t\\\\\nq\t1\t9\tbody\t二\n' > in
sh "$ROOT"/examples/sqlite.sh news.db in; echo $?
# And where temporary files are in a folder with blanks.
mkdir "a  b"; TMPDIR="a  b" sh "$ROOT"/examples/sqlite.sh news.db in; echo $?
sqlite3 news.db 'SELECT article, body FROM articles ORDER BY page'
