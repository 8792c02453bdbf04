cp "$ROOT"/tests/pages/ci01.* .; mkdir dir; nptrain --copies 0 --epochs 1 -o dir/m ci01.blocks && ls -A dir; nptrain -v --copies 0 --epochs 2 -o m ci01.blocks 2>&1 | sed "s/[0-9.]* %/N %/"
# What cannot be written is told before learning, and nothing is left of it.
echo old > old
nptrain -v -o nodir/m ci01.blocks; echo $?
nptrain -v -o dir ci01.blocks; echo $?
nptrain -v -o old/m ci01.blocks; echo $?
nptrain -v -o "" ci01.blocks; echo $?
nptrain -v -o - ci01.blocks; echo $?
cat old; ls -A
# A model that cannot be learned leaves the old one; a pipe is written to as it is.
nptrain -m nowhere -o old ci01.blocks; cat old
mkfifo pipe; cat < pipe > got & nptrain --copies 0 --epochs 1 -o pipe ci01.blocks; wait; test -p pipe && head -n 1 got
