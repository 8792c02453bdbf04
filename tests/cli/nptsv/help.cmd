nptsv -c help | cut -d " " -f 1 | paste -s -d " " -; nptsv -c help | head -n 3
