printf "今天天气很好。\n" > text; printf "b\t1\t1\tbody\tx\n" > good
npjoin text missing good
