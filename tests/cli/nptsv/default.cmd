nptsv
