# As an editor on Windows leaves them: a byte order mark in front, CRLF at the ends.
cp "$ROOT"/tests/pages/ci01.* .
nptrain -m default --copies 0 --epochs 1 -o m ci01.blocks
{ printf '\357\273\277'; awk '{ printf "%s\r\n", $0 }' ci01.blocks; } > edited.blocks
nptrain -m default --copies 0 --epochs 1 -o n edited.blocks && cmp m n
nptrain -e klingon ci01.blocks 2>&1 | head -n 1
