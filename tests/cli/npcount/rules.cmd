printf '3月5日，A股涨1.5%%，报“F-16”。\n\n　　ＡＢ 12\n' | npcount -H --rule=word,han,nopunct,print
printf '晚报\n' | npcount -c chars --rule=word
printf '一二三四五六\n七\n' | npcount --rule=print --columns 5 --total
npcount --rule=help
