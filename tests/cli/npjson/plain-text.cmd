printf "今天天气很好。\n" > text; printf "b\t1\t1\tbody\tx\n" > good
npjson -c body text missing good
