nptsv -a 0,2 -c article,headline
