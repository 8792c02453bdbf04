# A form feed within a line: what is told does not hang on how far the reader is ahead.
page='本报讯 昨天清晨，一列空车从柳园车辆段驶出。'
printf '%s\n甲\f乙\377\n' "$page" > page
npsplit page > all; echo $?
{ printf '%s\n甲\f' "$page"; sleep .2; printf '乙\377\n'; } | npsplit --name page 2> pieces | cmp all -
sed 's/^npsplit: -:/npsplit: page:/' pieces >&2
# The first page is good, and what is wrong on its last line is told.
printf '%s%s%s\n甲\377\f乙\n' "$page" "$page" "$page" | npsplit > /dev/null; echo $?
