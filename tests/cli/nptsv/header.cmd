nptsv -H -c page,article,lines,text
