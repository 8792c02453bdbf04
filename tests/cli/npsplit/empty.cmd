npsplit /dev/null; printf "\n\n  \n" | npsplit; printf "\357\273\277" | npsplit
