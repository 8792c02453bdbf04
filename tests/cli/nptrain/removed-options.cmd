nptrain --runs 1 x 2> err; echo $?; head -n 1 err | grep -c runs; nptrain --margin 1 x 2> err; echo $?; head -n 1 err | grep -c margin; sed -n 2p err | cut -c 1-14
