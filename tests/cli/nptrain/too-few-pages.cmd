cp "$ROOT"/tests/pages/ci0[12].* .
nptrain -v --folds 3 -o m ci0[12].blocks; echo $?; nptrain -v --held-out 2 -o m ci0[12].blocks; echo $?; nptrain --folds 2 ci01.blocks; echo $?; ls
