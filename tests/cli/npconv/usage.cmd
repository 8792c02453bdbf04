npconv -f nothing 2>&1; echo $?
npconv -t auto 2>&1 | head -n 1
npconv -f gbk//IGNORE 2>&1 | head -n 1
npconv -Z 2>/dev/null; echo $?
npconv -0 x y 2>&1 | head -n 1
npconv --help | head -n 1
npconv -l | head -n 3 | cut -d ' ' -f 1
