npstrip
