nptext --sep x -o out </dev/null; echo $?; nptext -a 1, </dev/null; echo $?; nptext --max-page 0 </dev/null; echo $?
