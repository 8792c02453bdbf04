# What was read as what, of some of the files alone, would only replace a good one.
mkdir -p out/a; echo 石桥昨天通车。 > a; cp a b; echo old > map
npconv -f utf-8 -o out --map map a b; echo $?; cat map
npconv -f utf-8 -j 2 -o out --map map a b; echo $?; cat map
npconv -f utf-8 --map map a b > /dev/full; echo $?; cat map
# An input that is not there is no reason to keep it.
npconv -f utf-8 --map map a nowhere > text; echo $?; cat map; ls -A
