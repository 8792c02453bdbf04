cp "$ROOT"/tests/pages/ci0[123].* .
nptrain --held-out 1 --copies 0 --epochs 1 -o m ci0[123].blocks 2>&1 | sed 's/[01]\.[0-9][0-9][0-9]/N/g'
grep '^about' m | sed 's/[01]\.[0-9][0-9][0-9]$/N/'
# Nothing is learned from the first page.
nptrain --copies 0 --epochs 1 ci0[23].blocks | grep -v '^about' > less; grep -v '^about' m | cmp less -
# With -v: on pages damaged in each way.
nptrain -v --held-out 2 --copies 0 --epochs 1 ci0[123].blocks 2>&1 > /dev/null | sed 's/[01]\.[0-9][0-9][0-9]/N/g; s/[0-9.]* %/N %/'
