# a NUL is a character; the last line needs no line feed
nptsv -c chars,body
