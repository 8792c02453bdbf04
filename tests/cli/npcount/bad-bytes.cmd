printf "一\377二\n三\346\226" > x
npcount -c chars,han,bad x
# What it may be in, by how it reads.
printf '觀塘海濱長廊將增設三座無障礙洗手間，預計明年第二季落成啟用。' | npconv -t big5 > big5
npcount -c bad big5 2> err; head -n 1 err
