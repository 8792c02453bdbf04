# all text comes out escaped; names are compared as what they stand for
printf 'a\\tb\\\\c\t1\t1\tbyline\t甲\\n乙\\\\\n' > gold
printf 'a\\tb\\c\t1\t1\tcredit\t甲\\n乙\\\\\0\n' > pred
npscore --diff gold pred | tr "\0" 0
