nptsv -H -c article,paragraphs,chars,nospace,words,han,cjkpunct,latin
