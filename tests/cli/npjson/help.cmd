npjson --help; npjson -c help | head -n 3; npjson -c help > /dev/full; echo $?
