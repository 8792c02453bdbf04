npstrip; npstrip /dev/null /dev/null
