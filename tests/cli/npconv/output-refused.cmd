mkdir a; echo x > a/1; echo x > 2
npconv -o out a/1 2 ./a/1; echo $?
npconv -o a a/1; echo $?
npconv -o out - < 2; echo $?
npconv -o out a/../2 a/1; echo $?
npconv -o out --pages 2 2>/dev/null; echo $?
ls
