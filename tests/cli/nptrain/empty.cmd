nptrain /dev/null
