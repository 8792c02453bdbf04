printf "# 老桥装上护栏\n\n本报讯 昨日，东门老桥两侧的护栏全部装好。**(秦朗)**\n\n# 食堂添夜宵\n\n社区食堂从本周起营业到晚上十点。3*2*1 与 _a_ 不是标记。\n" > p; npsplit --name p p; echo; npsplit --from=text --name p p | cut -f5
