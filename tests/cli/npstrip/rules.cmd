# a paper's own marks
printf 'byline\ttail\t]$\t\\[文责[^\\]]*\\]\t动工。⟦[文责 吴桐]⟧\n' > own
printf '渡口添了三盏灯\n\n本报讯 灯修好了，路也修好了，桥要到明年春天才动工。[文责 吴桐]\n' > page
npstrip page; npstrip -R own page
