cp "$ROOT"/tests/pages/ci01.* .
t() { nptrain --copies 2 --epochs 1 "$@" ci01.blocks; }
t --augment columns=.5,tear=1 > 1 && t --augment tear=1 --augment columns=.5 | cmp 1 - && t --augment columns=0,tear=0 | cmp -s 1 - || echo differs
nptrain --augment columns=.5,tear=1.5 x 2>&1 | head -n 1; nptrain --augment rows=1 x 2>&1 | head -n 1
