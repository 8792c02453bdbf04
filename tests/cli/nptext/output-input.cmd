# An article that would be written over the blocks it comes from, or over others.
printf 'p\t1\t1\tbody\tx\n' > p-1.txt; printf 'q\t1\t1\tbody\ty\n' > q-1.txt; printf 'q\t1\t1\tbody\tz\n' > z; printf 'z\0q-1.txt\0' > names
nptext -o . p-1.txt; echo $?
nptext -o . q-1.txt p-1.txt; echo $?
nptext -o . < p-1.txt; echo $?
nptext -o . -0 names; echo $?
cat p-1.txt q-1.txt; ls -A
