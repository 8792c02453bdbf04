# The counts are the same, and it is told.
printf '甲\n' > x
NEWSPRINT_CPU=sse9 npcount x
NEWSPRINT_CPU=plain npcount x
