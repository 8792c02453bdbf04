nptrain --held-out 1 --folds 2 x
