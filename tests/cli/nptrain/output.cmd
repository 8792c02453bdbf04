cp "$ROOT"/tests/pages/ci01.* .; nptrain --copies 0 --epochs 1 --runs 1 -o nodir/m ci01.blocks && ls nodir; nptrain -v --copies 0 --epochs 2 --runs 1 -o m ci01.blocks 2>&1 | sed "s/[0-9.]* %/N %/"
