for a in "--freq=pairs" "--freq=char -b page" "--freq=char -c han" "--freq=char --total" "--top 3" "--plot" \
	"--freq=char --plot=red" "--freq=char --plot -H" "--rule=words" "--rule=han,han,han,han,han" \
	"--columns 0" "--max-groups 0" "--freq=char --top 0" "--freq=char --memory x" \
	"--memory 2K" "--columns 20" "--columns 20 --rule=word" "-c all,han"; do
	npcount $a < /dev/null 2>&1 | head -n 1
done
