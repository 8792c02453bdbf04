nptsv -H -c page,chars </dev/null
