printf '海港镇新水塔“望潮塔”落成——高36·5米。\r\n' > page
for enc in gb18030 gbk gb2312 utf-16 utf-16le utf-16be utf-32; do
	npconv -t $enc page | npconv -f $enc | cmp - page && echo $enc
done
