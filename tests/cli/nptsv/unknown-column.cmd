nptsv -c page,headlines </dev/null
