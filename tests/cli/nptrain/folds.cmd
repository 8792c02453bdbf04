cp "$ROOT"/tests/pages/ci0[12].* .
nptrain --folds 2 --copies 0 --epochs 2 -o m ci0[12].blocks 2>&1 | sed 's/[01]\.[0-9][0-9][0-9]/N/g'
grep '^about' m | sed 's/[01]\.[0-9][0-9][0-9]$/N/'
# It is learned from all pages afterwards, as if nothing had been told.
nptrain --copies 0 --epochs 2 ci0[12].blocks | grep -v '^about' > all; grep -v '^about' m | cmp all -
# The passes of each part, and of all.
nptrain -v --folds 2 --copies 0 --epochs 2 ci0[12].blocks 2>&1 > /dev/null | sed 's/[01]\.[0-9][0-9][0-9]/N/g; s/[0-9.]* %/N %/'
