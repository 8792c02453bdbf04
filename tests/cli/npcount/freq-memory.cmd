awk 'BEGIN { for (i = 0; i < 300; i++) printf "w%d w%d common ", i, i % 7 }' > x
npcount --freq=word --memory 4k x
echo $?
npcount --freq=word --memory 4k --top 1 x
echo $?
