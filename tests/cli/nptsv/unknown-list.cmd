nptsv -a 1- </dev/null
