# a stream that went through an editor: BOM, CRLF
nptsv -c page,headline,body
