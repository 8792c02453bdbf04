# a model that has learned nothing is none; of another one it is a copy (start.cmd)
nptrain --epochs 0 x 2>&1 | head -n 1
