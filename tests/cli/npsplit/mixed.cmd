sed -n '1,30p' "$PAGES/city.txt" > city.txt
{
	npconv -t gb18030 city.txt
	printf '\f\n'
	cat city.txt
} > mixed.txt
npsplit -e mixed mixed.txt | cut -f 3- > blocks
npsplit city.txt | cut -f 3- > once
cat once once | cmp - blocks && echo same
npsplit -e auto mixed.txt
