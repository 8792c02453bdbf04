# A folder without a name, as of a variable that is not set, is not the root.
echo 桥 > f; for jobs in 1 2; do npconv -j $jobs -f utf-8 -o "" f; echo $?; done
nptext -o "" "$PAGES"/city.blocks; echo $?
# Nor is one called - where standard output was meant.
npconv -o - f; echo $?; nptext -o - "$PAGES"/city.blocks; echo $?; npconv --map - f; echo $?
# A page has a name.
npsplit --name "" f 2>&1 | head -n 1; echo text | npmend --name= 2>&1 | head -n 1; ls
