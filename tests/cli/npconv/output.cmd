mkdir -p gbk/a gbk/b
printf '\261\250\n' > gbk/a/1.txt
printf '\326\275\n' > gbk/b/1.txt
: > gbk/b/empty.txt
npconv -f gbk -o utf8 gbk/a/1.txt gbk//b/1.txt ./gbk/b/empty.txt
find utf8 -type f | sort
cat utf8/a/1.txt utf8/b/1.txt
printf 'gbk/a/1.txt\0gbk/b/1.txt\0' | npconv -f gbk -o again -0 -
cat again/a/1.txt again/b/1.txt
