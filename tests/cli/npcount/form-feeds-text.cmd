printf "\f\f" > x
npcount -b page,file -c bytes,lines x
