nptsv </dev/null
