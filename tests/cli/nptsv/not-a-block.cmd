nptsv -c page,article,headline,body
