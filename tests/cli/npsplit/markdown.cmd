printf "# 老桥装上护栏\n\n本报讯 昨日，东门老桥两侧的护栏全部装好。**(秦朗)**\n\n# 食堂添夜宵\n\n社区食堂从本周起营业到晚上十点。3*2*1 与 _a_ 不是标记。\n" > p
for from in auto md text; do npsplit --from=$from --name p p | cut -f 5 | tr -d ' \n'; echo; done
