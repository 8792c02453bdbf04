npmend; npmend /dev/null /dev/null
