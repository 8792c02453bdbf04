nptsv -a 0 -c article,headline,folio
